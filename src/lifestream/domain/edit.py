"""What a person changed: overlays on what the machine wrote, which survive every re-run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lifestream.domain.segment import Segment

EditKind = Literal[
    "name-speaker",  # value: the name
    "merge-speaker",  # value: the id of the speaker that stays
    "assign-utterance",  # value: the id of the speaker, or a new one
    "utterance-text",  # value: the text
    "claim-text",  # value: the text
    "claim-accept",
    "claim-dismiss",
    "action-owner",  # value: the owner, or nothing
    "action-due",  # value: an ISO date, or nothing
    "action-done",
]
TargetKind = Literal["speaker", "utterance", "claim"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an edit is about, told so that it can be found again when ids have changed.

    ``spans`` are the moments of the utterance, of the evidence of the claim, or of the speaker's longest turns;
    ``text`` is what stood there.
    """

    target: TargetKind
    id: str
    spans: tuple[Segment, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, by whom and when. Later edits of one target overrule earlier ones."""

    id: str
    recording: str
    kind: EditKind
    anchor: Anchor
    value: str
    author: str
    at: datetime
    other: Anchor | None = None
    """The speaker that ``value`` names, where it is one."""
