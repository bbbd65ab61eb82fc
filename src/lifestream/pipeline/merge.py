"""Claims that say the same, from different chunks or places, joined into one that cites all their evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lifestream.domain.claim import Action, Claim, Due, Evidence, Question
from lifestream.pipeline.likeness import are_alike, clauses_of, is_within, keys, overlap

SAME_TASK = 0.67
"""The share of the shorter task's content that two tasks of one owner must share to be one."""
STATE_RANK = {"edited": 3, "supported": 2, "weak": 1, "unchecked": 0, "unsupported": -1}


class _Said:
    """Which claims share how many keys with a text, without a look at all of them."""

    def __init__(self) -> None:
        self._positions: dict[str, list[int]] = defaultdict(list)

    def add(self, position: int, text: str) -> None:
        """Remember that the claim at a position has the keys of a text."""
        for key in keys(text):
            if position not in self._positions[key][-1:]:
                self._positions[key].append(position)

    def near(self, wanted: frozenset[str], least: float) -> list[int]:
        """The positions, in order, of claims that may share ``least`` keys with ``wanted``; others do not."""
        shared = Counter(p for key in wanted for p in self._positions.get(key, ()))
        return sorted(p for p, count in shared.items() if count >= least)

    def saying(self, text: str, claims: Sequence[Claim | None]) -> list[list[int]]:
        """For each clause of a text, the positions of the claims that say what it does; removed ones are ``None``."""
        return [
            [
                p
                for p in self.near(clause, max(2, len(clause) / 2))
                if (claim := claims[p]) is not None and is_within(clause, keys(claim.text))
            ]
            for clause in clauses_of(text)
        ]


def merge_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Join claims that say the same, in order of time; of two texts the better supported, then the fuller stays.

    A recap, whose every clause some other claim says already, gives them its evidence and goes.
    """
    merged: list[Claim] = []
    said = _Said()
    for claim in sorted(claims, key=lambda c: c.start):
        by_clause = said.saying(claim.text, merged)
        sources = sorted({p for positions in by_clause for p in positions})
        if len(sources) > 1 and all(by_clause):
            for p in sources:
                merged[p] = _with_evidence(merged[p], claim.evidence)
            continue
        near = said.near(keys(claim.text), 1)
        twin = next((p for p in near if are_alike(claim.text, merged[p].text)), len(merged))
        if twin < len(merged):
            merged[twin] = _join(merged[twin], claim)
        else:
            merged.append(claim)
        said.add(twin, merged[twin].text)
    return _absorb_recaps(merged, said)


def _absorb_recaps(claims: Sequence[Claim], said: _Said) -> tuple[Claim, ...]:
    kept: list[Claim | None] = list(claims)
    for position in sorted(range(len(claims)), key=lambda p: -claims[p].start):
        claim = kept[position]
        if claim is None:
            continue
        by_clause = [
            [p for p in positions if (other := kept[p]) is not None and other.start < claim.start]
            for positions in said.saying(claim.text, kept)
        ]
        if by_clause and all(by_clause):
            kept[position] = None
            for p in {p for positions in by_clause for p in positions}:
                if (other := kept[p]) is not None:
                    kept[p] = _with_evidence(other, claim.evidence)
    return tuple(claim for claim in kept if claim is not None)


def _join(a: Claim, b: Claim) -> Claim:
    """Keep the better of two claims and cite the evidence of both."""
    better, other = (b, a) if _rank(b) > _rank(a) else (a, b)
    return _with_evidence(better, other.evidence)


def _rank(claim: Claim) -> tuple[int, int]:
    """Support first; then numbers and dates said, which make a statement exact."""
    return STATE_RANK[claim.verification.state], sum(1 for key in keys(claim.text) if key.startswith("#"))


def _with_evidence(claim: Claim, evidence: Iterable[Evidence]) -> Claim:
    by_ref = {e.ref: e for e in (*claim.evidence, *evidence)}
    own = {e.ref: e for e in claim.evidence}
    united = sorted((by_ref | own).values(), key=lambda e: e.segment.start if e.segment else 0.0)
    return replace(claim, evidence=tuple(united))


def merge_actions(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Join actions with the same owner and task, as where one straddles the border of two chunks.

    The one that knows more stays: the owner, then the date. Actions of different owners or dates
    are different actions.
    """
    merged: list[Action] = []
    for action in sorted(actions, key=lambda a: a.claim.start):
        twin = next((i for i, other in enumerate(merged) if _are_one(action, other)), None)
        if twin is None:
            merged.append(action)
        else:
            merged[twin] = _join_actions(merged[twin], action)
    return tuple(merged)


def _are_one(a: Action, b: Action) -> bool:
    if a.owner and b.owner and a.owner != b.owner:
        return False
    if a.due and b.due and a.due.date and b.due.date and a.due.date != b.due.date:
        return False
    shared = len(keys(a.task) & keys(b.task))
    return are_alike(a.task, b.task) or (
        bool(a.owner and b.owner) and shared >= 2 and overlap(a.task, b.task) >= SAME_TASK
    )


def _join_actions(a: Action, b: Action) -> Action:
    better, other = (b, a) if _knowledge(b) > _knowledge(a) else (a, b)
    due = better.due if better.due and (better.due.date or not other.due) else other.due or better.due
    return Action(_with_evidence(better.claim, other.claim.evidence), better.task, better.owner or other.owner, due)


def _knowledge(action: Action) -> tuple[int, bool, int]:
    return STATE_RANK[action.claim.verification.state], action.owner is not None, _precision(action.due)


def _precision(due: Due | None) -> int:
    return 0 if due is None else 2 if due.date else 1


def merge_questions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Join questions that ask the same; an answer found anywhere answers all; open ones come first."""
    merged: list[Question] = []
    for question in sorted(questions, key=lambda q: q.claim.start):
        twin = next((i for i, q in enumerate(merged) if are_alike(question.claim.text, q.claim.text)), None)
        if twin is None:
            merged.append(question)
            continue
        other = merged[twin]
        joined = _join(other.claim, question.claim)
        merged[twin] = Question(joined, other.asked_by or question.asked_by, other.answer or question.answer)
    return tuple(sorted(merged, key=lambda q: (q.answer is not None, q.claim.start)))
