"""Who speaks when inside a window of ten seconds: up to three voices, two of them at once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from lifestream.adapters.speech.silero_vad import SAMPLE_RATE

WINDOW = 10 * SAMPLE_RATE
"""Samples that the model hears at once, as it was trained."""

FRAMES = 589
"""Frames it answers with, one every ``HOP`` samples (16.9 ms)."""

HOP = 270
RECEPTIVE_FIELD = 991
"""Samples that one frame depends on; a frame speaks of the middle of them."""

VOICES = 3
"""Local voices of a window. Their order says nothing about the next window's."""

# The model names sets of voices, not voices ("powerset"): nobody, one of three, one of three pairs.
_POWERSET = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.uint8)


def session_of(model: Path) -> onnxruntime.InferenceSession:
    """Load a model for calls that use one core each; safe to call from several threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it keeps the largest sum of all threads' scratch: hundreds of megabytes
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


class SegmentationModel:
    """pyannote segmentation-3.0 as ONNX (Plaquet and Bredin, Powerset multi-class cross entropy, 2023)."""

    def __init__(self, model: Path) -> None:
        self._model = model

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return session_of(self._model)

    def activity(self, windows: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Say which voices speak in each frame.

        Args:
            windows: sound in −1…1, shape (windows, ``WINDOW``).

        Returns:
            0 or 1, shape (windows, ``FRAMES``, ``VOICES``).
        """
        scores: NDArray[np.float32] = self._session.run(None, {"x": windows[:, None, :]})[0]
        activity: NDArray[np.uint8] = _POWERSET[scores.argmax(axis=-1)]
        return activity
