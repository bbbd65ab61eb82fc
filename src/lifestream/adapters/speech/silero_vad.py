"""Where somebody may be speaking, frame by frame: Silero's voice detector over a sound that stays on disk."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from faster_whisper.utils import get_assets_path
from numpy.typing import NDArray

from lifestream.adapters.speech.samples import open_samples
from lifestream.domain.media import Sound
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

SAMPLE_RATE = 16_000
"""Hz, of every sound that is heard here."""

MODEL = "silero_vad_v6.onnx"
"""The file inside faster-whisper."""

FRAME = 512
"""Samples a frame, as the model was trained: 32 ms."""

FRAME_SECONDS = FRAME / SAMPLE_RATE

_CONTEXT = 64  # samples of the frame before that the model is shown as well
_BLOCK = 4_096  # frames a unit of work, 131 s
_WARM_UP = 128  # frames (4 s) heard before a block's own, so that its recurrent state has settled


class SileroVad:
    """Silero VAD v6 as ONNX (MIT, https://github.com/snakers4/silero-vad), shipped with faster-whisper.

    Safe to call from several threads; each unit of work uses one core.
    """

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        path = Path(get_assets_path()) / MODEL
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def probabilities(self, sound: Sound, workers: Workers, watch: Watch) -> NDArray[np.float32]:
        """Say for every 32 ms how likely it is that somebody speaks (0–1): float32, shape (frames,).

        Raises:
            InputError: the sound's file cannot be read.
        """
        samples = open_samples(sound)
        frames = -(-len(samples) // FRAME)
        result = np.zeros(frames, np.float32)
        starts = range(0, frames, _BLOCK)
        blocks = workers.map(lambda start: self._block(samples, start, min(start + _BLOCK, frames)), starts)
        for start, block in zip(starts, blocks, strict=True):
            result[start : start + len(block)] = block
            watch.report((start + len(block)) / frames, "finding speech")
        return result

    def _block(self, samples: NDArray[np.int16], start: int, end: int) -> NDArray[np.float32]:
        first = max(0, start - _WARM_UP)
        sound = np.zeros((end - first) * FRAME + _CONTEXT, np.float32)
        lead = min(_CONTEXT, first * FRAME)
        piece = samples[first * FRAME - lead : end * FRAME]
        sound[_CONTEXT - lead : _CONTEXT - lead + len(piece)] = piece.astype(np.float32) / 32_768
        frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME + _CONTEXT)[::FRAME]
        state = np.zeros((1, 1, 128), np.float32)
        inputs = {"input": np.ascontiguousarray(frames), "h": state, "c": state}
        probabilities: NDArray[np.float32] = self._session.run(None, inputs)[0]
        return probabilities.reshape(-1)[start - first :]
