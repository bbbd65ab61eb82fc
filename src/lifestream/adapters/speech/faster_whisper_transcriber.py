"""Speech to words with Whisper on this machine's cores."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.speech.language import Evidence, shares, trace
from lifestream.adapters.speech.samples import open_samples
from lifestream.adapters.speech.second_reading import Candidate, SecondReader, find_stretches, take_terms
from lifestream.adapters.speech.silero_vad import FRAME_SECONDS, SileroVad
from lifestream.adapters.speech.spoken_numbers import join_hundreds
from lifestream.adapters.speech.whisper_engine import WhisperEngine
from lifestream.adapters.speech.window_reader import Reading, ReadingOptions, WindowReader
from lifestream.adapters.speech.windows import Window, WindowLimits, combine, cut, voiced
from lifestream.domain.media import Sound
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Speech
from lifestream.errors import InputError
from lifestream.ports.transcriber import Hint, SpeechOptions, Transcriber
from lifestream.ports.watch import PartialWatch, Watch
from lifestream.ports.workers import Workers

_VERSION = 4
_DIGESTED = 1 << 20  # bytes
_FINDING, _LISTENING = 0.03, 0.1  # shares of the whole work that are done when speech and language are known


@dataclass(frozen=True, slots=True)
class WhisperSettings:
    """How Whisper is run: the windows, what is done with each, and how many are written at once.

    ``edges`` say where a voice begins and ends, for the times of words: more finely than windows need.
    ``batch`` windows share one pass of the decoder; ``language_samples`` windows, evenly spread, vote on
    the language.
    """

    limits: WindowLimits = WindowLimits()
    edges: WindowLimits = WindowLimits(onset=0.3, offset=0.15)
    reading: ReadingOptions = ReadingOptions()
    batch: int = 4
    language_samples: int = 32


class FasterWhisperTranscriber(Transcriber):
    """Whisper through faster-whisper and CTranslate2, from any folder in that format, quantised to int8.

    The model is loaded on first use. Windows are heard without the text before them, so that no mistake
    feeds the next one, and without hotwords: those are for ``listen_again``, as told in ``second_reading``.
    """

    def __init__(self, folder: Path, settings: WhisperSettings = WhisperSettings()) -> None:
        self._folder = folder
        self._settings = settings
        self._vad = SileroVad()
        self._engines: dict[int, WhisperEngine] = {}
        self._loading = threading.Lock()

    @property
    def fingerprint(self) -> str:
        return f"faster-whisper {_VERSION}; {self._folder.name} {_digest(self._folder)}; {self._settings}"

    def heeded(self, options: SpeechOptions) -> SpeechOptions:
        return replace(options, hotwords=())

    def transcribe(
        self, sound: Sound, speech: tuple[Segment, ...], options: SpeechOptions, workers: Workers, watch: Watch
    ) -> Speech:
        watch.report(0.0, "finding speech")
        voice = self._vad.probabilities(sound, workers, PartialWatch(watch, 0.0, _FINDING))
        segments = combine(voiced(voice, FRAME_SECONDS, self._settings.limits), speech)
        windows = cut(segments, voice, FRAME_SECONDS, sound.duration, self._settings.limits)
        if not windows:
            return Speech(model=self._folder.name)
        engine = self._load(workers.cores)
        reader = WindowReader(
            engine,
            open_samples(sound),
            voice,
            voiced(voice, FRAME_SECONDS, self._settings.edges),
            _known(options.languages, engine),
            self._settings.reading,
        )
        try:
            readings = self._read(reader, windows, workers, watch)
        finally:
            reader.stop.set()
        return self._gather(readings)

    def listen_again(
        self, sound: Sound, speech: Speech, hints: tuple[Hint, ...], workers: Workers, watch: Watch
    ) -> Speech:
        stretches = find_stretches(speech.words, hints, Segment(0.0, sound.duration))
        if not stretches:
            return speech
        languages = [language.code for language in speech.languages]
        reader = SecondReader(self._load(workers.cores), open_samples(sound), speech.words, languages)
        chosen: list[Candidate] = []
        for done, candidates in enumerate(workers.map(reader.choose, stretches)):
            watch.report(done / len(stretches), "listening again for terms")
            chosen += candidates
        return replace(speech, words=take_terms(speech.words, chosen))

    def _read(self, reader: WindowReader, windows: Sequence[Window], workers: Workers, watch: Watch) -> list[Reading]:
        watch.report(_FINDING, "telling the language")
        chosen = _spread(windows, self._settings.language_samples)
        known: dict[Window, NDArray[np.float32]] = {}
        votes: list[Evidence] = []
        for window, (heard, vote) in zip(chosen, workers.map(reader.listen, chosen), strict=True):
            known[window] = heard
            votes.append(vote)
            watch.report(_FINDING + (_LISTENING - _FINDING) * len(votes) / len(chosen), "telling the language")
        expected = _expect(windows, votes, trace(votes))
        batches = _batches([self._settings.reading.context(window) for window in windows], self._settings.batch)
        readings: list[Reading] = []
        for batch in workers.map(
            lambda batch: reader.read([windows[i] for i in batch], [expected[i] for i in batch], known), batches
        ):
            readings += batch
            for reading in batch:
                known.pop(reading.window, None)
            watch.report(_LISTENING + (1 - _LISTENING) * len(readings) / len(windows), "transcribing")
        return sorted(readings, key=lambda reading: reading.window.segment)

    def _gather(self, readings: Sequence[Reading]) -> Speech:
        seconds: dict[str, float] = {}
        for reading in readings:
            if reading.words:
                seconds[reading.language] = seconds.get(reading.language, 0.0) + reading.window.speech_seconds
        words = tuple(
            word
            for reading in readings
            for word in (join_hundreds(reading.words) if reading.language == "en" else reading.words)
        )
        return Speech(
            words=words,
            languages=shares(seconds),
            dropped=tuple(sorted((d for r in readings for d in r.dropped), key=lambda dropped: dropped.segment)),
            speech_seconds=sum(reading.window.speech_seconds for reading in readings),
            model=self._folder.name,
        )

    def _load(self, cores: int) -> WhisperEngine:
        with self._loading:
            if cores not in self._engines:
                self._engines = {cores: WhisperEngine(self._folder, cores)}
            return self._engines[cores]


def _digest(folder: Path) -> str:
    """Tell one model from another by size, beginning and end of its weights: to read gigabytes would take seconds."""
    weights = folder / "model.bin"
    if not weights.is_file():
        return "missing"
    size = weights.stat().st_size
    digest = hashlib.sha256(size.to_bytes(8, "big"))
    with weights.open("rb") as file:
        digest.update(file.read(_DIGESTED))
        file.seek(max(0, size - _DIGESTED))
        digest.update(file.read(_DIGESTED))
    return digest.hexdigest()[:16]


def _known(languages: Sequence[str], engine: WhisperEngine) -> tuple[str, ...]:
    strange = [code for code in languages if code not in engine.languages]
    if strange:
        raise InputError(
            f"The speech model does not know the language {', '.join(strange)}.",
            remedy="Name languages by their ISO 639-1 codes, such as en or de.",
        )
    return tuple(languages)


def _spread(windows: Sequence[Window], count: int) -> list[Window]:
    """Choose at most ``count`` windows, evenly spread over all."""
    if len(windows) <= count:
        return list(windows)
    return [windows[(2 * index + 1) * len(windows) // (2 * count)] for index in range(count)]


def _batches(contexts: Sequence[int], size: int) -> list[list[int]]:
    """Indices of at most ``size`` windows that are heard in contexts of one length, the longest first."""
    alike = [[i for i, own in enumerate(contexts) if own == context] for context in sorted(set(contexts), reverse=True)]
    return [group[start : start + size] for group in alike for start in range(0, len(group), size)]


def _expect(windows: Sequence[Window], votes: Sequence[Evidence], languages: Sequence[str]) -> list[str]:
    """Expect of every window the language of the nearest that voted."""
    times = np.array([vote.time for vote in votes])
    return [languages[int(np.argmin(np.abs(times - window.segment.start)))] for window in windows]
