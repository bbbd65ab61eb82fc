"""What was written about one chunk, and about all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lifestream.domain.claim import Action, Claim, Question
from lifestream.domain.segment import Segment


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

    def with_claims(self, change: Callable[[Claim], Claim]) -> ChunkNotes:
        """The same notes with every claim changed."""

        def answered(question: Question) -> Question:
            answer = change(question.answer) if question.answer else None
            return replace(question, claim=change(question.claim), answer=answer)

        return replace(
            self,
            activity=change(self.activity) if self.activity else None,
            location=change(self.location) if self.location else None,
            speakers=tuple(replace(s, claims=tuple(map(change, s.claims))) for s in self.speakers),
            visual=tuple(map(change, self.visual)),
            decisions=tuple(map(change, self.decisions)),
            actions=tuple(replace(a, claim=change(a.claim)) for a in self.actions),
            questions=tuple(map(answered, self.questions)),
            risks=tuple(map(change, self.risks)),
            numbers=tuple(map(change, self.numbers)),
            quotes=tuple(map(change, self.quotes)),
        )


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of all chunks, in order of time."""

    chunks: tuple[ChunkNotes, ...] = ()
