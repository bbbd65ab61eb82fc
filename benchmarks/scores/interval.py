"""How sure a mean over a handful of items is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

DRAWS = 2_000
SEED = 20_261_124

T = TypeVar("T")


def bootstrap(values: Sequence[float], weights: Sequence[float] | None = None) -> tuple[float, float]:
    """A 95 % interval for the weighted mean over items, by drawing items with replacement (Efron, 1979).

    Args:
        values: one figure an item.
        weights: how much each counts, such as its words; all alike where not given.

    Returns:
        The 2.5th and 97.5th percentile of the means; twice the value itself where there is one item.
    """
    figures = np.asarray(values, np.float64)
    heavy = np.ones_like(figures) if weights is None else np.asarray(weights, np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(figures), (DRAWS, len(figures)))
    means = (figures[drawn] * heavy[drawn]).sum(axis=1) / heavy[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def resampled(groups: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """A 95 % interval for a figure that many items have together, such as an F1, by drawing items with replacement.

    Args:
        groups: what each item adds to the figure, at least one.
        figure: makes it of what several items add.
    """
    drawn = np.random.default_rng(SEED).integers(0, len(groups), (DRAWS, len(groups)))
    low, high = np.percentile([figure([groups[n] for n in row]) for row in drawn], [2.5, 97.5])
    return float(low), float(high)


def share_interval(hits: int, tries: int) -> tuple[float, float]:
    """A 95 % interval for a share of a small number, hits of tries (Wilson, 1927)."""
    if not tries:
        return 0.0, 1.0
    z, share = 1.96, hits / tries
    middle = (share + z * z / (2 * tries)) / (1 + z * z / tries)
    half = z / (1 + z * z / tries) * (share * (1 - share) / tries + z * z / (4 * tries * tries)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
