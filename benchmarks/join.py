"""Items that come as single utterances are joined into one recording, as a person would have made it."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.items import Item

RATE = 16_000
PAUSE = 0.5
"""Seconds of silence after each utterance."""


def samples_of(path: Path, rate: int = RATE) -> NDArray[np.int16]:
    """Decode the first track of a file to mono, int16, shape (samples,)."""
    resampler = av.AudioResampler("s16", "mono", rate)
    with av.open(str(path)) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]) if frames else np.zeros(0, np.int16)


def write_wav(path: Path, samples: NDArray[np.int16], rate: int = RATE) -> None:
    """Write mono int16 samples."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())


def join(item: Item, folder: Path) -> Path:
    """The utterances of an item in the order of its manifest, ``PAUSE`` seconds apart, as one WAV file."""
    target = folder / f"{item.id}-{item.key}.wav"
    if not target.exists():
        manifest = (item.folder / item.truth["transcript"]).read_text(encoding="utf-8")
        files = [item.folder / json.loads(line)["file"] for line in manifest.splitlines() if line.strip()]
        pause = np.zeros(int(PAUSE * RATE), np.int16)
        unfinished = target.with_suffix(".unfinished")
        write_wav(unfinished, np.concatenate([part for file in files for part in (samples_of(file), pause)]))
        unfinished.replace(target)
    return target
