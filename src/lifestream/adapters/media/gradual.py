"""Transitions that take time, and changes in a part of a still picture, in a run of small pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.media.cuts import Pictures, Times
from lifestream.adapters.media.signature import CHROMA_COLUMNS, CHROMA_ROWS, COLUMNS, LUMA, ROWS
from lifestream.domain.scene import Transition

TICK = 0.1
"""Seconds between the pictures that are compared here."""
MAX_GAP = 6.0
"""Seconds for which a picture that stays is compared with others: nothing here looks further back or ahead."""
LENGTHS = (4, 6, 9, 13, 18, 25)
"""How long a transition may take, in ticks."""
MIN_CHANGE = 10.0
"""Change (0–255) between the pictures on both sides."""
MIN_RATIO = 1.6
"""How many times the change within as long a stretch before and after."""
MAX_RESIDUAL = 0.2
"""Share of the change that a blend of both sides may leave unexplained."""
BACKTRACK = 0.08
MIN_SPREAD, MAX_LIKENESS = 0.4, 0.85
"""Share of the picture that changes, and the correlation of both sides above which they show one thing."""
_COARSE_LUMA = (ROWS // 3) * (COLUMNS // 3)
BLANK, BLANK_SHARE = 6.0, 0.25
"""Spread of brightness (0–255), and its share of the other side's, below which a side is blank: this is a fade."""

CELL_LEVELS, STILL_LEVELS = 20, 3
"""Steps of brightness by which a cell changes where something appears, and within which it counts as still."""
STILL_TICKS = 14
"""For how long a cell must have been still before and after a change in it."""
SHORTEST_STILL = 7
"""As far as there is time for that before and after a cut, but at least so long."""
MIN_CELLS = 0.004
"""Share of the picture that must change at once: some words, more than a pointer."""
MIN_STILL = 0.5
"""Share of the picture that is still meanwhile, as on slides and screens."""
CHANGE_TICKS = 5
"""How long such a change may take."""


def without_pauses(times: Times) -> Times:
    """The same times counted from the first, with every longer gap cut to ``MAX_GAP``."""
    gaps = np.minimum(np.diff(times), MAX_GAP)
    return np.concatenate((np.zeros(min(1, len(times))), np.cumsum(gaps)))


def tick_frames(times: Times) -> NDArray[np.intp]:
    """Indices of the frames that are on screen at each tick, pauses shortened."""
    steady = without_pauses(times)
    grid = np.arange(0.0, steady[-1] + TICK / 2, TICK)
    return np.maximum(0, np.searchsorted(steady, grid + 1e-3, side="right") - 1)


@dataclass(frozen=True, slots=True)
class Blend:
    """A gradual transition: its ticks from ``begin`` to ``end``; at ``middle`` both sides have equal parts."""

    begin: int
    end: int
    middle: int
    transition: Transition


def find_blends(pictures: Pictures, cuts: Sequence[int]) -> list[Blend]:
    """Find dissolves and fades among pictures one tick apart; ``cuts`` are ticks with a hard cut.

    A stretch is a blend where every picture in it is nearly a mixture of its first and last one,
    with ever more of the last, and where they differ far more than the shots around it move.
    """
    coarse = _coarse(pictures)
    blank = pictures[:, :LUMA].std(axis=1) < BLANK
    found: list[tuple[float, int, int, int]] = []
    for length in LENGTHS:
        if len(coarse) <= length:
            break
        change = np.abs(coarse[length:] - coarse[:-length]).mean(axis=1)
        for k in map(int, np.flatnonzero(change >= MIN_CHANGE)):
            # Beside a blank there may be the next fade, which is no motion within a shot.
            beside = [j for j, end in ((k - length, k), (k + length, k + length)) if not blank[end]]
            around = [change[j] for j in beside if 0 <= j < len(change)]
            if any(k < cut <= k + length for cut in cuts) or change[k] < MIN_RATIO * max(around, default=0.0):
                continue
            middle = _middle_of_blend(coarse[k : k + length + 1])
            if middle is not None and _is_elsewhere(coarse[k], coarse[k + length]):
                found.append((float(change[k]), k, k + length, k + middle))
    kept: list[tuple[int, int, int]] = []
    for _, begin, end, middle in sorted(found, reverse=True):
        if all(end <= b or e <= begin for b, e, _ in kept):
            kept.append((begin, end, middle))
    return [Blend(b, e, m, _kind(pictures[b], pictures[e])) for b, e, m in sorted(kept)]


def _coarse(pictures: Pictures) -> NDArray[np.float32]:
    """Blur pictures so that motion within a transition matters less: shape (n, 864)."""
    count = len(pictures)
    parts = [pictures[:, :LUMA].reshape(count, ROWS // 3, 3, COLUMNS // 3, 3).mean(axis=(2, 4), dtype=np.float32)]
    for plane in np.split(pictures[:, LUMA:], 2, axis=1):
        cells = plane.reshape(count, CHROMA_ROWS // 3, 3, CHROMA_COLUMNS // 3, 3)
        parts.append(2 * cells.mean(axis=(2, 4), dtype=np.float32))
    return np.concatenate([part.reshape(count, -1) for part in parts], axis=1)


def _middle_of_blend(stretch: NDArray[np.float32]) -> int | None:
    """Where both sides have equal parts, if a stretch is a blend of its ends; ``stretch`` is (n, cells)."""
    first, last = stretch[0], stretch[-1]
    change = last - first
    power = float((change**2).sum())
    shares = (stretch - first) @ change / power
    residuals = ((stretch - first - shares[:, None] * change) ** 2).sum(axis=1) / power
    if residuals.max() > MAX_RESIDUAL or any(b < a - BACKTRACK for a, b in pairwise(shares)):
        return None
    if np.max(np.diff(shares)) > 0.6:  # it jumps: a cut, or nothing
        return None
    return int(np.searchsorted(np.maximum.accumulate(shares), 0.5))


def _is_elsewhere(first: NDArray[np.float32], last: NDArray[np.float32]) -> bool:
    """Whether two pictures show different things, not one thing in another light or with a title over it."""
    one, two = first[:_COARSE_LUMA], last[:_COARSE_LUMA]
    if float(np.mean(np.abs(one - two) > CELL_LEVELS / 2)) < MIN_SPREAD:
        return False
    spread = float(one.std() * two.std())
    return spread < BLANK**2 or float(((one - one.mean()) * (two - two.mean())).mean()) < MAX_LIKENESS * spread


def _kind(first: NDArray[np.uint8], last: NDArray[np.uint8]) -> Transition:
    low, high = sorted((float(first[:LUMA].std()), float(last[:LUMA].std())))
    return "fade" if low < max(BLANK, BLANK_SHARE * high) else "dissolve"


def find_changes(pictures: Pictures, taken: Sequence[tuple[int, int]]) -> list[int]:
    """Find the ticks at which something new appears in a part of a still picture, and stays.

    Cells count that were still for a while, changed together, and are still again: a line of text
    that appears does so, somebody who moves, a camera in a corner or a pointer does not. ``taken``
    are stretches (first and last tick) that are explained already, by a cut or a blend.
    """
    luma = pictures[:, :LUMA]
    levels = np.maximum(luma[1:], luma[:-1]) - np.minimum(luma[1:], luma[:-1])
    moves = np.zeros((len(luma) + 1, LUMA), np.int16)
    np.cumsum(levels > STILL_LEVELS, axis=0, out=moves[2:])
    jumps = (levels > CELL_LEVELS).mean(axis=1)
    found: list[int] = []
    for k in map(int, np.flatnonzero(jumps >= MIN_CELLS / 4) + 1):
        end = min(k + CHANGE_TICKS, len(luma))
        if (found and k < found[-1] + CHANGE_TICKS) or any(k <= last and end > first for first, last in taken):
            continue
        low = max((last + 1 for _, last in taken if k - STILL_TICKS <= last < k), default=k - STILL_TICKS)
        high = min((first for first, _ in taken if end <= first < end + STILL_TICKS), default=end + STILL_TICKS)
        if k - low < SHORTEST_STILL or high - end < SHORTEST_STILL:
            continue  # too near a cut: nobody could tell that the picture was still
        still = _still(moves, low, k) & _still(moves, end, high)
        before, after = luma[k - 1].astype(np.float32), luma[end - 1].astype(np.float32)
        cells = still & (np.abs(after - before) > CELL_LEVELS)
        if cells.any() and _still(moves, k, k + 1)[cells].mean() > 0.5:
            continue  # it begins later
        if still.mean() >= MIN_STILL and cells.mean() >= MIN_CELLS and _change_together(luma[k - 1 : end, cells]):
            found.append(k)
    return found


def _still(moves: NDArray[np.int16], begin: int, end: int) -> NDArray[np.bool_]:
    """Which cells did not move in the steps to ticks [begin, end), as far as there are any."""
    last = len(moves) - 1
    still: NDArray[np.bool_] = moves[min(end, last)] == moves[min(max(begin, 0), last)]
    return still


def _change_together(stretch: NDArray[np.uint8]) -> bool:
    """Whether all cells go from their first to their last brightness at the same pace."""
    stretch = stretch.astype(np.float32)
    change = stretch[-1] - stretch[0]
    power = float((change**2).sum())
    shares = (stretch - stretch[0]) @ change / power
    residuals = ((stretch - stretch[0] - shares[:, None] * change) ** 2).sum(axis=1) / power
    return bool(residuals.max() <= MAX_RESIDUAL)
