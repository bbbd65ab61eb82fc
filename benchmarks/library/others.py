"""What else could keep passages: LanceDB and sqlite-vec, as their first pages say they are used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.library.corpus import Corpus, vectors
from lifestream.domain.passage import Passage

BATCH = 100
"""Recordings that are handed over at once."""


@dataclass(frozen=True, slots=True)
class Lance:
    """A table of LanceDB; ``is_indexed`` tells it to look in its index of vectors, else it compares with all."""

    table: Any

    def words(self, query: str, limit: int) -> list[str]:
        """Ids of passages, by LanceDB's own BM25."""
        found = self.table.search(query, query_type="fts").select(["id", "_score"])
        return [row["id"] for row in found.limit(limit).to_list()]

    def near(self, vector: NDArray[np.float32], limit: int, *, is_indexed: bool) -> list[str]:
        """Ids of the passages nearest to a vector."""
        found = self.table.search(vector).distance_type("cosine").select(["id", "_distance"]).limit(limit)
        # Its guide's advice for an index that forgets digits: look at ten times as many, and compare these exactly.
        asked = found.refine_factor(10) if is_indexed else found.bypass_vector_index()
        return [row["id"] for row in asked.to_list()]


def fill_lance(folder: Path, corpus: Corpus, basis: NDArray[np.float32]) -> tuple[Lance, dict[str, float]]:
    """A LanceDB of these passages with both indexes, and passages a second without and with them."""
    import lancedb
    import pyarrow

    connection, table, seconds = lancedb.connect(folder), None, 0.0
    for passages, rows in batches(corpus, basis):
        begin = perf_counter()
        flat = pyarrow.array(rows.reshape(-1), pyarrow.float32())
        data = pyarrow.table(
            {
                "id": [p.id for p in passages],
                "text": [p.text for p in passages],
                "vector": pyarrow.FixedSizeListArray.from_arrays(flat, rows.shape[1]),
            }
        )
        if table is None:
            table = connection.create_table("passages", data)
        else:
            table.add(data)
        seconds += perf_counter() - begin
    assert table is not None
    added = corpus.count / seconds
    begin = perf_counter()
    table.create_fts_index("text")
    table.create_index(metric="cosine", vector_column_name="vector")
    seconds += perf_counter() - begin
    return Lance(table), {"LanceDB": added, "LanceDB, both indexes": corpus.count / seconds}


@dataclass(frozen=True, slots=True)
class Vec:
    """A table of sqlite-vec."""

    connection: Any

    def near(self, vector: NDArray[np.float32], limit: int) -> list[int]:
        """Places in the corpus of the passages nearest to a vector."""
        sql = "SELECT rowid FROM passages WHERE vector MATCH ? AND k = ? ORDER BY distance"
        return [row[0] for row in self.connection.execute(sql, (vector.tobytes(), limit))]


def fill_vec(path: Path, corpus: Corpus, basis: NDArray[np.float32]) -> tuple[Vec, float]:
    """A sqlite-vec of the same vectors, and passages a second."""
    import apsw
    import sqlite_vec

    path.parent.mkdir(parents=True, exist_ok=True)
    connection = apsw.Connection(str(path))
    connection.enable_load_extension(True)
    connection.load_extension(sqlite_vec.loadable_path())
    connection.execute("PRAGMA journal_mode = WAL")
    width = basis.shape[1]
    connection.execute(f"CREATE VIRTUAL TABLE passages USING vec0 (vector float[{width}] distance_metric=cosine)")
    place, seconds = 0, 0.0
    for _, rows in batches(corpus, basis):
        begin = perf_counter()
        with connection:
            numbered = ((place + number, row.tobytes()) for number, row in enumerate(rows))
            connection.executemany("INSERT INTO passages (rowid, vector) VALUES (?, ?)", numbered)
        seconds += perf_counter() - begin
        place += len(rows)
    return Vec(connection), corpus.count / seconds


def batches(corpus: Corpus, basis: NDArray[np.float32]) -> Iterator[tuple[list[Passage], NDArray[np.float32]]]:
    """Passages of many recordings, and the same vectors that LifeStream was given."""
    for first in range(0, corpus.recordings, BATCH):
        numbers = range(first, min(first + BATCH, corpus.recordings))
        made = [corpus.recording(number) for number in numbers]
        rows = [vectors(basis, len(part), number) for number, part in zip(numbers, made, strict=True)]
        yield [p for part in made for p in part], np.concatenate(rows)
