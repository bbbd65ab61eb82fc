"""Keeps glibc from holding on to memory that was used for a moment.

Each thread that allocates gets an arena of its own, and what is freed in it stays with it. Decoders and models use
hundreds of megabytes in passing, from many threads, so that a recording of minutes kept half a gigabyte for nothing.
Other C libraries are left alone.
"""

from __future__ import annotations

import ctypes
import os

ARENAS = 2
"""Threads share these. One would do as well and be fought over."""

_M_ARENA_MAX = -8  # of <malloc.h>


def share_arenas() -> bool:
    """Let all threads that start from now on share few arenas; say whether that was possible.

    A number in the environment (``MALLOC_ARENA_MAX``) is left as it is.
    """
    if "MALLOC_ARENA_MAX" in os.environ:
        return False
    try:
        return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS))
    except (AttributeError, OSError, TypeError):
        return False


def give_back() -> bool:
    """Give memory that is free back to the system, in milliseconds; say whether there was any to give."""
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (AttributeError, OSError, TypeError):
        return False
