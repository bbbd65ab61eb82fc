"""A claim does not deny what its evidence affirms, nor affirm what it denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case
from lifestream.verify.words import MINIMAL_STEM, STOPWORDS, fold, listed, stem, tokenize

NEGATIONS = frozenset(
    listed(
        "not no never none nothing nobody neither nor without cannot hardly unable refuse refused refuses "
        "nicht kein keine keinen nie niemals pas jamais nunca"
    )
)
PSEUDO_NEGATIONS = re.compile(
    r"\bnot only\b|\bno (?:doubt|problem|wonder|matter|later than|sooner)\b|\bwhy (?:don't|not)\b|\b(?:don't|do not) "
    r"(?:forget|hesitate|worry)\b|\bcan(?:'t|not) wait\b|\bif not\b|\bor not\b|\bnot (?:just|merely|until|before)\b",
    re.IGNORECASE,
)
"""Words that look like a negation and deny nothing; after NegEx (Chapman et al., 2001)."""
BREAK = re.compile(
    r"[.;:!?,\n()]|\s-\s|\b(?:but|because|although|though|while|whereas|which|who|so|since|unless|and|or|than|instead)\b",
    re.IGNORECASE,
)
OPPOSITES = frozenset(
    frozenset(stem(word) for word in pair.split("/"))
    for pair in listed(
        "approve/reject approve/refuse accept/reject accept/decline agree/disagree increase/decrease increase/reduce "
        "increase/fall rise/fall rise/drop grow/shrink more/less more/fewer before/after early/late earlier/later "
        "higher/lower high/low above/below over/under open/closed pass/fail succeed/fail win/lose include/exclude "
        "start/stop begin/end allow/forbid best/worst good/bad better/worse faster/slower fast/slow keep/drop "
        "add/remove easy/difficult cheap/expensive cheaper/dearer first/last buy/sell"
    )
)
"""Stems of words of opposite sense, beside those that a prefix turns round (``unavailable``)."""
PREFIXES = ("un", "in", "im", "dis", "non")
BOUNDS = frozenset(
    stem(word) for word in listed("more less fewer longer later earlier before after over under above below")
)
"""Stems of words of comparison. Denied, they set a limit: "cannot spend more than" does not deny spending."""
ALIGNED = 0.5
"""The share of a clause's content that a clause of the evidence must have to be about the same."""
NEAR_BEST = 0.75
"""Clauses of the evidence this near to the best one (as a share of its score) are heard as well."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause speaks of and whether it denies it; ``is_question`` leaves that open."""

    stems: frozenset[str]
    is_negated: bool
    is_question: bool


def check_polarity(case: Case) -> Check:
    """Compare each clause of a claim with the clauses of the evidence that are about the same.

    It fails only where every such clause has the opposite sense: evidence that says both is for the
    reader to judge.
    """
    evidence = [clause for exhibit in case.exhibits for clause in clauses(f"{exhibit.lead} {exhibit.text}")]
    for clause in clauses(case.text):
        if clause.is_question:
            continue
        rivals = _about_the_same(clause, [e for e in evidence if not e.is_question])
        if rivals and all(_contradict(clause, rival) for rival in rivals):
            sense = "denies" if clause.is_negated else "affirms"
            return Check(
                "polarity", False, f"the claim {sense} what the evidence does not: {' '.join(sorted(clause.stems))}"
            )
    return Check("polarity", True)


def clauses(text: str) -> list[Clause]:
    """Cut a text into clauses at marks and conjunctions; those without content are left out."""
    found = []
    plain = PSEUDO_NEGATIONS.sub(" ", fold(text))
    for sentence in re.split(r"(?<=[.!?])\s+|\n", plain):
        is_question = sentence.rstrip().endswith("?")
        for part in BREAK.split(sentence):
            tokens = [t.lower for t in tokenize(part) if t.text[0].isalnum()]
            keys = frozenset(stem(t) for t in tokens if t not in STOPWORDS or stem(t) in BOUNDS)
            negations = sum(1 for t in tokens if t in NEGATIONS or t.endswith("n't"))
            if keys - BOUNDS:
                found.append(Clause(keys, negations % 2 == 1, is_question))
    return found


def _about_the_same(clause: Clause, evidence: Sequence[Clause]) -> list[Clause]:
    scored = [(_overlap(clause, other), other) for other in evidence]
    best = max((score for score, _ in scored), default=0.0)
    return [other for score, other in scored if best >= ALIGNED and score >= NEAR_BEST * best]


def _overlap(a: Clause, b: Clause) -> float:
    """The share of the first clause's content that the second has, in the same or the opposite sense."""
    return sum(1 for key in a.stems if key in b.stems or _opposite_in(key, b.stems)) / len(a.stems)


def _contradict(a: Clause, b: Clause) -> bool:
    """Whether two clauses differ in sense: by a negation or by a word of opposite sense, but not by both."""
    denied, other = (a, b) if a.is_negated else (b, a)
    if a.is_negated != b.is_negated and denied.stems & BOUNDS and not other.stems & BOUNDS:
        return False
    flips = sum(1 for key in a.stems - b.stems if _opposite_in(key, b.stems - a.stems))
    return (a.is_negated != b.is_negated) != (flips % 2 == 1)


def _opposite_in(key: str, keys: frozenset[str]) -> bool:
    return any(_are_opposite(key, other) for other in keys)


def _are_opposite(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    turned = len(short) >= MINIMAL_STEM and any(long == prefix + short for prefix in PREFIXES)
    return turned or frozenset((a, b)) in OPPOSITES
