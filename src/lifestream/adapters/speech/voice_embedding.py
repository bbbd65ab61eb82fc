"""A voice as a point: CAM++ over a stretch of speech."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from numpy.typing import NDArray

from lifestream.adapters.speech.segmentation import session_of
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE

DIMENSIONS = 192

_LENGTH: Final = 400  # samples of a frame, 25 ms
_SHIFT: Final = 160  # samples between frames, 10 ms
_FFT: Final = 512
_BINS: Final = 80
_PRE_EMPHASIS: Final = 0.97
_FLOOR: Final = float(np.finfo(np.float32).eps)

NARROW: Final = -24.0
"""Decibels: speech is at least so much weaker above a telephone's band than in it where it came over a line."""


def _mel(hertz: npt.ArrayLike) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(np.asarray(hertz, np.float64) / 700.0))


def _middles() -> NDArray[np.float64]:
    """The middles of the bins in hertz, shape (80,)."""
    mel = np.linspace(_mel(20.0), _mel(SAMPLE_RATE / 2), _BINS + 2)[1:-1]
    return np.asarray(700.0 * np.expm1(mel / 1127.0))


def _mel_filters() -> NDArray[np.float32]:
    """Kaldi's triangles: 80 bins of equal width in mel from 20 Hz to half the sample rate, shape (257, 80)."""
    edges = np.linspace(_mel(20.0), _mel(SAMPLE_RATE / 2), _BINS + 2)
    at = _mel(SAMPLE_RATE / _FFT * np.arange(_FFT // 2))[:, None]
    rise = (at - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - at) / (edges[2:] - edges[1:-1])
    filters = np.zeros((_FFT // 2 + 1, _BINS), np.float32)
    filters[:-1] = np.maximum(0.0, np.minimum(rise, fall))
    return filters


_FILTERS: Final = _mel_filters()
_IS_IN_LINE: Final = (_middles() > 300.0) & (_middles() < 3_400.0)  # hertz that a telephone line lets through
_IS_ABOVE: Final = _middles() > 4_300.0  # and those that it does not, with room for the slope of filters
_WINDOW: Final = (np.hanning(_LENGTH) ** 0.85).astype(np.float32)  # Kaldi's "povey"


def filter_bank(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Kaldi's log mel filter bank without dither.

    Args:
        sound: at least 400 samples at 16 kHz in −1…1.

    Returns:
        Shape (frames, 80), one frame every 10 ms.
    """
    frames = np.lib.stride_tricks.sliding_window_view(sound, _LENGTH)[::_SHIFT]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - _PRE_EMPHASIS * before) * _WINDOW, _FFT, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log(np.maximum(power @ _FILTERS, _FLOOR)), np.float32)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale vectors to length 1 along the last axis."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


class VoiceEmbedding:
    """CAM++ (Wang et al., CAM++: a fast and efficient network for speaker verification, 2023) as ONNX.

    All its embeddings share one large component, which says nothing about the speaker: subtracting
    it brings the cosine between strangers from about 0.6 to 0. It is another one where the sound came over a
    telephone line: with the first alone, strangers on a line are as near as one person is to herself.

    The file of means has the first in its first row and the other in its last.
    """

    def __init__(self, model: Path, means: Path) -> None:
        self._model, self._means_path = model, means

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return session_of(self._model)

    @cached_property
    def _means(self) -> NDArray[np.float32]:
        return np.asarray(np.load(self._means_path, allow_pickle=False), np.float32).reshape(-1, DIMENSIONS)

    def embed(self, sound: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
        """Turn a stretch of one voice (at least 25 ms at 16 kHz) into a unit vector, shape (192,).

        What all voices share is still in it. Beside it stands the brightness of the sound: how much more power it
        has above a telephone's band than in it, in decibels.
        """
        bank = filter_bank(sound)
        level = bank.mean(axis=0)
        answer: NDArray[np.float32] = self._session.run(None, {"x": (bank - level)[None]})[0][0]
        brightness = float(level[_IS_ABOVE].mean() - level[_IS_IN_LINE].mean())
        return unit(answer), brightness * 10 / np.log(10)

    def tell_apart(self, embedding: NDArray[np.float32], brightness: NDArray[np.float64]) -> NDArray[np.float32]:
        """Take what all voices share away from those of one recording, which came over one line, or over none.

        Args:
            embedding: unit vectors, shape (voices, 192).
            brightness: in decibels, shape (voices,).
        """
        is_narrow = len(brightness) > 0 and float(np.median(brightness)) < NARROW
        return unit(embedding - self._means[-1 if is_narrow else 0])
