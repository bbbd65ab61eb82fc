"""Measure what all voices have in common for CAM++: the vector that is taken away from every embedding.

    python scripts/export_models/campplus_mean.py OUT_FOLDER RECORDING…

Every voice of every window of ten seconds is embedded as the diarizer does it, without taking the
mean away. The result is the mean over recordings of each recording's mean, so that long recordings
do not outweigh short ones; it is no unit vector, for its length says how much voices share.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recordings import Patience, with_sound
from weights import MODELS, compare_with_manifest

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.speech.local_voices import VoiceFinder
from lifestream.adapters.speech.segmentation import SegmentationModel
from lifestream.adapters.speech.voice_embedding import DIMENSIONS, VoiceEmbedding
from lifestream.config import usable_cores

STEP = 40_000
"""Samples between windows: 2.5 s."""
ALONE = 1.5
"""Seconds that a voice must speak alone in a window to be counted."""


def measure(recordings: Sequence[Path]) -> NDArray[np.float32]:
    """The mean embedding, shape (192,)."""
    workers = ThreadWorkers(usable_cores())
    means = []
    with tempfile.TemporaryDirectory() as scratch:
        nothing = Path(scratch) / "nothing.npy"
        np.save(nothing, np.zeros(DIMENSIONS, np.float32))
        embedding = VoiceEmbedding(MODELS / "campplus_zh_en_192.stat8.onnx", nothing)
        finder = VoiceFinder(SegmentationModel(MODELS / "segmentation-3.0.onnx"), embedding, STEP)
        for recording in recordings:
            voices = with_sound(recording, lambda samples: finder.find(samples, workers, Patience()))
            counted = voices.embedding[voices.alone >= ALONE]
            if len(counted):
                means.append(counted.mean(axis=0))
    if not means:
        raise SystemExit("There is no voice in these recordings.")
    return np.asarray(np.mean(means, axis=0), np.float32)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the mean embedding of CAM++.")
    parser.add_argument("folder", type=Path, help="where to write campplus_mean.npy")
    parser.add_argument("recordings", type=Path, nargs="+", help="speech of many kinds and many voices")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    mean = measure(arguments.recordings)
    np.save(arguments.folder / "campplus_mean.npy", mean)
    shipped = np.load(MODELS / "campplus_mean.npy").reshape(-1)
    cosine = float(mean @ shipped / np.linalg.norm(mean) / np.linalg.norm(shipped))
    print(f"length {np.linalg.norm(mean):.3f}; cosine to the mean that ships {cosine:.4f}")
    compare_with_manifest(arguments.folder / "campplus_mean.npy")
