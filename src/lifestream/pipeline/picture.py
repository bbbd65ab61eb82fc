"""Pictures as JPEG, and what can be measured on one."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from lifestream.errors import ModelError
from lifestream.ports.media_decoder import Image

QUALITY = 88
"""JPEG quality: fine enough for small text, some 100 kB for a 720p slide."""
THUMB_ROWS, THUMB_COLUMNS = 54, 96
CHANGED_LEVELS = 12
"""Steps of brightness (0–255) by which a cell differs where something else is shown, not only noise."""


def encode(image: Image) -> bytes:
    """Write a picture as JPEG."""
    buffer = BytesIO()
    Pillow.fromarray(image).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def decode(data: bytes) -> Image:
    """Read a JPEG as RGB.

    Raises:
        ModelError: it is not a picture.
    """
    try:
        with Pillow.open(BytesIO(data)) as picture:
            return np.asarray(picture.convert("RGB"), np.uint8)
    except (UnidentifiedImageError, OSError) as error:
        raise ModelError("a stored picture cannot be read") from error


def thumb(image: Image) -> NDArray[np.uint8]:
    """Brightness in cells, shape (54, 96): enough to tell pictures apart."""
    small = Pillow.fromarray(image).convert("L").resize((THUMB_COLUMNS, THUMB_ROWS), Pillow.Resampling.BOX)
    return np.asarray(small, np.uint8)


def changed_share(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """Share (0–1) of the cells of two thumbs that show something else."""
    return float(np.mean(np.abs(first.astype(np.int16) - second) > CHANGED_LEVELS))


def likeness(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """How alike two thumbs are in structure, whatever their brightness: correlation, −1 to 1; 1 for two blank ones."""
    one, two = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((one**2).sum() * (two**2).sum()))
    if scale < 1e-6:
        return 1.0 if abs(float(first.mean()) - float(second.mean())) <= CHANGED_LEVELS else 0.0
    return float((one * two).sum()) / scale


def sharpness(image: Image) -> float:
    """The variance of the Laplacian of brightness: low where a picture is blurred (Pech-Pacheco et al. 2000)."""
    grey = image.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    laplacian = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(laplacian.var()) if laplacian.size else 0.0
