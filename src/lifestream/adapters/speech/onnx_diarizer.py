"""Who spoke when, on a CPU without torch: segmentation-3.0 and CAM++ as ONNX.

Windows of ten seconds are segmented into at most three local voices, overlap included; each voice is
embedded; the embeddings are clustered into speakers; and the windows vote on every frame. Nothing
but the embeddings grows with a recording's length: the sound stays on disk.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.speech.local_voices import LocalVoices, VoiceFinder
from lifestream.adapters.speech.samples import open_samples
from lifestream.adapters.speech.segmentation import SegmentationModel
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.adapters.speech.turns import build_turns
from lifestream.adapters.speech.voice_clusters import ClusterSettings, cluster
from lifestream.adapters.speech.voice_embedding import VoiceEmbedding, unit
from lifestream.domain.media import Sound
from lifestream.domain.speaker import Speaker, Voiceprint
from lifestream.domain.transcript import Diarization
from lifestream.ports.diarizer import Diarizer, SpeakerBounds
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

VERSION = 4
"""Raise it whenever turns change: stored ones become stale."""

STEP = 1.25
"""Seconds between the starts of windows: every moment is heard in eight of them."""

DEFAULT_SETTINGS = ClusterSettings()


class OnnxDiarizer(Diarizer):
    """The default diarizer."""

    def __init__(
        self,
        segmentation: Path,
        embedding: Path,
        means: Path,
        *,
        step: float = STEP,
        settings: ClusterSettings = DEFAULT_SETTINGS,
    ) -> None:
        self._models = (segmentation, embedding, means)
        self._finder = VoiceFinder(
            SegmentationModel(segmentation), VoiceEmbedding(embedding, means), round(step * SAMPLE_RATE)
        )
        self._settings = settings

    @cached_property
    def fingerprint(self) -> str:
        """Of the weights themselves: another folder may hold other models under the same names."""
        weights = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in self._models))
        return f"onnx-diarizer {VERSION} {weights.hexdigest()[:16]} {self._finder.step} {self._settings}"

    def diarize(self, sound: Sound, bounds: SpeakerBounds, workers: Workers, watch: Watch) -> Diarization:
        samples = open_samples(sound)
        if len(samples) == 0:
            return Diarization()
        voices = self._finder.find(samples, workers, watch)
        speakers, _ = cluster(voices, bounds, self._settings)
        turns, numbers = build_turns(voices, speakers, len(samples))
        return Diarization(turns, _speakers(voices, speakers, numbers), _shortfall(len(numbers), bounds))


def _shortfall(found: int, bounds: SpeakerBounds) -> tuple[str, ...]:
    """Say so where fewer voices can be told apart than the user counted."""
    if found >= (bounds.at_least or 0):
        return ()
    return (f"{bounds.at_least} speakers were expected, and {found} could be told apart.",)


def _speakers(voices: LocalVoices, speakers: NDArray[np.int64], numbers: dict[int, str]) -> tuple[Speaker, ...]:
    """The speakers that have turns, each with the mean of what it said alone."""
    found = []
    for number, name in numbers.items():
        own = speakers == number
        weight = np.maximum(voices.alone[own], 1e-3).astype(np.float32)
        mean = unit((voices.embedding[own] * weight[:, None]).sum(axis=0))
        seconds = float(voices.alone[own].sum() / voices.windows_per_second)
        spread = 1 - float(np.average(voices.embedding[own] @ mean, weights=weight))
        voiceprint = Voiceprint(tuple(round(float(x), 5) for x in mean), round(seconds, 2), round(spread, 4))
        found.append(Speaker(name, voiceprint=voiceprint))
    return tuple(found)
