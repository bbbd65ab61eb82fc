"""All vectors of the library in one matrix that is mapped into memory: derived from the database, and disposable."""

from __future__ import annotations

import os
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from lifestream import codec
from lifestream.errors import ModelError, UnavailableError

HEAD, LOCK = "vectors.json", "vectors.lock"


@dataclass(frozen=True, slots=True)
class Head:
    """What the files hold: ``count`` rows of ``dimensions`` by one embedder, ``dead`` of them blank.

    ``last`` is the highest number of a passage, and ``gone`` the highest position among those that went, that were
    looked at. ``name`` is what the files of this generation are called. What lies behind ``count`` rows was being
    appended when a process died, and is written over.
    """

    name: str
    embedder: str
    dimensions: int
    count: int
    dead: int
    last: int
    gone: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Vectors in rows, float32, and the numbers of their passages, rising. Blank rows are not a number throughout."""

    head: Head
    numbers: NDArray[np.int64]
    vectors: NDArray[np.float32]


class VectorFile:
    """Keeps the matrix in two files, of numbers and of vectors, and says in a third how much of them counts.

    Rows are appended and synced before the third file is replaced, at once; so that after a crash at any moment the
    head says what is whole. Whoever writes holds a lock; whoever reads needs none, for rows that count never move,
    and a file is never shortened to fewer than count.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._matrix: Matrix | None = None
        self._guard = threading.Lock()

    def read(self) -> Matrix | None:
        """The matrix as it was last written; ``None`` where there is none, or its files are not what they should be."""
        head = self._head()
        if head is None:
            return None
        with self._guard:
            if self._matrix is None or self._matrix.head != head:
                self._matrix = self._map(head)
            return self._matrix

    def append(self, head: Head, numbers: NDArray[np.int64], vectors: NDArray[np.float32], last: int) -> Head:
        """Add rows to a generation; ``head`` is what the caller, who holds the lock, has read."""
        for suffix, rows, width in (
            ("numbers", numbers.astype("<i8", copy=False), 8),
            ("vectors", vectors.astype("<f4", copy=False), 4 * head.dimensions),
        ):
            with self._path(head.name, suffix).open("r+b") as file:
                file.truncate(head.count * width)
                file.seek(0, os.SEEK_END)
                file.write(rows.tobytes())
                _sync(file)
        return self._put(replace(head, count=head.count + len(numbers), last=last))

    def blank(self, head: Head, numbers: NDArray[np.int64], gone: int) -> Head:
        """Write over the rows of these passages, in place: nothing of them can be read any more."""
        known = np.fromfile(self._path(head.name, "numbers"), "<i8", head.count)
        places = np.flatnonzero(np.isin(known, numbers))
        nothing = np.full(head.dimensions, np.nan, "<f4").tobytes()
        with self._path(head.name, "vectors").open("r+b") as file:
            for place in places.tolist():
                file.seek(place * len(nothing))
                file.write(nothing)
            _sync(file)
        return self._put(replace(head, dead=head.dead + len(places), gone=gone))

    def renew(self, embedder: str, dimensions: int, gone: int = 0) -> Head:
        """Begin an empty generation, and forget the one before."""
        # A name that never was: another process may have mapped files of any other, even where the head is lost.
        head = Head(secrets.token_hex(8), embedder, dimensions, 0, 0, 0, gone)
        self._folder.mkdir(parents=True, exist_ok=True)
        for suffix in ("numbers", "vectors"):
            self._path(head.name, suffix).touch()
        self._put(head)
        for path in self._folder.glob("*.*"):
            # Windows does not delete what another process has mapped: the next generation tries again.
            if path.suffix in {".numbers", ".vectors"} and path.stem != head.name:
                with suppress(OSError):
                    path.unlink()
        return head

    def size_bytes(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path in self._folder.iterdir()) if self._folder.is_dir() else 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock among processes; another one waits here."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = (self._folder / LOCK).open("a+b")
        except OSError as error:
            raise _unavailable(self._folder, error) from error
        with lock:
            _lock(lock.fileno())
            try:
                yield
            except OSError as error:
                raise _unavailable(self._folder, error) from error
            finally:
                _unlock(lock.fileno())

    def _head(self) -> Head | None:
        try:
            return codec.load(Head, (self._folder / HEAD).read_bytes())
        except (OSError, ModelError):
            return None

    def _put(self, head: Head) -> Head:
        unfinished = self._folder / f".{HEAD}.unfinished"
        with unfinished.open("wb") as file:
            file.write(codec.dump(head))
            _sync(file)
        unfinished.replace(self._folder / HEAD)
        return head

    def _map(self, head: Head) -> Matrix | None:
        shape = (head.count, head.dimensions)
        if not head.count:
            return Matrix(head, np.empty(0, np.int64), np.empty(shape, np.float32))
        try:
            numbers = np.fromfile(self._path(head.name, "numbers"), "<i8", head.count)
            vectors = np.memmap(self._path(head.name, "vectors"), "<f4", "r", shape=shape)
        except (OSError, ValueError, OverflowError):  # too short, or a size that cannot be
            return None
        return Matrix(head, numbers, vectors) if len(numbers) == head.count else None

    def _path(self, name: str, suffix: str) -> Path:
        return self._folder / f"{name}.{suffix}"


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _unavailable(folder: Path, error: OSError) -> UnavailableError:
    return UnavailableError(
        f"The index in {folder} cannot be written: {error.strerror or error}.",
        remedy="Free space or fix its permissions; it is made anew from the library.",
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
