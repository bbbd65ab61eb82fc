"""Reads windows of sound with Whisper, doubts what it wrote, and reads again what it left out."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.speech.hallucinations import doubt, find_loop, is_made_up
from lifestream.adapters.speech.language import Evidence, decide, restrict
from lifestream.adapters.speech.silero_vad import FRAME_SECONDS, SAMPLE_RATE
from lifestream.adapters.speech.whisper_engine import FULL_FRAMES, Decoding, WhisperEngine, Written
from lifestream.adapters.speech.windows import Window
from lifestream.adapters.speech.word_times import settle, snap, unheard, without_echo
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Dropped, Word
from lifestream.errors import Cancelled

_SILENCE = 0.5  # seconds behind a window that the model hears as its end


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one window."""

    window: Window
    language: str
    words: tuple[Word, ...]
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How windows are read.

    The model's context has as many ``frames`` (of 10 ms) as a window needs, in whole ``steps``, but no fewer
    than ``least``: to encode thirty seconds for every twenty costs half as much again.
    ``silent_seconds`` of speech without words are read again on their own, with ``margin_seconds`` around them.
    """

    decoding: Decoding = Decoding(timestamps=True)
    again: Decoding = Decoding(timestamps=True, no_repeat=5)
    frames: int = FULL_FRAMES
    steps: int = 500
    least: int = 1_000
    silent_seconds: float = 1.5
    margin_seconds: float = 0.2

    def context(self, window: Window) -> int:
        """Frames that a window is heard in, some silence behind it included."""
        needed = (window.segment.duration + _SILENCE) * 100
        return min(self.frames, max(self.least, math.ceil(needed / self.steps) * self.steps))


@dataclass(frozen=True)
class WindowReader:
    """Reads windows of one recording; several threads may read at once, each on one core.

    ``voice`` is the probability of speech in each frame, ``stretches`` where a voice begins and ends.
    """

    engine: WhisperEngine
    samples: NDArray[np.int16]
    voice: NDArray[np.float32]
    stretches: tuple[Segment, ...] = ()
    allowed: tuple[str, ...] = ()
    options: ReadingOptions = ReadingOptions()
    stop: threading.Event = field(default_factory=threading.Event)

    def listen(self, window: Window) -> tuple[NDArray[np.float32], Evidence]:
        """Encode a window, and say what language it sounds like."""
        heard = self._hear(window)
        probabilities = restrict(self.engine.tell_language(heard), self.allowed)
        return heard, Evidence(window.segment.start, window.speech_seconds, probabilities)

    def read(
        self, windows: Sequence[Window], expected: Sequence[str], known: Mapping[Window, NDArray[np.float32]]
    ) -> list[Reading]:
        """Read windows at once; ``expected`` languages are final for windows that are ``known`` (encoded before)."""
        heard, languages = [], []
        for window, language in zip(windows, expected, strict=True):
            if window in known:
                heard.append(known[window])
                languages.append(language)
            else:
                sound, evidence = self.listen(window)
                heard.append(sound)
                languages.append(decide(language, evidence))
        readings = self._write(windows, heard, languages)
        return [self._snapped(self._complete(reading)) for reading in readings]

    def _snapped(self, reading: Reading) -> Reading:
        bounds = reading.window.segment
        inside = [part.clamp(bounds) for part in self.stretches if part.overlap(bounds) > 0]
        return replace(reading, words=snap(reading.words, inside))

    def _hear(self, window: Window) -> NDArray[np.float32]:
        if self.stop.is_set():
            raise Cancelled()
        start, end = (round(time * SAMPLE_RATE) for time in (window.segment.start, window.segment.end))
        return self.engine.hear(np.asarray(self.samples[start:end]), self.options.context(window))

    def _write(
        self, windows: Sequence[Window], heard: Sequence[NDArray[np.float32]], languages: Sequence[str]
    ) -> list[Reading]:
        if self.stop.is_set():
            raise Cancelled()
        readings: dict[int, Reading] = {}
        for length in sorted({len(sound) for sound in heard}):
            # The decoder takes encoded sounds of one length at a time.
            own = [i for i, sound in enumerate(heard) if len(sound) == length]
            written = self.engine.write([heard[i] for i in own], [languages[i] for i in own], self.options.decoding)
            readings |= {
                i: self._judge(windows[i], heard[i], languages[i], text) for i, text in zip(own, written, strict=True)
            }
        return [readings[i] for i in range(len(windows))]

    def _judge(self, window: Window, heard: NDArray[np.float32], language: str, written: Written) -> Reading:
        """Believe what was written, write it again with loops forbidden, or drop it with the reason."""
        if doubt(written):
            again = self.engine.write([heard], [language], self.options.again)[0]
            if not doubt(again) or again.log_probability > written.log_probability:
                written = again
        reason = "no-speech" if is_made_up(written, self._loudest_voice(window)) else doubt(written)
        if reason and reason != "repetition":
            dropped = Dropped(window.segment, written.text, reason)
            return Reading(window, language, (), (dropped,) if written.text else ())
        placed = self.engine.place(heard, language, written, window.segment.duration)
        shifted = (Word(word.text, _shift(word.segment, window.segment.start), word.probability) for word in placed)
        words = settle(shifted, window.segment, window.speech)
        loop = find_loop([word.text for word in words])
        if loop is None:
            return Reading(window, language, words)
        span = words[loop].segment.hull(words[-1].segment)
        text = " ".join(word.text for word in words[loop:])
        return Reading(window, language, words[:loop], (Dropped(span, text, "repetition"),))

    def _complete(self, reading: Reading) -> Reading:
        """Read the speech of a window that nothing was written for once more, each stretch on its own."""
        if not reading.words:
            return reading
        bounds, margin = reading.window.segment, self.options.margin_seconds
        gaps = unheard(reading.words, reading.window.speech, self.options.silent_seconds)
        if not gaps:
            return reading
        windows = [
            Window(Segment(max(0.0, gap.start - margin), gap.end + margin).clamp(bounds), (gap,)) for gap in gaps
        ]
        heard = [self._hear(window) for window in windows]
        words, dropped = list(reading.words), list(reading.dropped)
        for second in self._write(windows, heard, [reading.language] * len(windows)):
            dropped += second.dropped
            words = without_echo(words, second.words)
            if not second.words and not second.dropped:
                dropped.append(Dropped(second.window.speech[0], "", "no-speech"))
        ordered = settle(words, bounds, reading.window.speech)
        return Reading(reading.window, reading.language, ordered, tuple(dropped))

    def _loudest_voice(self, window: Window) -> float:
        """How sure the detector was of a voice, over the likeliest second of a window (0–1)."""
        first, last = (int(time / FRAME_SECONDS) for time in (window.segment.start, window.segment.end))
        frames = np.sort(self.voice[first : last + 1])[::-1][: round(1 / FRAME_SECONDS)]
        return float(frames.mean()) if len(frames) else 0.0


def _shift(segment: Segment, by: float) -> Segment:
    return Segment(segment.start + by, segment.end + by)
