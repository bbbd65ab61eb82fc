"""Which pictures of a recording show the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from lifestream.pipeline.picture import CHANGED_LEVELS, Cells, changed_share, is_rewritten
from lifestream.ports.watch import Watch

SAME_SHARE = 0.004
"""Pictures in which no more of the area differs, and no letter does, are the same."""
ALIKE = 0.9
"""Pictures this alike in structure show one place."""
RECENT = 512
"""A picture is compared with so many groups, the latest ones, so that the work grows with the length only."""
TRIED = 8
"""How many of them it is compared with letter by letter: a clock in a corner makes a new one each minute."""
_BLOCK = 6


def group_same(thumbs: Sequence[Cells], print_of: Callable[[int], Cells], watch: Watch) -> list[list[int]]:
    """Put each picture with the latest group whose first member it equals, letter for letter; give their numbers.

    ``print_of`` makes the print of a picture, which is asked for only where thumbs are the same.
    """
    groups: list[list[int]] = []
    blocks = _Recent(_blocks(thumbs[0]).size if thumbs else 0)
    most = int(SAME_SHARE * thumbs[0].size) if thumbs else 0
    for n, thumb in enumerate(thumbs):
        watch.report(n / len(thumbs), "comparing pictures")
        row = _blocks(thumb)
        # A block that differs holds a cell that does: where there are too many of them, cells need not be counted.
        near = blocks.where((np.abs(blocks.rows - row) > CHANGED_LEVELS).sum(axis=1) <= most)
        alike = [g for g in near if changed_share(thumbs[groups[g][0]], thumb) <= SAME_SHARE]
        own = next((g for g in alike[:TRIED] if not is_rewritten(print_of(groups[g][0]), print_of(n))), None)
        if own is None:
            groups.append([n])
            blocks.add(row)
        else:
            groups[own].append(n)
    return groups


def group_places(thumbs: Sequence[Cells], watch: Watch) -> list[list[int]]:
    """Put each picture with the group whose first member is most like it in structure, if it is at least ``ALIKE``."""
    groups: list[list[int]] = []
    shapes = _Recent(thumbs[0].size if thumbs else 0)
    levels = _Recent(2)
    for n, thumb in enumerate(thumbs):
        watch.report(n / len(thumbs), "comparing pictures")
        shape = _shape(thumb)
        level = np.array([thumb.mean(), not shape.any()], np.float32)
        alike = shapes.rows @ shape
        # Nothing correlates with a blank picture: of two, only their brightness can tell.
        is_blank = (levels.rows[:, 1] + level[1]) > 0
        alike[is_blank] = np.abs(levels.rows[is_blank, 0] - level[0]) <= CHANGED_LEVELS
        if len(alike) and alike.max() >= ALIKE:
            groups[shapes.number(int(alike.argmax()))].append(n)
        else:
            groups.append([n])
            shapes.add(shape)
            levels.add(level)
    return groups


class _Recent:
    """What was measured on the first member of each group, as rows of one array, for the latest groups."""

    def __init__(self, size: int) -> None:
        self._rows = np.zeros((RECENT, size), np.float32)
        self._count = 0

    @property
    def rows(self) -> NDArray[np.float32]:
        return self._rows[: min(self._count, RECENT)]

    def add(self, row: NDArray[np.float32]) -> None:
        self._rows[self._count % RECENT] = row
        self._count += 1

    def number(self, row: int) -> int:
        """The group that a row stands for."""
        return row + (self._count - 1 - row) // RECENT * RECENT

    def where(self, holds: NDArray[np.bool_]) -> list[int]:
        """The groups whose rows a condition holds for, latest first."""
        return sorted((self.number(int(row)) for row in np.flatnonzero(holds)), reverse=True)


def _blocks(thumb: Cells) -> NDArray[np.float32]:
    rows, columns = thumb.shape
    parts = thumb.reshape(rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK)
    means: NDArray[np.float32] = parts.mean(axis=(1, 3), dtype=np.float32)
    return means.reshape(-1)


def _shape(thumb: Cells) -> NDArray[np.float32]:
    """A thumb of which only the structure is left: the product of two is their correlation; 0 where it is blank."""
    values = thumb.reshape(-1).astype(np.float32)
    values -= values.mean()
    length = float(np.sqrt(values @ values))
    return values / length if length > 1e-3 else np.zeros_like(values)
