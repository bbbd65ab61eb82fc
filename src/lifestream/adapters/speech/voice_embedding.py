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


def _mel(hertz: npt.ArrayLike) -> NDArray[np.float64]:
    return np.asarray(1127.0 * np.log1p(np.asarray(hertz, np.float64) / 700.0))


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
_WINDOW: Final = (np.hanning(_LENGTH) ** 0.85).astype(np.float32)  # Kaldi's "povey"


def filter_bank(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Kaldi's log mel filter bank without dither, each bin's mean over time taken away.

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
    bank = np.log(np.maximum(power @ _FILTERS, _FLOOR))
    return np.asarray(bank - bank.mean(axis=0), np.float32)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale vectors to length 1 along the last axis."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


class VoiceEmbedding:
    """CAM++ (Wang et al., CAM++: a fast and efficient network for speaker verification, 2023) as ONNX.

    All its embeddings share one large component, which says nothing about the speaker: subtracting
    it brings the cosine between strangers from about 0.6 to 0.
    """

    def __init__(self, model: Path, mean: Path) -> None:
        self._model, self._mean_path = model, mean

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return session_of(self._model)

    @cached_property
    def _mean(self) -> NDArray[np.float32]:
        return np.asarray(np.load(self._mean_path, allow_pickle=False), np.float32).reshape(DIMENSIONS)

    def embed(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn a stretch of one voice (at least 25 ms at 16 kHz) into a unit vector, shape (192,)."""
        answer: NDArray[np.float32] = self._session.run(None, {"x": filter_bank(sound)[None]})[0][0]
        return unit(unit(answer) - self._mean)
