"""Where scenes change: found and true cuts matched one to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.items import Cut

FRAMES = 2
"""Frames that a hard cut may be off in the strict score."""


@dataclass(frozen=True, slots=True)
class Matches:
    """How many true things there are, how many were found, and how many of these are right."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true that was found; 1 where there was nothing to find."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1 where there was nothing to find and nothing was found."""
        return 2 * self.right / (self.true + self.found) if self.true + self.found else 1.0

    def __add__(self, other: Matches) -> Matches:
        return Matches(self.true + other.true, self.found + other.found, self.right + other.right)


@dataclass(frozen=True, slots=True)
class CutScore:
    """All changes at the item's own tolerance, hard cuts alone to ``FRAMES`` frames, fades and dissolves alone."""

    all: Matches
    strict: Matches
    gradual: Matches


def score_cuts(true: Sequence[Cut], found: Sequence[float], fps: float) -> CutScore:
    """Compare the times at which scenes begin (seconds) with the truth.

    An optional cut counts neither way. In the strict score, what was found near a gradual change counts
    neither way either, and the other way round.
    """
    hard = [cut for cut in true if cut.is_hard]
    soft = [cut for cut in true if not cut.is_hard]
    frames = FRAMES / fps if fps else 0.0
    return CutScore(
        all=_match(true, found, [cut.tolerance for cut in true]),
        strict=_match(hard, _without(soft, hard, found), [frames] * len(hard)),
        gradual=_match(soft, _without(hard, soft, found), [cut.tolerance for cut in soft], only_near=True),
    )


def _without(others: Sequence[Cut], own: Sequence[Cut], found: Sequence[float]) -> list[float]:
    """What was found, but for what belongs to other changes and is not near one of the own."""

    def near(time: float, cuts: Sequence[Cut]) -> bool:
        return any(abs(time - cut.time) <= cut.tolerance + 1e-6 for cut in cuts)

    return [time for time in found if near(time, own) or not near(time, others)]


def _match(
    true: Sequence[Cut], found: Sequence[float], tolerances: Sequence[float], *, only_near: bool = False
) -> Matches:
    times = np.array(found, np.float64)
    off = np.abs(times[None, :] - np.array([cut.time for cut in true], np.float64).reshape(-1, 1))
    fits = off <= np.array(tolerances, np.float64).reshape(-1, 1) + 1e-6
    optional = np.array([cut.is_optional for cut in true], bool)
    # A find that fits two cuts goes to the one that must be found.
    reward = np.where(optional, 1e3, 1e6).reshape(-1, 1)
    rows, columns = linear_sum_assignment(np.where(fits, off - reward, 0.0))
    matched = zip(rows.tolist(), columns.tolist(), strict=True)
    pairs: dict[int, int] = {column: row for row, column in matched if fits[row, column]}
    # A second find near an optional cut is excused too: nobody said that there is nothing.
    near = off <= np.array([cut.tolerance for cut in true], np.float64).reshape(-1, 1) + 1e-6
    excused = {c for c in np.flatnonzero(near[optional].any(axis=0)).tolist() if c not in pairs or optional[pairs[c]]}
    counted = set(np.flatnonzero(fits.any(axis=0)).tolist()) if only_near else set(range(len(found)))
    return Matches(
        true=len(true) - int(optional.sum()),
        found=len(counted - excused),
        right=sum(not optional[row] for row in pairs.values()),
    )
