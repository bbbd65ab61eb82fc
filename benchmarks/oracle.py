"""How well turns could be built from the same segmentation, if it were known which voice is whose.

Each voice of each window is given to the reference speaker it overlaps most, one to one inside a window, and
turns are built of it as the diarizer builds them. What a diarizer is worse than this is its clustering.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from benchmarks.items import Item
from benchmarks.join import samples_of
from benchmarks.scores.voices import read_rttm, voice_errors
from lifestream.adapters.speech.local_voices import BATCH, LocalVoices
from lifestream.adapters.speech.onnx_diarizer import STEP
from lifestream.adapters.speech.segmentation import FRAMES, HOP, VOICES, WINDOW, SegmentationModel
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.adapters.speech.turns import build_turns
from lifestream.adapters.speech.voice_embedding import DIMENSIONS
from lifestream.bootstrap import model_files
from lifestream.config import load_settings
from lifestream.domain.transcript import Turn


def oracle_error(item: Item) -> float:
    """DER at collar 0 of turns with perfect clustering; the mean over both annotations where there are two.

    Args:
        item: one with an RTTM.
    """
    assert item.rttm is not None
    samples = samples_of(item.media)
    step = round(STEP * SAMPLE_RATE)
    activity = _activity(samples, step)
    errors = []
    for path in filter(None, (item.rttm, item.other_rttm)):
        truth = read_rttm(path)
        voices, speakers = _label(activity, step, truth)
        turns, _ = build_turns(voices, speakers, len(samples))
        errors.append(voice_errors(truth, turns, len(samples) / SAMPLE_RATE, item.uem, 0.0).rate)
    return float(np.mean(errors))


def _activity(samples: NDArray[np.int16], step: int) -> NDArray[np.uint8]:
    """Which voices speak in each frame of each window, shape (windows, ``FRAMES``, ``VOICES``)."""
    model = SegmentationModel(model_files(load_settings()).path("segmentation-3.0"))
    count = max(0, -(-(len(samples) - WINDOW) // step)) + 1
    padded = np.zeros((count - 1) * step + WINDOW, np.float32)
    padded[: len(samples)] = samples.astype(np.float32) / 32_768
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::step]
    return np.concatenate([model.activity(windows[first : first + BATCH]) for first in range(0, count, BATCH)])


def _label(activity: NDArray[np.uint8], step: int, truth: tuple[Turn, ...]) -> tuple[LocalVoices, NDArray[np.int64]]:
    """Every voice that speaks at all, and which reference speaker it is; one more where it is none of them."""
    people = sorted({turn.speaker for turn in truth})
    frames = len(activity) * step // HOP + FRAMES + 1
    true = np.zeros((frames, len(people)), np.float32)
    for turn in truth:
        first, last = (round(time * SAMPLE_RATE / HOP) for time in (turn.segment.start, turn.segment.end))
        true[first:last, people.index(turn.speaker)] = 1
    window, voice = np.nonzero(activity.any(axis=1))
    speakers = np.full((len(activity), VOICES), len(people), np.int64)
    for number, active in enumerate(activity):
        first = round(number * step / HOP)
        shared = active.T.astype(np.float32) @ true[first : first + FRAMES]
        for row, column in zip(*linear_sum_assignment(-shared), strict=True):
            if shared[row, column] > 0:
                speakers[number, row] = column
    nothing = np.zeros(len(window))
    embedding = np.zeros((len(window), DIMENSIONS), np.float32)
    return LocalVoices(step, activity, window, voice, embedding, nothing, nothing), speakers[window, voice]
