"""What an interrupted run has measured already is not measured again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lifestream import codec

T = TypeVar("T")


def kept(path: Path, kind: type[T], make: Callable[[], T]) -> T:
    """Read a figure that was stored, else measure it and store it at once.

    Args:
        path: where it is stored, in a folder that belongs to one version of the code and its settings.
        kind: its type.
        make: measures it.
    """
    if path.exists():
        return codec.load(kind, path.read_bytes())
    value = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(codec.dump(value))
    unfinished.replace(path)
    return value
