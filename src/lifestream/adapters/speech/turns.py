"""From the windows' voices to turns on one clock, by overlap-add."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.speech.local_voices import LocalVoices
from lifestream.adapters.speech.segmentation import FRAMES, HOP, RECEPTIVE_FIELD, VOICES
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn

BRIDGE = 0.3  # seconds; a shorter pause does not end a turn
SHORTEST = 0.1  # seconds; a shorter turn is none
FAINTEST = 0.05  # share of the windows that must have heard a speaker in a frame
AT_ONCE = 2  # speakers at once, at most
_BLOCK = 65_536  # frames worked on at once


def build_turns(
    voices: LocalVoices, speakers: NDArray[np.int64], samples: int
) -> tuple[tuple[Turn, ...], dict[int, str]]:
    """Let the windows vote, frame by frame, on how many speak and who.

    Args:
        voices: what was heard in each window.
        speakers: who each of those voices is, from 0 on, shape (voices,).
        samples: length of the sound; no turn ends after it.

    Returns:
        Turns in order of start, each with the share of the windows that agree on it as its confidence;
        and the names ``S1``, ``S2``… of the speakers that have one, in order of appearance.
    """
    if len(speakers) == 0:
        return (), {}
    votes, heard, crowd = _count(voices, speakers, samples)
    is_on, share = _decide(votes, heard, crowd)
    spans = sorted(
        (segment, speaker, confidence)
        for speaker in range(votes.shape[1])
        for segment, confidence in _spans(is_on[:, speaker], share[:, speaker], samples / SAMPLE_RATE)
    )
    names: dict[int, str] = {}
    for _, speaker, _ in spans:
        names.setdefault(speaker, f"S{len(names) + 1}")
    return tuple(Turn(segment, names[speaker], confidence) for segment, speaker, confidence in spans), names


def _count(
    voices: LocalVoices, speakers: NDArray[np.int64], samples: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Per frame: votes for each speaker, windows that heard it, and voices that these heard in all."""
    frames = -(-samples // HOP) + FRAMES + 1
    votes = np.zeros((frames, int(speakers.max()) + 1), np.uint8)
    heard, crowd = np.zeros(frames, np.uint8), np.zeros(frames, np.uint8)
    who = np.full((len(voices.activity), VOICES), -1)
    who[voices.window, voices.voice] = speakers
    for window, active in enumerate(voices.activity):
        first = round(window * voices.step / HOP)
        here = slice(first, first + FRAMES)
        heard[here] += 1
        crowd[here] += active.sum(axis=1, dtype=np.uint8)
        for speaker in np.unique(who[window][who[window] >= 0]):
            votes[here, speaker] += active[:, who[window] == speaker].max(axis=1)
    return votes, heard, crowd


def _decide(
    votes: NDArray[np.uint8], heard: NDArray[np.uint8], crowd: NDArray[np.uint8]
) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """As many of the most voted speakers as the windows heard on average, two at most."""
    is_on = np.zeros(votes.shape, np.bool_)
    share = np.zeros(votes.shape, np.float32)
    for start in range(0, len(votes), _BLOCK):
        here = slice(start, start + _BLOCK)
        windows = np.maximum(heard[here], 1).astype(np.float32)
        share[here] = votes[here] / windows[:, None]
        ranked = np.argsort(-share[here], axis=1, kind="stable")
        for rank in range(min(AT_ONCE, votes.shape[1])):
            rows = np.flatnonzero(crowd[here] / windows > rank + 0.5)
            rows = rows[share[here][rows, ranked[rows, rank]] > FAINTEST]
            is_on[here][rows, ranked[rows, rank]] = True
    return is_on, share


def _spans(is_on: NDArray[np.bool_], share: NDArray[np.float32], duration: float) -> Iterator[tuple[Segment, float]]:
    """Runs of frames, short pauses bridged, in seconds; with the mean share of votes of each."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_on, [False]]).astype(np.int8)))
    runs: list[list[int]] = []
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and (first - runs[-1][1]) * HOP < BRIDGE * SAMPLE_RATE:
            runs[-1][1] = end
        else:
            runs.append([first, end])
    offset = RECEPTIVE_FIELD / 2 / SAMPLE_RATE
    for first, end in runs:
        segment_start = first * HOP / SAMPLE_RATE + offset
        segment_end = min(end * HOP / SAMPLE_RATE + offset, duration)
        if segment_end - segment_start >= SHORTEST:
            confidence = min(1.0, float(share[first:end][is_on[first:end]].mean()))
            yield Segment(segment_start, segment_end), confidence
