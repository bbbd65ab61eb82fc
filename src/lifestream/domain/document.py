"""The finished text for a recording: minutes of a meeting, or a journal entry for anything else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from lifestream.domain.claim import Action, Claim, Question
from lifestream.domain.media import Media
from lifestream.domain.notes import (
    Change,
    ChunkNotes,
    Cost,
    changed_actions,
    changed_claims,
    changed_questions,
)
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Keyframe, Slide
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.domain.transcript import Dropped

SCHEMA_VERSION = "1.0"

Template = Literal["minutes", "journal"]
RecordingKind = Literal["meeting", "lecture", "interview", "event", "solo", "silent"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of occasion it was: a score (0–1) for each label, the reasons, and any override."""

    label: RecordingKind
    scores: tuple[tuple[RecordingKind, float], ...]
    reasons: tuple[str, ...]
    is_override: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch on one topic: its title, claims and the slides shown meanwhile (keyframe ids)."""

    title: str
    segment: Segment
    claims: tuple[Claim, ...] = ()
    keyframe: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one speaker did in the whole recording; ``talk_share`` is 0–1 of all speech."""

    speaker: Speaker
    talk_seconds: float
    talk_share: float
    turns: int
    words: int
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """The ledger: how much was read, what the checks dropped, what nobody cited.

    Durations in seconds; confidences 0–1, ``None`` where there was nothing to measure.
    """

    media_seconds: float
    speech_seconds: float
    read_seconds: float
    cited_seconds: float
    claims: int
    supported: int
    weak: int
    unsupported: int
    uncited_salient: tuple[str, ...] = ()
    word_confidence: float | None = None
    low_confidence_seconds: float = 0.0
    dropped_seconds: float = 0.0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageFailure:
    """A stage that failed: its name, the error in a sentence, what to do about it."""

    stage: str
    error: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Minutes (``template="minutes"``) or a journal entry (``"journal"``), made of claims.

    ``unsupported`` are the claims that the checks rejected, ``dropped`` the spans of recognised text that
    were not believed, in order of time: never on a page, kept for inspection.
    """

    recording: Recording
    media: Media
    template: Template
    kind: Kind
    title: str
    bottom_line: tuple[Claim, ...] = ()
    decisions: tuple[Claim, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    risks: tuple[Claim, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    blocks: tuple[ChunkNotes, ...] = ()
    numbers: tuple[Claim, ...] = ()
    quotes: tuple[Claim, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    keyframes: tuple[Keyframe, ...] = ()
    slides: tuple[Slide, ...] = ()
    languages: tuple[str, ...] = ()
    quality: Quality = field(default_factory=lambda: Quality(0, 0, 0, 0, 0, 0, 0, 0))
    failures: tuple[StageFailure, ...] = ()
    unsupported: tuple[Claim, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    writer: str = ""
    cost: Cost = Cost()
    schema_version: str = SCHEMA_VERSION

    def with_claims(self, change: Change) -> Document:
        """The same document with every claim that it shows changed, or left out, wherever it stands."""
        return replace(
            self,
            bottom_line=changed_claims(self.bottom_line, change),
            decisions=changed_claims(self.decisions, change),
            actions=changed_actions(self.actions, change),
            questions=changed_questions(self.questions, change),
            risks=changed_claims(self.risks, change),
            chapters=tuple(replace(c, claims=changed_claims(c.claims, change)) for c in self.chapters),
            contributions=tuple(replace(c, claims=changed_claims(c.claims, change)) for c in self.contributions),
            blocks=tuple(block.with_claims(change) for block in self.blocks),
            numbers=changed_claims(self.numbers, change),
            quotes=changed_claims(self.quotes, change),
        )
