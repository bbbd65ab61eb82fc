"""How long a file should be, and what is said where it is not."""

from __future__ import annotations

import struct
from pathlib import Path

from lifestream.domain.segment import timecode

LOST_SECONDS = 1.0
"""What a file may lack at its end before a reader is told."""
_UNKNOWN = 0x7FFF_0000
"""Programs that write to a pipe cannot know the size: they write 0, or about as much as the field holds."""
_CHUNKS = 64
"""So many chunks of a header are read at most; files have a handful."""


def sound_ends(at: float, promised: float) -> str:
    """Say that a sound ends too soon, in seconds."""
    return f"The sound ends at {timecode(at)} of {timecode(promised)}: the file may be cut off."


def promised_seconds(path: Path) -> float | None:
    """How much sound the header of a WAV file promises; ``None`` where it does not know.

    FFmpeg goes by the size of the file, so that one that was cut off looks whole.
    """
    with path.open("rb") as file:
        kind = file.read(12)
        if (kind[:4], kind[8:]) != (b"RIFF", b"WAVE"):
            return None
        rate = 0
        for _ in range(_CHUNKS):
            head = file.read(8)
            if len(head) < 8:
                return None
            name, size = struct.unpack("<4sI", head)
            if name == b"data":
                return size / rate if rate and 0 < size < _UNKNOWN else None
            start = file.tell()
            if name == b"fmt ":
                rate = int.from_bytes(file.read(12)[8:], "little")
            file.seek(start + size + size % 2)
    return None
