"""Small copies of stored pictures."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from lifestream.adapters.media.container import MAX_PIXELS

QUALITY = 80


def thumbnail(data: bytes, width: int) -> bytes | None:
    """A JPEG of at most ``width`` pixels across, without any metadata; ``None`` where the picture cannot be read."""
    try:
        with Pillow.open(BytesIO(data), formats=("JPEG",)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return None
            picture.draft("RGB", (width, width))
            small = picture.convert("RGB")
            small.thumbnail((width, 4 * width))
            buffer = BytesIO()
            small.save(buffer, "JPEG", quality=QUALITY, optimize=True)
            return buffer.getvalue()
    except (UnidentifiedImageError, Pillow.DecompressionBombError, OSError):
        return None
