"""The need: who spoke when."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol

from lifestream.domain.media import Sound
from lifestream.domain.transcript import Diarization
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers


@dataclass(frozen=True, slots=True)
class SpeakerBounds:
    """How many speakers there are, as far as the user knows; ``None`` means not said."""

    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        if (self.at_least or 1) < 1 or (self.at_most or 1) < 1 or (self.at_least or 1) > (self.at_most or 10_000):
            raise ValueError("a speaker count is at least 1, and its minimum not above its maximum")


class Diarizer(Protocol):
    """Tells voices apart."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Model and settings, as text: a change of it makes stored turns stale."""

    @abstractmethod
    def diarize(self, sound: Sound, bounds: SpeakerBounds, workers: Workers, watch: Watch) -> Diarization:
        """Find turns and speakers; both empty where nobody speaks.

        Speakers are ``S1``, ``S2``… in order of appearance, each with a voiceprint.
        """
