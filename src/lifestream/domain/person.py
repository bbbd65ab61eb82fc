"""People who are known across recordings, and the voices that are remembered of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is known by name. ``remembers_voice`` is set only where the user asked for it."""

    id: str
    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    remembers_voice: bool = False


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One voiceprint that was given to a person: taking it back leaves no trace of it.

    ``mean`` is the unit-length mean of the voice embeddings of one speaker of one recording, ``seconds`` the speech
    it was made from.
    """

    person: str
    recording: str
    speaker: str
    mean: tuple[float, ...]
    seconds: float
    at: datetime
