"""Sounds for tests: real speech from a fixture, and what is no speech, made on the spot."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from lifestream.domain.media import Sound

RATE = 16_000
SPOKEN = (
    "Let's begin with the release date. Ben, are we still on track for the seventeenth of November? "
    "Honestly, no. The new sync engine is finished, but the migration tool is not ready."
)
"""What two voices say in ``two_voices.opus``, from 0.3 s to 11.6 s with pauses between the sentences."""


def speech() -> NDArray[np.int16]:
    """Twelve seconds of two voices (our own text, synthetic voices)."""
    path = Path(__file__).parent / "fixtures" / "two_voices.opus"
    resampler = av.AudioResampler("s16", "mono", RATE)
    with av.open(str(path)) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in [*frames, *resampler.resample(None)]])


def silence(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * RATE), np.int16)


def noise(seconds: float, seed: int = 7) -> NDArray[np.int16]:
    """Wind: noise whose power falls with frequency, swelling slowly."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    brown = np.fft.irfft(spectrum / np.maximum(1, np.arange(len(spectrum))) ** 0.5, count)
    swell = 0.6 + 0.4 * np.sin(np.arange(count) / RATE)
    return (6_000 * swell * brown / np.abs(brown).max()).astype(np.int16)


def music(seconds: float) -> NDArray[np.int16]:
    """A slow arpeggio of decaying harmonics over a bass."""
    time = np.arange(round(seconds * RATE)) / RATE
    result = 0.3 * np.sin(2 * np.pi * 110 * time)
    for step, pitch in enumerate([220.0, 277.2, 329.6, 440.0] * int(seconds)):
        start = step * 0.25
        at = np.maximum(0, time - start)
        tone = sum(np.sin(2 * np.pi * pitch * harmonic * at) / harmonic for harmonic in (1, 2, 3))
        result += np.where(time >= start, tone * np.exp(-4 * at), 0)
    return (8_000 * result / np.abs(result).max()).astype(np.int16)


def store(samples: NDArray[np.int16], path: Path) -> Sound:
    """Write samples as the pipeline does, and describe them."""
    samples.astype("<i2").tofile(path)
    return Sound(str(path), len(samples))
