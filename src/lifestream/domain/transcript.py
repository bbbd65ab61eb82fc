"""Who spoke when, what was said, and who said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker

SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")
"""Marks that end a sentence."""

GOES_ON = 1.5
"""Seconds after which nobody goes on with a sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word with its punctuation, no surrounding space; ``probability`` in 0–1."""

    text: str
    segment: Segment
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A segment in which one speaker speaks. Turns of different speakers may overlap."""

    segment: Segment
    speaker: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Diarization:
    """Who spoke when: turns in order of time, the speakers in order of appearance, and what to know about them."""

    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    warnings: tuple[str, ...] = ()


DropReason = Literal["no-speech", "low-probability", "repetition", "compression", "language", "failed"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span whose recognised text was not believed, kept so that anybody can check."""

    segment: Segment
    text: str
    reason: DropReason


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """An ISO 639-1 code and its share (0–1) of the speech."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Speech:
    """What was said, not yet by whom: words in order of time, and what was left out and why.

    ``transcriber`` is the fingerprint of who wrote it down, ``model`` what it used.
    """

    words: tuple[Word, ...] = ()
    languages: tuple[LanguageShare, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    speech_seconds: float = 0.0
    model: str = ""
    transcriber: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker said in one turn. ``confidence`` (0–1) joins word and speaker certainty."""

    id: str
    speaker: str
    words: tuple[Word, ...]
    confidence: float = 1.0
    is_overlapped: bool = False

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError(f"utterance {self.id} has no words")

    @property
    def segment(self) -> Segment:
        """From the first word's start to the last word's end."""
        return Segment(self.words[0].segment.start, max(w.segment.end for w in self.words))

    @property
    def text(self) -> str:
        """The words, joined by spaces."""
        return " ".join(word.text for word in self.words)

    def goes_on_from(self, before: Utterance) -> bool:
        """Whether this goes on at once with an utterance that has no end: "I'm not" / "100% sure".

        The diarizer may have given it to another voice; but whoever begins with a capital then interrupts.
        """
        is_soon = self.segment.start - before.segment.end <= GOES_ON
        is_joined = before.speaker == self.speaker or not self.text[:1].isupper()
        return is_soon and is_joined and not before.text.rstrip("\"”' ").endswith(SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class Transcript:
    """Utterances in order of start, the speakers they name, and what was left out."""

    utterances: tuple[Utterance, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    turns: tuple[Turn, ...] = ()
    languages: tuple[LanguageShare, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    speech_seconds: float = 0.0
    warnings: tuple[str, ...] = ()

    def speaker(self, speaker_id: str) -> Speaker:
        """The speaker of that id; an unnamed one where the transcript does not list it."""
        return next((s for s in self.speakers if s.id == speaker_id), Speaker(speaker_id))
