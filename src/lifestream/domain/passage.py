"""What is searched and what is found: passages of recordings, queries, hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lifestream.domain.claim import ClaimKind
from lifestream.domain.document import RecordingKind
from lifestream.domain.segment import Segment

Modality = Literal["speech", "slide", "scene", "claim", "title"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A moment as text: what was said in 20–60 s, read on a slide, seen in a scene, claimed, or a heading.

    ``id`` is unique in the library. ``text`` is what is searched and shown; ``context`` is the heading it stands
    under, which helps to understand it. ``speakers`` are ids in the recording, ``people`` the names of those who
    have one, ``refs`` the utterances and keyframes it is made of. ``claim_kind`` is set where it is a claim.
    """

    id: str
    recording: str
    segment: Segment
    modality: Modality
    text: str
    context: str = ""
    speakers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    claim_kind: ClaimKind | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty and ``None`` mean: not limited.

    ``first_day`` and ``last_day`` are both inside. Within one field any value fits; all fields must fit. ``people``
    are names, or ids of speakers.
    """

    first_day: date | None = None
    last_day: date | None = None
    recordings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kinds: tuple[RecordingKind, ...] = ()
    modalities: tuple[Modality, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters as an index knows them: ``recordings`` are those that fit, ``None`` where any does."""

    recordings: frozenset[str] | None = None
    people: tuple[str, ...] = ()
    modalities: tuple[Modality, ...] = ()
