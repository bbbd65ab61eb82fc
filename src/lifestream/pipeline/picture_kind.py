"""What sort of picture a still is, as far as measuring it can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.scene import PictureKind, TextLine
from lifestream.pipeline.picture import shrink
from lifestream.ports.media_decoder import Image

Pixels = NDArray[np.int16]
_WIDTH, _HEIGHT = 320, 180
FLAT_LEVELS = 3
"""A neighbour that differs by no more (0–255) belongs to the same painted area."""
PALETTE = 8
SCREEN_LINES = 18
"""Slides hold few lines; windows, code and tables hold many."""
MIN_SCORE = 0.5
"""Below this it is not said what a picture is."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was measured on a picture, each 0–1: flat area, area in few colours, and how surely there is a sky."""

    flat: float
    palette: float
    sky: float

    @property
    def painted(self) -> float:
        """How surely the picture was drawn by a machine: flat areas in few colours."""
        return min(_ramp(self.flat, 0.5, 0.85), _ramp(self.palette, 0.35, 0.8))


def measure(image: Image) -> Look:
    """Measure a picture, shape (height, width, 3)."""
    pixels = shrink(image, _HEIGHT, _WIDTH).round().astype(np.int16)
    return Look(flat_share(pixels), palette_share(pixels), _sky(pixels))


def picture_kind(look: Look, lines: Sequence[TextLine]) -> tuple[PictureKind, float]:
    """Say what a picture is, with a score of 0.5–1; ``("unknown", 0.0)`` where it cannot be told.

    Slides and screens are painted: most of their area is flat, in a few colours, with text. A
    landscape has a smooth bright sky above and texture below, and no text. Nothing that can be
    measured without a model of faces says that people are in a picture, so that is never said.
    """
    if lines:
        written = _ramp(sum(len(line.text) for line in lines), 0, 30)
        score = round(look.painted * (0.6 + 0.4 * written), 3)
        kind: PictureKind = "screen" if len(lines) >= SCREEN_LINES else "slide"
    else:
        score, kind = round(min(look.sky, 1 - look.painted), 3), "landscape"
    return (kind, score) if score >= MIN_SCORE else ("unknown", 0.0)


def flat_share(pixels: Pixels) -> float:
    """Share (0–1) of an RGB picture that does not differ from its right and lower neighbour."""
    right = np.abs(np.diff(pixels, axis=1)).max(axis=2)[:-1]
    down = np.abs(np.diff(pixels, axis=0)).max(axis=2)[:, :-1]
    return float(np.mean(np.maximum(right, down) <= FLAT_LEVELS))


def palette_share(pixels: Pixels) -> float:
    """Share (0–1) of an RGB picture in its eight most frequent colours, of 4,096."""
    colours = (pixels >> 4) @ np.array([256, 16, 1], np.int16)
    counts = np.bincount(colours.reshape(-1), minlength=4_096)
    return float(np.sort(counts)[-PALETTE:].sum() / counts.sum())


def _sky(pixels: Pixels) -> float:
    """How surely there is a sky (0–1): smooth, bright, blue or white rows above, texture below."""
    top, bottom = pixels[: _HEIGHT // 4], pixels[_HEIGHT // 2 :]
    red, _, blue = (top[:, :, channel] for channel in range(3))
    heaven = (blue >= red - 4) & (top.max(axis=2) > 120)
    smooth = flat_share(top) - flat_share(bottom)
    brighter = float(top.mean() - bottom.mean())
    return min(_ramp(float(heaven.mean()), 0.6, 0.95), _ramp(smooth, 0.1, 0.5), _ramp(brighter, 5, 50))


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
