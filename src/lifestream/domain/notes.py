"""What was written about one chunk, and about all of them."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of all chunks, in order of time."""

    chunks: tuple[ChunkNotes, ...] = ()
