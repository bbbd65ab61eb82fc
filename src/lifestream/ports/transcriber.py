"""The need: speech to words."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol

from lifestream.domain.media import Sound
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Speech
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """What a user may say about the speech.

    ``languages`` is an allow-list of ISO 639-1 codes, empty for any; ``hotwords`` are terms to expect,
    at once or in ``listen_again``.
    """

    languages: tuple[str, ...] = ()
    hotwords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Terms that may be said during a segment."""

    segment: Segment
    terms: tuple[str, ...]


class Transcriber(Protocol):
    """Hears words with times."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Model and settings, as text: a change of it makes stored words stale."""

    def heeded(self, options: SpeechOptions) -> SpeechOptions:
        """The options that ``transcribe`` heeds, the others unset: a change of those leaves stored words valid."""
        return options

    @abstractmethod
    def transcribe(
        self, sound: Sound, speech: tuple[Segment, ...], options: SpeechOptions, workers: Workers, watch: Watch
    ) -> Speech:
        """Transcribe a sound.

        ``speech`` are the segments in which somebody speaks, as the diarizer found them; empty when
        that is not known. Words are in order of time inside the sound, and none is invented where
        nobody speaks.

        Raises:
            UnavailableError: the model or its server is out of reach.
            ModelError: its answer cannot be used.
        """

    def listen_again(
        self, sound: Sound, speech: Speech, hints: tuple[Hint, ...], workers: Workers, watch: Watch
    ) -> Speech:
        """Hear doubtful words of ``speech``, made from the same sound, once more, with terms to expect.

        No word but a doubtful one changes, and only into a term. A transcriber that cannot do so
        returns ``speech`` as it is.

        Raises:
            UnavailableError, ModelError: as ``transcribe``.
        """
        return speech
