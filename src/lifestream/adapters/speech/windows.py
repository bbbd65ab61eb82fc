"""Cuts the speech of a recording into windows for a model that hears at most thirty seconds at a time.

A cut costs words: the model hears half a sentence on either side, or half a word. So cuts fall into
the longest pauses there are, by dynamic programming over all of them, and only where a speaker goes on
for a whole window without any into the moment that sounds least like speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.segment import Segment, union

_EDGE = 0.3  # seconds by which the ends of turns and voices differ anyway
_MISSED = 0.5  # seconds of a turn without voice that are worth hearing


@dataclass(frozen=True, slots=True)
class WindowLimits:
    """What a window may be; seconds, but for ``onset`` and ``offset`` (probabilities, 0–1).

    A voice begins where the detector rises to ``onset`` and ends where it falls below ``offset``.
    ``padding`` is kept around speech where there is silence enough. ``cost`` is what an additional
    window costs, in seconds of speech: the higher, the fewer and longer the windows.
    """

    longest: float = 28.5
    padding: float = 0.3
    cost: float = 3.0
    onset: float = 0.5
    offset: float = 0.35
    shortest_voice: float = 0.1
    shortest_pause: float = 0.1
    good_pause: float = 0.8


@dataclass(frozen=True, slots=True)
class Window:
    """A span of sound to be heard at once, and the segments in it that sound like speech."""

    segment: Segment
    speech: tuple[Segment, ...]

    @property
    def speech_seconds(self) -> float:
        """How much of it is speech."""
        return sum(segment.duration for segment in self.speech)


def voiced(probabilities: NDArray[np.float32], frame_seconds: float, limits: WindowLimits) -> tuple[Segment, ...]:
    """Turn the probability of speech in each frame into segments, with hysteresis."""
    segments: list[Segment] = []
    start: int | None = None
    for index, probability in enumerate(probabilities.tolist()):
        if start is None and probability >= limits.onset:
            start = index
        elif start is not None and probability < limits.offset:
            segments.append(Segment(start * frame_seconds, index * frame_seconds))
            start = None
    if start is not None:
        segments.append(Segment(start * frame_seconds, len(probabilities) * frame_seconds))
    bridged = union(segments, bridge=limits.shortest_pause)
    return tuple(segment for segment in bridged if segment.duration >= limits.shortest_voice)


def combine(voice: Sequence[Segment], turns: Iterable[Segment]) -> tuple[Segment, ...]:
    """Join what a voice detector and a diarizer heard: all of the former, and turns that it slept through.

    A turn usually bridges its own short pauses, at which windows want to be cut: so only what lies
    clear of any voice, and is no mere edge of one, is added.
    """
    missed: list[Segment] = []
    wide = union(Segment(max(0.0, part.start - _EDGE), part.end + _EDGE) for part in voice)
    for turn in union(turns):
        start = turn.start
        for part in wide:
            if part.overlap(turn) > 0:
                missed.append(Segment(start, max(start, part.start)))
                start = max(start, part.end)
        missed.append(Segment(min(start, turn.end), turn.end))
    return union([*voice, *(segment for segment in missed if segment.duration >= _MISSED)])


def cut(
    speech: Iterable[Segment],
    probabilities: NDArray[np.float32],
    frame_seconds: float,
    duration: float,
    limits: WindowLimits,
) -> tuple[Window, ...]:
    """Cut speech into windows of at most ``limits.longest`` seconds that do not overlap.

    All speech inside ``[0, duration)`` lies in exactly one window; ``probabilities`` (one a frame)
    say where a segment longer than a window is cut.
    """
    whole = Segment(0.0, duration)
    pieces: list[Segment] = []
    for segment in union(part.clamp(whole) for part in speech):
        if segment.duration > 0:
            pieces += _halve(segment, probabilities, frame_seconds, limits.longest)
    groups = _group(pieces, limits)
    return tuple(_pad(groups, index, duration, limits) for index in range(len(groups)))


def _halve(segment: Segment, probabilities: NDArray[np.float32], frame_seconds: float, longest: float) -> list[Segment]:
    """Cut a segment that is longer than a window where it sounds least like speech, near its middle."""
    if segment.duration <= longest:
        return [segment]
    margin = segment.duration / 4
    first = int((segment.start + margin) / frame_seconds)
    last = max(first + 1, int((segment.end - margin) / frame_seconds))
    middle = probabilities[first:last]
    smooth = np.convolve(middle, np.full(5, 0.2), mode="same") if len(middle) >= 5 else middle
    edge = min(2, (len(smooth) - 1) // 2)
    inner = smooth[edge : len(smooth) - edge]
    at = (first + edge + int(np.argmin(inner)) + 0.5) * frame_seconds if len(inner) else segment.middle
    left, right = Segment(segment.start, at), Segment(at, segment.end)
    return [
        *_halve(left, probabilities, frame_seconds, longest),
        *_halve(right, probabilities, frame_seconds, longest),
    ]


def _group(pieces: Sequence[Segment], limits: WindowLimits) -> list[tuple[Segment, ...]]:
    """Choose the cuts that cost least: windows are few, hold little silence, and end at long pauses."""
    best = [0.0] + [float("inf")] * len(pieces)
    came_from = [0] * (len(pieces) + 1)
    for end in range(1, len(pieces) + 1):
        for start in range(end - 1, -1, -1):
            length = pieces[end - 1].end - pieces[start].start
            if length > limits.longest and start < end - 1:
                break
            pause = pieces[start].start - pieces[start - 1].end if start else limits.good_pause
            hurry = 1.0 - min(pause, limits.good_pause) / limits.good_pause
            cost = best[start] + limits.cost * (1.0 + hurry) + length
            if cost < best[end]:
                best[end], came_from[end] = cost, start
    groups: list[tuple[Segment, ...]] = []
    end = len(pieces)
    while end:
        groups.append(tuple(pieces[came_from[end] : end]))
        end = came_from[end]
    return groups[::-1]


def _pad(groups: Sequence[tuple[Segment, ...]], index: int, duration: float, limits: WindowLimits) -> Window:
    group = groups[index]
    before = groups[index - 1][-1].end if index else -limits.padding
    after = groups[index + 1][0].start if index + 1 < len(groups) else duration + limits.padding
    start = max(0.0, group[0].start - min(limits.padding, (group[0].start - before) / 2))
    end = min(duration, group[-1].end + min(limits.padding, (after - group[-1].end) / 2))
    return Window(Segment(start, end), group)
