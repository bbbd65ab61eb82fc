"""The matrix of vectors, kept up with the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.vector_file import Head, Matrix, VectorFile

DEAD = 0.2
"""The share of rows without a passage from which the matrix is made anew."""
BATCH = 20_000
"""Vectors that are read from the database at once, 30 MB of them."""
PROBES = 16
"""Rows that are compared with the database before a file is believed."""
LARGE_SHARE = 8
"""From one row in so many on, multiplying all rows is faster than gathering those that are wanted."""


@dataclass(frozen=True, slots=True)
class _Truth:
    """How far the database is: its embedder, the last number it gave, and the last vector that went.

    ``dimensions`` is 0 where there is no vector.
    """

    embedder: str
    dimensions: int
    last: int
    gone: int


class SqliteVectors:
    """Finds the rows nearest to a vector, exactly: one product with all of them.

    The database is the truth. What was added has larger numbers than what was there, and what went is listed in the
    order in which it went; so the file follows by appending the one and blanking the other.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        """Use a database, and a folder for the matrix."""
        self._database = database
        self._file = VectorFile(folder)
        self._believed: str | None = None

    def nearest(
        self, vector: NDArray[np.float32], limit: int, inside: NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        """The numbers of passages and their cosines, best first; of those inside, where it is limited."""
        matrix = self.current()
        if matrix.head.dimensions != len(vector) or not matrix.head.count:
            return []
        places = None if inside is None else _places(matrix.numbers, inside)
        if places is None:
            scores = matrix.vectors @ vector
        elif len(places) * LARGE_SHARE > matrix.head.count:
            scores = (matrix.vectors @ vector)[places]
        else:
            scores = matrix.vectors[places] @ vector
        best = _largest(scores, limit)
        numbers = matrix.numbers[best if places is None else places[best]]
        return list(zip(numbers.tolist(), scores[best].tolist(), strict=True))

    def current(self) -> Matrix:
        """The matrix, brought up to date.

        Raises:
            UnavailableError: its folder cannot be written.
        """
        matrix, truth = self._file.read(), self._truth()
        if matrix is not None and _is_current(matrix.head, truth) and self._is_true(matrix):
            return matrix
        with self._file.writing():
            return self._caught_up()

    def size_bytes(self) -> int:
        """Bytes of the files."""
        return self._file.size_bytes()

    def _caught_up(self) -> Matrix:
        """Append what is new and blank what is gone; begin anew where that would be wrong, or leave many blanks."""
        matrix, truth = self._file.read(), self._truth()
        if matrix is None or not _is_of(matrix.head, truth) or not self._is_true(matrix):
            head = self._renew(truth)
        else:
            head = self._blank(matrix.head, truth)
            if head.dead > DEAD * head.count:
                head = self._renew(truth)
        self._extend(head, truth)
        fresh = self._file.read()
        assert fresh is not None, "what was just written, under the lock, is there"
        return fresh

    def _extend(self, head: Head, truth: _Truth) -> None:
        """Append the vectors of passages with higher numbers, some thousands at a time."""
        while head.last < truth.last:
            rows = self._database.read(
                "SELECT number, vector FROM vectors WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
                (head.last, truth.last, BATCH),
            )
            numbers = np.array([row["number"] for row in rows], np.int64)
            vectors = np.frombuffer(b"".join(row["vector"] for row in rows), "<f4")
            last = truth.last if len(rows) < BATCH else int(numbers[-1])
            head = self._file.append(head, numbers, vectors, last)

    def _blank(self, head: Head, truth: _Truth) -> Head:
        """Leave nothing of vectors that went."""
        if head.gone == truth.gone:
            return head
        rows = self._database.read(
            "SELECT number FROM gone WHERE position > ? AND position <= ? ORDER BY number", (head.gone, truth.gone)
        )
        return self._file.blank(head, np.array([row[0] for row in rows], np.int64), truth.gone)

    def _renew(self, truth: _Truth) -> Head:
        return self._file.renew(truth.embedder, truth.dimensions, truth.gone)

    def _truth(self) -> _Truth:
        (row,) = self._database.read(
            "SELECT (SELECT value FROM facts WHERE name = 'embedder') AS embedder, "
            "(SELECT length(vector) / 4 FROM vectors LIMIT 1) AS dimensions, "
            "(SELECT seq FROM sqlite_sequence WHERE name = 'passages') AS last, "
            "(SELECT seq FROM sqlite_sequence WHERE name = 'gone') AS gone"
        )
        return _Truth(row["embedder"] or "", row["dimensions"] or 0, row["last"] or 0, row["gone"] or 0)

    def _is_true(self, matrix: Matrix) -> bool:
        """Whether some rows are what the database has: an older copy of either may have been put back.

        Looked at once for each generation, for nobody does that under a process that works.
        """
        if self._believed == matrix.head.name or not matrix.head.count:
            return True
        places = np.unique(np.linspace(0, matrix.head.count - 1, PROBES).astype(int))
        rows = self._database.read(
            "SELECT number, vector FROM vectors WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(matrix.numbers[places].tolist()),),
        )
        known = {row["number"]: row["vector"] for row in rows}
        probes = ((known.get(int(matrix.numbers[place])), matrix.vectors[place].tobytes()) for place in places)
        if any(truth is not None and truth != row for truth, row in probes):
            return False
        self._believed = matrix.head.name
        return True


def _is_of(head: Head, truth: _Truth) -> bool:
    """Whether the file is an earlier state of the database, and of the same embedder."""
    is_alike = head.embedder == truth.embedder and truth.dimensions in (0, head.dimensions)
    return is_alike and head.last <= truth.last and head.gone <= truth.gone


def _is_current(head: Head, truth: _Truth) -> bool:
    return (head.embedder, head.last, head.gone) == (truth.embedder, truth.last, truth.gone)


def _places(numbers: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of those of the wanted numbers that are there; both rise."""
    if not len(numbers):
        return np.empty(0, np.int64)
    places: NDArray[np.int64] = np.searchsorted(numbers, wanted).clip(max=len(numbers) - 1)
    are_there: NDArray[np.bool_] = numbers[places] == wanted
    return np.asarray(places[are_there], np.int64)


def _largest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The places of the largest scores, largest first; blank rows have none."""
    fallen = -scores
    best = np.argpartition(fallen, count)[:count] if count < len(scores) else np.arange(len(scores))
    best = best[np.argsort(fallen[best], kind="stable")]
    return best[~np.isnan(scores[best])]
