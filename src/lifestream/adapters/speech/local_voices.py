"""The voices of each window, before anybody knows which of them belong to one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.speech.segmentation import FRAMES, HOP, VOICES, WINDOW, SegmentationModel
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.adapters.speech.voice_embedding import DIMENSIONS, VoiceEmbedding
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

BATCH = 8  # windows a unit of work: the segmentation model gains nothing from more
SHORTEST = 0.25  # seconds; less says nothing about a voice
LONGEST = 3.0  # seconds, the middle of a voice's speech: more costs time and mixes like voices
ALONE = 0.3  # seconds of speech without overlap, from which on overlapped speech is left out


@dataclass(frozen=True, slots=True)
class LocalVoices:
    """Voices heard in windows that start every ``step`` samples.

    Attributes:
        step: samples between the starts of windows.
        activity: 0 or 1 a frame, shape (windows, ``FRAMES``, ``VOICES``).
        window: the window of each embedded voice, shape (voices,).
        voice: which of its window's voices it is, shape (voices,).
        embedding: unit vectors, shape (voices, 192).
        alone: seconds that it speaks alone in its window, shape (voices,).
        seconds: seconds that its embedding was made from, shape (voices,).
    """

    step: int
    activity: NDArray[np.uint8]
    window: NDArray[np.int64]
    voice: NDArray[np.int64]
    embedding: NDArray[np.float32]
    alone: NDArray[np.float64]
    seconds: NDArray[np.float64]

    @property
    def windows_per_second(self) -> float:
        """In how many windows each second of sound is heard."""
        return WINDOW / self.step


@dataclass(frozen=True, slots=True)
class _Voice:
    window: int
    voice: int
    embedding: NDArray[np.float32]
    brightness: float
    alone: float
    seconds: float


@dataclass(frozen=True, slots=True)
class VoiceFinder:
    """Cuts a sound into overlapping windows and embeds every voice of each."""

    segmentation: SegmentationModel
    embedding: VoiceEmbedding
    step: int

    def find(self, samples: NDArray[np.int16], workers: Workers, watch: Watch) -> LocalVoices:
        """Find the voices of a sound: int16 at 16 kHz, shape (samples,), which may lie on disk."""
        windows = max(0, -(-(len(samples) - WINDOW) // self.step)) + 1
        activity = np.zeros((windows, FRAMES, VOICES), np.uint8)
        voices: list[_Voice] = []
        firsts = range(0, windows, BATCH)
        units = workers.map(lambda first: self._unit(samples, first, min(first + BATCH, windows)), firsts)
        for first, (active, found) in zip(firsts, units, strict=True):
            activity[first : first + len(active)] = active
            voices += found
            watch.report(min(1.0, (first + BATCH) / windows), "telling voices apart")
        shared = np.array([v.embedding for v in voices], np.float32).reshape(-1, DIMENSIONS)
        brightness = np.array([v.brightness for v in voices], np.float64)
        return LocalVoices(
            step=self.step,
            activity=activity,
            window=np.array([v.window for v in voices], np.int64),
            voice=np.array([v.voice for v in voices], np.int64),
            embedding=self.embedding.tell_apart(shared, brightness),
            alone=np.array([v.alone for v in voices], np.float64),
            seconds=np.array([v.seconds for v in voices], np.float64),
        )

    def _unit(self, samples: NDArray[np.int16], first: int, end: int) -> tuple[NDArray[np.uint8], list[_Voice]]:
        windows = np.zeros((end - first, WINDOW), np.float32)
        for row, window in zip(windows, range(first, end), strict=True):
            heard = samples[window * self.step : window * self.step + WINDOW]
            row[: len(heard)] = heard.astype(np.float32) / 32_768
        activity = self.segmentation.activity(windows)
        found = [
            voice
            for window, sound, active in zip(range(first, end), windows, activity, strict=True)
            for voice in self._voices(window, sound, active)
        ]
        return activity, found

    def _voices(self, window: int, sound: NDArray[np.float32], active: NDArray[np.uint8]) -> Iterator[_Voice]:
        is_single = active.sum(axis=1) == 1
        for voice in range(VOICES):
            speaks = active[:, voice] > 0
            alone = (speaks & is_single).sum() * HOP / SAMPLE_RATE
            # Only overlapped speech is a poor witness, but better than none.
            heard = speaks & is_single if alone >= ALONE else speaks
            speech = sound[: FRAMES * HOP][np.repeat(heard, HOP)]
            if len(speech) < SHORTEST * SAMPLE_RATE:
                continue
            cut = max(0, len(speech) - int(LONGEST * SAMPLE_RATE)) // 2
            middle = speech[cut : cut + int(LONGEST * SAMPLE_RATE)]
            yield _Voice(window, voice, *self.embedding.embed(middle), float(alone), len(speech) / SAMPLE_RATE)
