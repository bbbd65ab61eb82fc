"""One statement, what it rests on, and what the checks said."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from lifestream.domain.segment import Segment

ClaimKind = Literal[
    "fact", "decision", "action", "question", "risk", "number", "quote", "activity", "location", "visual"
]
ClaimSource = Literal["spoken", "shown", "inferred"]
State = Literal["unchecked", "supported", "weak", "unsupported", "edited"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An utterance (``u12``) or a keyframe (``k7``) that a claim rests on.

    Writers cite only ``ref`` and may quote; ``segment`` is resolved by code, and stays ``None``
    where there is no such id.
    """

    ref: str
    segment: Segment | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one claim: its name, whether it passed, and why not or with what reservation."""

    name: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a claim; ``score`` (0–1) is how well the evidence supports the text."""

    state: State = "unchecked"
    score: float = 0.0
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about a recording. ``speaker`` is who said it, where that is one voice."""

    id: str
    text: str
    kind: ClaimKind
    evidence: tuple[Evidence, ...]
    source: ClaimSource = "spoken"
    speaker: str | None = None
    verification: Verification = Verification()

    @property
    def start(self) -> float:
        """When its earliest evidence begins, in seconds of media time; 0 where none resolves."""
        return min((e.segment.start for e in self.evidence if e.segment), default=0.0)

    @property
    def is_shown(self) -> bool:
        """Whether a page may show it: everything but what the checks rejected."""
        return self.verification.state != "unsupported"


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the words that were said, and the date they resolve to."""

    text: str
    date: datetime.date | None = None
    resolved_from: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something somebody will do. ``owner`` is a speaker id or a spoken name; ``None`` means not said.

    ``is_done`` is set only where a person said so: a later recording that says it closes a commitment of the ledger.
    """

    claim: Claim
    task: str
    owner: str | None = None
    due: Due | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked. ``answer`` is the claim that answers it; ``None`` means it stayed open."""

    claim: Claim
    asked_by: str | None = None
    answer: Claim | None = None
