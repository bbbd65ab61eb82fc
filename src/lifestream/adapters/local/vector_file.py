"""All vectors of the library in one matrix that is mapped into memory: derived from the database, and disposable."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.errors import UnavailableError

HEAD, LOCK = "vectors.json", "vectors.lock"


@dataclass(frozen=True, slots=True)
class Head:
    """What the files hold: ``count`` rows of ``dimensions`` by one embedder, of passages up to ``last``.

    ``name`` is what the files of this generation are called. What lies behind ``count`` rows was being appended when
    a process died, and is written over.
    """

    name: str
    embedder: str
    dimensions: int
    count: int
    last: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Vectors in rows, float32, and the numbers of their passages, rising."""

    head: Head
    numbers: NDArray[np.int64]
    vectors: NDArray[np.float32]


class VectorFile:
    """Keeps the matrix in two files, of numbers and of vectors, and says in a third how much of them counts.

    Rows are appended and synced before the third file is replaced, at once; so that after a crash at any moment the
    head says what is whole. Whoever writes holds a lock; whoever reads needs none.
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

    def append(self, head: Head, numbers: Sequence[int], vectors: NDArray[np.float32], last: int) -> None:
        """Add rows to a generation; ``head`` is what the caller, who holds the lock, has read."""
        for suffix, rows, width in (
            ("numbers", np.asarray(numbers, "<i8"), 8),
            ("vectors", vectors.astype("<f4", copy=False), 4 * head.dimensions),
        ):
            with self._path(head.name, suffix).open("r+b") as file:
                file.truncate(head.count * width)
                file.seek(0, os.SEEK_END)
                file.write(rows.tobytes())
                file.flush()
                os.fsync(file.fileno())
        self._put(Head(head.name, head.embedder, head.dimensions, head.count + len(numbers), last))

    def renew(self, embedder: str, dimensions: int) -> Head:
        """Begin an empty generation, and forget the one before."""
        before = self._head()
        number = 1 + int(before.name) if before and before.name.isdigit() else 1
        head = Head(str(number), embedder, dimensions, 0, 0)
        self._folder.mkdir(parents=True, exist_ok=True)
        for suffix in ("numbers", "vectors"):
            self._path(head.name, suffix).write_bytes(b"")
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
            return Head(**json.loads((self._folder / HEAD).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def _put(self, head: Head) -> None:
        unfinished = self._folder / f".{HEAD}.unfinished"
        with unfinished.open("wb") as file:
            file.write(json.dumps(asdict(head)).encode())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / HEAD)

    def _map(self, head: Head) -> Matrix | None:
        shape = (head.count, head.dimensions)
        if not head.count:
            return Matrix(head, np.empty(0, np.int64), np.empty(shape, np.float32))
        try:
            numbers = np.fromfile(self._path(head.name, "numbers"), "<i8", head.count)
            vectors = np.memmap(self._path(head.name, "vectors"), "<f4", "r", shape=shape)
        except (OSError, ValueError):
            return None
        return Matrix(head, numbers, vectors) if len(numbers) == head.count else None

    def _path(self, name: str, suffix: str) -> Path:
        return self._folder / f"{name}.{suffix}"


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
