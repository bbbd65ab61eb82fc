"""A frame as a small picture that can be compared in microseconds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import av
import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray

ROWS, COLUMNS = 54, 96
"""Cells of brightness: small enough to be cheap, large enough that a line of text fills several."""
CHROMA_ROWS, CHROMA_COLUMNS = 27, 48
LUMA = ROWS * COLUMNS
CHROMA = CHROMA_ROWS * CHROMA_COLUMNS
SIZE = LUMA + 2 * CHROMA

_SAMPLES = 2
"""Points sampled a cell and direction: reading every pixel would cost as much as decoding it."""
_PLANAR = frozenset({"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p"})

Signature = NDArray[np.uint8]
"""Shape (SIZE,): brightness (54 × 96), then two planes of colour difference (27 × 48 each)."""


def signature(frame: av.VideoFrame) -> Signature:
    """Shrink a decoded frame, whatever its size and pixel format."""
    if frame.format.name not in _PLANAR:
        width, height = _SAMPLES * COLUMNS, _SAMPLES * ROWS
        frame = frame.reformat(width=width, height=height, format="yuv444p", interpolation="POINT")
    planes = [_plane(plane) for plane in frame.planes[:3]]
    result = np.empty(SIZE, np.uint8)
    result[:LUMA] = _shrink(planes[0], ROWS, COLUMNS)
    result[LUMA : LUMA + CHROMA] = _shrink(planes[1], CHROMA_ROWS, CHROMA_COLUMNS)
    result[LUMA + CHROMA :] = _shrink(planes[2], CHROMA_ROWS, CHROMA_COLUMNS)
    return result


def _plane(plane: VideoPlane) -> NDArray[np.uint8]:
    buffer: Any = plane  # it offers its bytes without a copy, which its type does not say
    rows: NDArray[np.uint8] = np.frombuffer(buffer, np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]


def _shrink(plane: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.uint8]:
    down, across = _points(plane.shape[0], rows), _points(plane.shape[1], columns)
    points = plane.take(down, axis=0).take(across, axis=1).astype(np.uint16)
    pairs = points[0::2] + points[1::2]
    return ((pairs[:, 0::2] + pairs[:, 1::2]) >> 2).astype(np.uint8).reshape(-1)


@lru_cache(maxsize=64)
def _points(length: int, cells: int) -> NDArray[np.intp]:
    """Where to sample ``length`` pixels: the middles of ``cells`` × 2 equal parts."""
    count = cells * _SAMPLES
    return np.minimum(((np.arange(count) + 0.5) * length / count).astype(np.intp), length - 1)
