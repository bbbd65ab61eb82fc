"""Passages in the library's database: their words in FTS5, their vectors beside them and, derived, in one matrix."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from sqlite3 import Row

import numpy as np
from numpy.typing import NDArray

from lifestream import codec
from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_scope import limits_of, marks_of
from lifestream.adapters.local.sqlite_vectors import SqliteVectors
from lifestream.adapters.local.sqlite_words import find_words
from lifestream.domain.passage import Passage, Scope
from lifestream.ports.index import Embedded, Found, Index, IndexState, Term

_COLUMNS = "number, text, context, people, passage"


class SqliteIndex(Index):
    """Finds words by FTS5's BM25 (porter stems), and near vectors by comparing with all in one product."""

    def __init__(self, database: Database, folder: Path) -> None:
        """Use a database, and a folder for what is derived from it."""
        self._database = database
        self._vectors = SqliteVectors(database, folder)

    def replace(self, recording: str, passages: Sequence[Passage], vectors: Embedded | None) -> None:
        with self._database.transaction():
            self.remove(recording)
            if vectors is not None:
                self._keep_to(vectors.embedder)
            self._database.write_many(
                "INSERT INTO passages (id, recording, text, context, people, marks, passage) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [_row(recording, passage) for passage in passages],
            )
            if vectors is not None:
                self._database.write_many(
                    "INSERT INTO vectors SELECT number, ? FROM passages WHERE id = ?",
                    [
                        (vector.astype("<f4").tobytes(), passage.id)
                        for passage, vector in zip(passages, vectors.rows, strict=True)
                    ],
                )

    def remove(self, recording: str) -> None:
        self._database.write("DELETE FROM passages WHERE recording = ?", (recording,))

    def purge(self) -> None:
        # Deleting marks words as deleted; merging all of FTS5's segments leaves them out.
        self._database.write("INSERT INTO words (words) VALUES ('optimize')")
        self._database.compact()
        self._vectors.current()

    def passages(self, recording: str) -> tuple[Passage, ...]:
        rows = self._database.read(
            f"SELECT {_COLUMNS} FROM passages WHERE recording = ? ORDER BY number",  # noqa: S608
            (recording,),
        )
        return tuple(map(_passage, rows))

    def vectors(self, recording: str) -> Mapping[str, NDArray[np.float32]]:
        rows = self._database.read(
            "SELECT id, vector FROM passages JOIN vectors USING (number) WHERE recording = ?", (recording,)
        )
        return {row["id"]: np.frombuffer(row["vector"], "<f4") for row in rows}

    def find_words(self, terms: Sequence[Term], limit: int, scope: Scope) -> tuple[Found, ...]:
        return self._found(find_words(self._database, terms, limit, limits_of(scope)))

    def find_near(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> tuple[Found, ...]:
        inside = limits_of(scope).numbers(self._database)
        return self._found(self._vectors.nearest(vector, limit, inside))

    def state(self) -> IndexState:
        facts = {row["name"]: row["value"] for row in self._database.read("SELECT name, value FROM facts")}
        passages = int(facts["passages"])
        return IndexState(passages, passages - int(facts["vectors"]), facts.get("embedder"))

    def size_bytes(self) -> int:
        return self._vectors.size_bytes()

    def _keep_to(self, embedder: str) -> None:
        """Forget the vectors of any other embedder."""
        if self.state().embedder != embedder:
            self._database.write("DELETE FROM vectors")
            self._database.write("INSERT OR REPLACE INTO facts VALUES ('embedder', ?)", (embedder,))

    def _found(self, scores: Sequence[tuple[int, float]]) -> tuple[Found, ...]:
        """The passages of these numbers, in this order; one that went meanwhile is left out."""
        rows = self._database.read(
            f"SELECT {_COLUMNS} FROM passages WHERE number IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps([number for number, _ in scores]),),
        )
        known = {row["number"]: row for row in rows}
        return tuple(Found(_passage(known[number]), score) for number, score in scores if number in known)


def _row(recording: str, passage: Passage) -> tuple[str, ...]:
    """A passage as it is kept: its text once, in columns that FTS5 reads, and the rest as JSON."""
    rest = codec.dump(replace(passage, text="", context="", people=())).decode()
    people = json.dumps(passage.people, ensure_ascii=False)
    return passage.id, recording, passage.text, passage.context, people, marks_of(passage), rest


def _passage(row: Row) -> Passage:
    rest = codec.load(Passage, row["passage"])
    return replace(rest, text=row["text"], context=row["context"], people=tuple(json.loads(row["people"])))
