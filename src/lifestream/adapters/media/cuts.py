"""Hard cuts in a run of consecutive small pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.media.signature import CHROMA, LUMA

MIN_STEP, CLEAR_STEP = 4.0, 10.0
"""Change of the picture (0–255) below which nothing is called a cut, and above which nothing more is asked of it."""
MIN_COLOURS = 0.12
"""Change of the distribution of colours (0–6) below which nothing is: things moved, nothing new came."""
MIN_RATIO = 1.8
MIN_SURPRISE = 3.5
"""How many times the change around it a cut's own must be, in place and in distribution (geometric mean)."""
NEIGHBOURS, NEIGHBOUR_SECONDS = 4, 1.0
"""Frames to each side, and the time within which they lie, that the change at a frame is compared with."""
FLASH_SECONDS = 0.3
"""A picture that is back after this long was lit, not cut."""
_STEP_FLOOR, _COLOURS_FLOOR = 0.3, 0.05

Times = NDArray[np.float64]
"""Shape (n,), seconds of media time, ascending."""
Pictures = NDArray[np.uint8]
"""Shape (n, SIZE): signatures of consecutive frames."""


def find_cuts(times: Times, pictures: Pictures, steps: NDArray[np.float64]) -> list[int]:
    """Find the frames that begin a new shot; ``steps`` as from ``changes``.

    A cut stands out from the change around it, like in PySceneDetect's adaptive detector, but in
    the distribution of colours too, which fast motion hardly changes.
    """
    cuts = []
    for i in map(int, np.flatnonzero(steps >= MIN_STEP)):
        near = np.abs(times[max(1, i - NEIGHBOURS) : i + NEIGHBOURS + 1] - times[i]) <= NEIGHBOUR_SECONDS
        first = max(1, i - NEIGHBOURS) + int(np.argmax(near))
        last = first + int(near.sum())
        step_ratio = _ratio(steps[first:last], i - first, _STEP_FLOOR)
        if step_ratio < MIN_RATIO:
            continue
        colours = _colour_changes(pictures[first - 1 : last])[1:]
        colour_ratio = _ratio(colours, i - first, _COLOURS_FLOOR)
        surprise = (step_ratio * colour_ratio) ** 0.5 * min(1.0, float(steps[i]) / CLEAR_STEP)
        if colours[i - first] >= MIN_COLOURS and surprise >= MIN_SURPRISE and not _is_flash(times, pictures, i):
            cuts.append(i)
    return cuts


def changes(pictures: Pictures) -> NDArray[np.float64]:
    """The change of each frame from its predecessor, shape (n,); 0 for the first."""
    pairs = [distance(pictures[i - 1], pictures[i]) for i in range(1, len(pictures))]
    return np.array([0.0, *pairs])


def distance(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """Mean change between two signatures: brightness, plus both colour differences at double weight."""
    change = np.maximum(first, second) - np.minimum(first, second)
    colour = change[LUMA:].sum(dtype=np.uint32) / CHROMA
    return float(change[:LUMA].sum(dtype=np.uint32) / LUMA + colour)


def _ratio(values: NDArray[np.float64], i: int, floor: float) -> float:
    """How many times as large a value is as the largest three beside it."""
    others = np.sort(np.delete(values, i))
    usual = float(others[-3:].mean()) if len(others) else 0.0
    return float(values[i]) / max(floor, usual)


def _colour_changes(pictures: Pictures) -> NDArray[np.float64]:
    """Sums of the absolute change of three histograms, shape (n,); 0 for the first."""
    planes = (slice(0, LUMA), slice(LUMA, LUMA + CHROMA), slice(LUMA + CHROMA, None))
    histograms = np.stack([np.concatenate([_histogram(p[plane]) for plane in planes]) for p in pictures])
    return np.concatenate(([0.0], np.abs(np.diff(histograms, axis=0)).sum(axis=1)))


def _histogram(values: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Shares in 32 bins, smoothed so that a slight change of light moves little."""
    counts = np.bincount(values >> 3, minlength=32) / len(values)
    return np.convolve(counts, (0.25, 0.5, 0.25), "same")


def _is_flash(times: Times, pictures: Pictures, i: int) -> bool:
    """Whether the picture before frame ``i`` comes back at once, or frame ``i`` is that return."""
    step = distance(pictures[i - 1], pictures[i])
    after = int(np.searchsorted(times, times[i] + FLASH_SECONDS))
    before = int(np.searchsorted(times, times[i] - FLASH_SECONDS))
    returns = any(distance(pictures[i - 1], pictures[k]) < step / 2 for k in range(i + 1, after))
    returned = any(distance(pictures[i], pictures[k]) < step / 2 for k in range(before, i - 1))
    return returns or returned
