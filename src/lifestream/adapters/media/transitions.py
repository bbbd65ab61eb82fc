"""Where scenes begin in a run of consecutive frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lifestream.adapters.media.cuts import Pictures, Times, changes, find_cuts
from lifestream.adapters.media.gradual import find_blends, find_changes, tick_frames
from lifestream.domain.scene import Transition


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a scene begins, in seconds of media time, and how; ``since`` is when the transition set in."""

    time: float
    transition: Transition
    since: float


def find_boundaries(times: Times, pictures: Pictures) -> list[Boundary]:
    """Find hard cuts, dissolves, fades, and what appears in a part of a still picture, in order of time."""
    if len(times) < 2:
        return []
    steps = changes(pictures)
    cuts = find_cuts(times, pictures, steps)
    found = [_cut(times, i) for i in cuts]
    frames = tick_frames(times)
    ticks = pictures[frames]
    cut_ticks = [int(np.searchsorted(frames, i)) for i in cuts]
    blends = find_blends(ticks, cut_ticks)
    for blend in blends:
        middle, begin = float(times[frames[blend.middle]]), float(times[frames[blend.begin]])
        found.append(Boundary(middle, blend.transition, begin))
    taken = [(tick, tick) for tick in cut_ticks] + [(blend.begin, blend.end) for blend in blends]
    for tick in find_changes(ticks, taken):
        first, last = int(frames[tick - 1]) + 1, int(frames[tick])
        exact = first + int(np.argmax(steps[first : last + 1])) if last >= first else last
        found.append(_cut(times, exact))
    return sorted(found, key=lambda boundary: boundary.time)


def _cut(times: Times, i: int) -> Boundary:
    return Boundary(float(times[i]), "cut", float(times[i]))
