"""Measure what all voices have in common for CAM++: the vectors that are taken away from every embedding.

    python scripts/export_models/campplus_mean.py OUT_FOLDER RECORDING…

Every voice of every window of ten seconds is embedded as the diarizer does it, without taking the
mean away. The first row is the mean over recordings of each recording's mean, so that long recordings
do not outweigh short ones; it is no unit vector, for its length says how much voices share. The second
adds what a telephone line does to it: the same recordings are heard over one.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recordings import Patience, with_sound
from scipy.signal import butter, resample_poly, sosfiltfilt
from weights import MODELS, compare_with_manifest

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.speech.local_voices import VoiceFinder
from lifestream.adapters.speech.segmentation import SegmentationModel
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.adapters.speech.voice_embedding import DIMENSIONS, VoiceEmbedding
from lifestream.config import usable_cores

STEP = 40_000
"""Samples between windows: 2.5 s."""
ALONE = 1.5
"""Seconds that a voice must speak alone in a window to be counted."""

Samples = NDArray[np.int16]


def over_a_line(samples: Samples) -> Samples:
    """What a telephone line lets through: 300–3400 Hz at 8 kHz, 255 steps (ITU-T G.711, μ-law), at 16 kHz again."""
    band = butter(4, (300, 3_400), "bandpass", fs=SAMPLE_RATE, output="sos")
    sound = np.clip(resample_poly(sosfiltfilt(band, samples / 32_768), 1, 2), -1, 1)
    steps = np.round(127 * np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)) / 127
    heard = resample_poly(np.sign(steps) * np.expm1(np.abs(steps) * np.log(256)) / 255, 2, 1)
    return np.asarray(np.round(32_767 * np.clip(heard, -1, 1)), np.int16)


def measure(recordings: Sequence[Path]) -> NDArray[np.float32]:
    """The mean embedding, and the one over a telephone line, shape (2, 192)."""
    workers = ThreadWorkers(usable_cores())
    with tempfile.TemporaryDirectory() as scratch:
        nothing = Path(scratch) / "nothing.npy"
        np.save(nothing, np.zeros(DIMENSIONS, np.float32))
        embedding = VoiceEmbedding(MODELS / "campplus_zh_en_192.stat8.onnx", nothing)
        finder = VoiceFinder(SegmentationModel(MODELS / "segmentation-3.0.onnx"), embedding, STEP)

        def mean(recording: Path, heard: Callable[[Samples], Samples]) -> NDArray[np.float32] | None:
            voices = with_sound(recording, lambda samples: finder.find(heard(samples), workers, Patience()))
            counted = voices.embedding[voices.alone >= ALONE]
            return counted.mean(axis=0) if len(counted) else None

        pairs = [(mean(recording, lambda samples: samples), mean(recording, over_a_line)) for recording in recordings]
    both = [(plain, line) for plain, line in pairs if plain is not None and line is not None]
    if not both:
        raise SystemExit("There is no voice in these recordings.")
    return np.asarray(np.mean(both, axis=0), np.float32)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the mean embeddings of CAM++.")
    parser.add_argument("folder", type=Path, help="where to write campplus_mean.npy")
    parser.add_argument("recordings", type=Path, nargs="+", help="speech of many kinds and many voices")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    means = measure(arguments.recordings)
    np.save(arguments.folder / "campplus_mean.npy", means)
    shipped = np.load(MODELS / "campplus_mean.npy").reshape(-1, DIMENSIONS)
    for mean, other in zip(means, shipped, strict=False):
        cosine = float(mean @ other / np.linalg.norm(mean) / np.linalg.norm(other))
        print(f"length {np.linalg.norm(mean):.3f}; cosine to the mean that ships {cosine:.4f}")
    compare_with_manifest(arguments.folder / "campplus_mean.npy")
