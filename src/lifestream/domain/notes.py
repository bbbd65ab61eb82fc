"""What was written about one chunk, and about all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lifestream.domain.claim import Action, Claim, Question
from lifestream.domain.segment import Segment

Change = Callable[[Claim], Claim | None]
"""What becomes of a claim; ``None`` leaves it out."""


def changed_claims(claims: Iterable[Claim], change: Change) -> tuple[Claim, ...]:
    """Claims after a change."""
    return tuple(new for claim in claims if (new := change(claim)) is not None)


def changed_actions(actions: Iterable[Action], change: Change) -> tuple[Action, ...]:
    """Actions after a change of their claims."""
    return tuple(replace(a, claim=claim) for a in actions if (claim := change(a.claim)) is not None)


def changed_questions(questions: Iterable[Question], change: Change) -> tuple[Question, ...]:
    """Questions and their answers after a change; a question without its answer is open."""
    return tuple(
        replace(q, claim=claim, answer=change(q.answer) if q.answer else None)
        for q in questions
        if (claim := change(q.claim)) is not None
    )


@dataclass(frozen=True, slots=True)
class SpeakerNotes:
    """What one speaker contributed to one chunk."""

    speaker: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a language model was asked and what it answered; tokens as the server counted them."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )


@dataclass(frozen=True, slots=True)
class ChunkNotes:
    """What was written about one chunk. ``None`` and empty mean: not said, not seen.

    ``reliability`` (0–1) is measured from the confidence of words and speakers. ``salient`` are ids
    of utterances that a reader would miss, most salient first: the ledger counts those nobody cited.
    """

    index: int
    segment: Segment
    title: str
    activity: Claim | None = None
    location: Claim | None = None
    reliability: float | None = None
    participants: tuple[str, ...] = ()
    speakers: tuple[SpeakerNotes, ...] = ()
    visual: tuple[Claim, ...] = ()
    decisions: tuple[Claim, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    risks: tuple[Claim, ...] = ()
    numbers: tuple[Claim, ...] = ()
    quotes: tuple[Claim, ...] = ()
    salient: tuple[str, ...] = ()
    writer: str = ""
    cost: Cost = Cost()
    warnings: tuple[str, ...] = ()

    def claims(self) -> tuple[Claim, ...]:
        """Every claim in it, in the order of the fields; one that stands in two places comes twice."""
        collected: list[Claim] = []

        def collect(claim: Claim) -> Claim:
            collected.append(claim)
            return claim

        self.with_claims(collect)
        return tuple(collected)

    def with_claims(self, change: Change) -> ChunkNotes:
        """The same notes with every claim changed, or left out."""
        return replace(
            self,
            activity=change(self.activity) if self.activity else None,
            location=change(self.location) if self.location else None,
            speakers=tuple(replace(s, claims=changed_claims(s.claims, change)) for s in self.speakers),
            visual=changed_claims(self.visual, change),
            decisions=changed_claims(self.decisions, change),
            actions=changed_actions(self.actions, change),
            questions=changed_questions(self.questions, change),
            risks=changed_claims(self.risks, change),
            numbers=changed_claims(self.numbers, change),
            quotes=changed_claims(self.quotes, change),
        )


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of all chunks, in order of time."""

    chunks: tuple[ChunkNotes, ...] = ()
