"""What can be measured on a picture, and how two of them differ."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from lifestream.ports.media_decoder import Image

THUMB_ROWS, THUMB_COLUMNS = 54, 96
PRINT_ROWS, PRINT_COLUMNS = 270, 480
"""Cells in which a stroke of a small letter still darkens one by a fifth."""
CHANGED_LEVELS = 12
"""Steps of brightness (0–255) by which a cell differs where something else is shown, not only noise."""
REWRITTEN_SHARE, REWRITTEN_LEVELS = 0.09, 8.0
"""By how much 3 × 3 cells of a print differ on average where another letter is written.

It is a share of the contrast around them, and at least so many steps. Another digit makes 0.13 of the contrast
where digits are 20 pixels high in a picture of 720, and more where they are larger; compression makes 0.06 of the
contrast of strong letters, and 6 steps beside faint ones.
"""
CONTRAST_CELLS = 11
"""Cells to each side of a square in which the contrast around a cell is found: a letter and its paper."""
_GREY = np.array([0.299, 0.587, 0.114], np.float32)

Cells = NDArray[np.uint8]
"""Brightness (0–255) in cells, shape (rows, columns)."""


def shrink(image: Image, rows: int, columns: int) -> NDArray[np.float32]:
    """Mean colour in cells, shape (rows, columns, 3); a picture with fewer pixels repeats some."""
    height, width = image.shape[:2]
    down, across = _edges(height, rows), _edges(width, columns)
    strips = np.stack([image[a : max(b, a + 1)].sum(axis=0, dtype=np.uint32) for a, b in pairwise(down)])
    sums = np.add.reduceat(strips, across[:-1], axis=1)
    counts = np.maximum(1, np.diff(down))[:, None] * np.maximum(1, np.diff(across))
    cells: NDArray[np.float32] = (sums / counts[..., None]).astype(np.float32)
    return cells


def _edges(length: int, cells: int) -> NDArray[np.intp]:
    return np.arange(cells + 1) * length // cells


def thumb(image: Image) -> Cells:
    """Brightness in 54 × 96 cells: enough to tell scenes apart."""
    return (shrink(image, THUMB_ROWS, THUMB_COLUMNS) @ _GREY).round().astype(np.uint8)


def fine_print(image: Image) -> Cells:
    """Brightness in 270 × 480 cells: enough to tell one digit from another."""
    return (shrink(image, PRINT_ROWS, PRINT_COLUMNS) @ _GREY).round().astype(np.uint8)


def changed_share(first: Cells, second: Cells) -> float:
    """Share (0–1) of the cells of two thumbs that show something else."""
    return float(np.mean(np.abs(first.astype(np.int16) - second) > CHANGED_LEVELS))


def is_rewritten(first: Cells, second: Cells) -> bool:
    """Whether two prints differ somewhere by as much as a letter: a local measure, whatever the rest does."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    change = (high - low).astype(np.float32)
    for axis in (0, 1):
        change = sliding_window_view(change, 3, axis).mean(axis=-1)
    if change.max() <= REWRITTEN_LEVELS:
        return False
    reach = CONTRAST_CELLS // 2 - 1  # the mean of 3 × 3 cells has one cell less at each edge
    for axis in (0, 1):
        low = sliding_window_view(np.pad(low, _beside(reach, axis), "edge"), CONTRAST_CELLS, axis).min(axis=-1)
        high = sliding_window_view(np.pad(high, _beside(reach, axis), "edge"), CONTRAST_CELLS, axis).max(axis=-1)
    return bool((change > np.maximum(REWRITTEN_LEVELS, REWRITTEN_SHARE * (high - low))).any())


def _beside(reach: int, axis: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return ((reach, reach), (0, 0)) if axis == 0 else ((0, 0), (reach, reach))


def likeness(first: Cells, second: Cells) -> float:
    """How alike two thumbs are in structure, whatever their brightness: correlation, −1 to 1; 1 for two blank ones."""
    one, two = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((one**2).sum() * (two**2).sum()))
    if scale < 1e-6:
        return 1.0 if abs(float(first.mean()) - float(second.mean())) <= CHANGED_LEVELS else 0.0
    return float((one * two).sum()) / scale


def sharpness(image: Image) -> float:
    """The variance of the Laplacian of brightness: low where a picture is blurred (Pech-Pacheco et al. 2000)."""
    grey = image.astype(np.float32) @ _GREY
    laplacian = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(laplacian.var()) if laplacian.size else 0.0
