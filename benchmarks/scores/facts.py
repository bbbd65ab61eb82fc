"""Which of the things that a reader should learn stand in the document, and what stands there besides.

The matching rule. A statement of the document tells a fact of the truth if

1. some of its evidence overlaps the fact's true span (``SLACK`` seconds around it are allowed), and
2. of the key terms of the shorter of the two texts, at least ``ENOUGH`` occur in the other. Key terms are
   words without function words, numbers in digits, cut to their stems; the text of a statement is its
   sentence and, for an action, its task; and
3. for a number or the day of the next meeting, at least half of the numbers of the fact are in the statement; for a
   decision or an action, either both deny something or neither does.

Facts and statements are paired one to one, so that most are paired. Owner and due date are judged apart, on the
actions that are paired; where the truth has none, a guess is wrong. What is left over of decisions and actions counts
against precision. A truth that does not list everything would make right statements wrong: facts marked ``also`` were
heard by a person who went through what was left over; they are asked of nobody, and what is paired with them counts
neither way. Numbers and questions are judged by recall alone, for the truth lists only some.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.scores.cuts import Matches
from benchmarks.scores.words import normalise
from lifestream.domain.claim import Action, Claim, Due
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment

SLACK = 2.0
ENOUGH = 0.5

FUNCTION_WORDS = frozenset(
    (
        "a about also an and are as at be been but by can could did do does for from get got had has have he her his i "
        "if in into is it its just let lets me my now of ok okay on or our out please she should so that the "
        "their them then there they this to up us was we were what when which who will with would you your"
    ).split()
)
NEGATIONS = frozenset("not no never cannot nobody nothing neither nor without".split())
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly")


@dataclass(frozen=True, slots=True)
class FactScore:
    """Facts of one type. ``owners`` and ``dues`` are how many of the paired ones are right, of how many.

    ``inside`` is how many seconds of the paired statements' evidence lie in the true spans, ``SLACK`` allowed, of how
    many.
    """

    matches: Matches
    owners: tuple[int, int] = (0, 0)
    dues: tuple[int, int] = (0, 0)
    inside: tuple[float, float] = (0.0, 0.0)
    missed: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()


def key_terms(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning.

    >>> sorted(key_terms("We moved the launch to Tuesday, the twenty-fourth of November."))
    ['24', 'launch', 'mov', 'november', 'tuesday']
    """
    # The normaliser takes what stands in brackets for a stage direction, and leaves it out.
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", normalise(re.sub(r"[\[\]()]", " ", text)))
    plain = re.sub(r"[^\w\s.]", " ", plain)
    words = (str(ORDINALS.index(word) + 1) if word in ORDINALS else word.strip(".") for word in plain.split())
    return frozenset(_stem(word) for word in words if word and word not in FUNCTION_WORDS | NEGATIONS)


def _stem(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word.removesuffix(suffix).rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def tells(statement: str, evidence: Iterable[Segment], fact: Mapping[str, Any]) -> bool:
    """Whether a statement with this evidence tells a fact; the rule stands above."""
    text, wide = _text(fact), _wide(fact)
    if not any(segment.overlap(wide) > 0 for segment in evidence):
        return False
    one, other = key_terms(statement), key_terms(text)
    fewer = min(len(one), len(other))
    is_alike = fewer > 0 and len(one & other) >= ENOUGH * fewer
    if fact["type"] in ("number", "next_meeting"):
        numbers = {term for term in other if term[0].isdigit()}
        return is_alike and len(numbers & one) >= ENOUGH * len(numbers)
    if fact["type"] in ("decision", "action_item"):
        return is_alike and denies(statement) == denies(text)
    return is_alike


def denies(text: str) -> bool:
    """Whether a text says that something is not so.

    >>> denies("We won't move it."), denies("We will move it.")
    (True, False)
    """
    return not NEGATIONS.isdisjoint(normalise(text).split())


def score_facts(
    facts: Sequence[Mapping[str, Any]], document: Document, names: Mapping[str, str]
) -> dict[str, FactScore]:
    """Score each type of fact that the truth has; ``names`` are the true full names of the speakers."""
    statements: dict[str, Sequence[tuple[str, Claim]]] = {
        "decision": [(c.text, c) for c in document.decisions],
        "number": [(c.text, c) for c in everything(document)],
        "open_question": [(q.claim.text, q.claim) for q in document.questions] + [(c.text, c) for c in document.risks],
        "next_meeting": [(c.text, c) for c in everything(document)],
    }
    scores = {
        kind: _scored([f for f in facts if f["type"] == kind], [s for s in said if s[1].is_shown], kind == "decision")
        for kind, said in statements.items()
        if kind == "decision" or any(f["type"] == kind for f in facts)
    }
    wanted = [f for f in facts if f["type"] == "action_item"]
    scores["action_item"] = _score_actions(wanted, [a for a in document.actions if a.claim.is_shown], document)
    return scores


def everything(document: Document) -> list[Claim]:
    """Every claim that a page shows, once."""
    claims = [*document.decisions, *(a.claim for a in document.actions), *document.risks, *document.numbers]
    claims += [*document.quotes, *document.bottom_line, *(q.claim for q in document.questions)]
    claims += [q.answer for q in document.questions if q.answer]
    claims += [c for chapter in document.chapters for c in chapter.claims]
    claims += [c for contribution in document.contributions for c in contribution.claims]
    claims += [c for block in document.blocks for c in block.claims()]
    return [c for c in dict.fromkeys(claims) if c.is_shown]


def _scored(facts: Sequence[Mapping[str, Any]], said: Sequence[tuple[str, Claim]], is_complete: bool) -> FactScore:
    pairs = _pairs(facts, said)
    asked = [n for n, fact in enumerate(facts) if not fact.get("also")]
    told, used = {f for f, _ in pairs}, {s for _, s in pairs}
    right = sum(n in told for n in asked)
    excused = len(pairs) - right
    cited = [(segment, _wide(facts[f])) for f, s in pairs for segment in _evidence(said[s][1])]
    return FactScore(
        Matches(len(asked), len(said) - excused if is_complete else right, right),
        inside=(sum(a.overlap(b) for a, b in cited), sum(a.duration for a, _ in cited)),
        missed=tuple(_text(facts[n]) for n in asked if n not in told),
        surplus=tuple(text for n, (text, _) in enumerate(said) if n not in used) if is_complete else (),
    )


def _score_actions(facts: Sequence[Mapping[str, Any]], actions: Sequence[Action], document: Document) -> FactScore:
    said = [(f"{a.task} {a.claim.text}", a.claim) for a in actions]
    score = _scored(facts, said, is_complete=True)
    pairs = _pairs(facts, said)
    pairs = [(f, a) for f, a in pairs if not facts[f].get("also")]
    labels = {speaker.id: speaker.label for speaker in document.speakers}
    owned = [(facts[f].get("owner"), actions[a].owner) for f, a in pairs]
    dated = [(facts[f].get("due"), actions[a].due) for f, a in pairs]
    return replace(
        score,
        owners=(sum(same_person(true, labels.get(found or "", found)) for true, found in owned), len(owned)),
        dues=(sum(same_day(true, due) for true, due in dated), len(dated)),
    )


def same_person(true: str | None, found: str | None) -> bool:
    """Whether a name is a true full name or an unmistakable part of it, such as the first name; or neither is known."""
    if not true or not found:
        return not true and not found
    return set(found.lower().split()) <= set(true.lower().split())


def same_day(true: str | None, found: Due | None) -> bool:
    """Whether a due date is the true one (ISO 8601), or neither is known."""
    if not true or found is None:
        return not true and found is None
    return found.date is not None and found.date.isoformat() == true[:10]


def _pairs(facts: Sequence[Mapping[str, Any]], said: Sequence[tuple[str, Claim]]) -> list[tuple[int, int]]:
    """Which fact is told by which statement, as indices; those that are asked for come first."""
    fits = np.array([[tells(s, _evidence(c), f) for s, c in said] for f in facts], np.float64)
    preference = np.array([1.0 if fact.get("also") else 2.0 for fact in facts])
    if not fits.size:
        return []
    rows, columns = linear_sum_assignment(-fits * preference[:, None])
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if fits[row, column]]


def _text(fact: Mapping[str, Any]) -> str:
    if fact["type"] == "next_meeting":
        # The day is what must be told: people say "at the same time", and "here".
        when = datetime.datetime.fromisoformat(fact["when"])
        return f"{when:%A}, {when:%B} {when.day}"
    return str(fact.get("text") or fact.get("task"))


def _wide(fact: Mapping[str, Any]) -> Segment:
    start, end = fact["span"]
    return Segment(max(0.0, start - SLACK), end + SLACK)


def _evidence(claim: Claim) -> tuple[Segment, ...]:
    return tuple(e.segment for e in claim.evidence if e.segment)
