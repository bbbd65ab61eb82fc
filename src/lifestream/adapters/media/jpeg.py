"""Pictures as JPEG."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from lifestream.adapters.media.container import MAX_PIXELS
from lifestream.errors import ModelError
from lifestream.ports.media_decoder import Image

QUALITY = 88
"""Fine enough for small text, some 100 kB for a 720p slide."""


def encode(image: Image) -> bytes:
    """Write a picture; see ``MediaDecoder.write_picture``."""
    buffer = BytesIO()
    Pillow.fromarray(image).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def decode(data: bytes) -> Image:
    """Read a picture; see ``MediaDecoder.read_picture``."""
    try:
        with Pillow.open(BytesIO(data), formats=("JPEG",)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ModelError(f"a stored picture claims {picture.width} × {picture.height} pixels")
            return np.asarray(picture.convert("RGB"), np.uint8)
    except (UnidentifiedImageError, Pillow.DecompressionBombError, OSError) as error:
        raise ModelError("a stored picture cannot be read") from error
