"""Sound on disk, of which only the part that is being heard takes memory."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.media import Sound
from lifestream.errors import InputError


class _PassingSamples(np.memmap):
    """A mapped file whose pages are let go as soon as a slice of them was copied."""

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        taken = np.array(super().__getitem__(key))
        mapped: mmap.mmap | None = getattr(self, "_mmap", None)
        if taken.size and mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
            first, end, _ = key.indices(len(self))
            begin = first * self.itemsize // mmap.PAGESIZE * mmap.PAGESIZE
            mapped.madvise(mmap.MADV_DONTNEED, begin, end * self.itemsize - begin)
        return taken


def open_samples(sound: Sound) -> NDArray[np.int16]:
    """Map a sound's samples into memory without reading them: int16, shape (samples,).

    A slice is a copy, and costs memory while it is held; an hour of sound that was heard slice by slice costs nothing.

    Raises:
        InputError: the file is missing, or shorter than the sound says.
    """
    if sound.samples == 0:
        return np.zeros(0, np.int16)
    try:
        return _PassingSamples(Path(sound.path), dtype="<i2", mode="r", shape=(sound.samples,))
    except (OSError, ValueError) as error:
        raise InputError(f"The sound at {sound.path} cannot be read: {error}.", remedy="Decode it again.") from error
