"""Passages in the library's database: their words in FTS5, their vectors beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lifestream import codec
from lifestream.adapters.local.database import Database
from lifestream.domain.passage import Passage, Scope
from lifestream.ports.index import Found, Index, IndexState, Term


class SqliteIndex(Index):
    """Finds words by FTS5's BM25 (porter stems), and near vectors by comparing with all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, recording: str, passages: Sequence[Passage], vectors: NDArray[np.float32] | None) -> None:
        rows = [
            (p.id, recording, p.modality, p.text, p.context, "\n".join(p.people), codec.dump(p).decode(), blob)
            for p, blob in zip(passages, _blobs(vectors, len(passages)), strict=True)
        ]
        with self._database.transaction():
            self.remove(recording)
            self._database.write_many(
                "INSERT INTO passages (id, recording, modality, text, context, people, passage, vector) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def remove(self, recording: str) -> None:
        self._database.write("DELETE FROM passages WHERE recording = ?", (recording,))

    def purge(self) -> None:
        self._database.write("INSERT INTO words (words) VALUES ('optimize')")
        self._database.compact()

    def passages(self, recording: str) -> tuple[Passage, ...]:
        rows = self._database.read("SELECT passage FROM passages WHERE recording = ? ORDER BY number", (recording,))
        return tuple(codec.load(Passage, row[0]) for row in rows)

    def vectors(self, recording: str) -> Mapping[str, NDArray[np.float32]]:
        rows = self._database.read(
            "SELECT id, vector FROM passages WHERE recording = ? AND vector IS NOT NULL", (recording,)
        )
        return {row["id"]: np.frombuffer(row["vector"], np.float32) for row in rows}

    def find_words(self, terms: Sequence[Term], limit: int, scope: Scope) -> tuple[Found, ...]:
        if not terms:
            return ()
        rows = self._database.read(
            "SELECT passage, -bm25(words) AS score FROM words JOIN passages ON number = words.rowid "
            "WHERE words MATCH ? ORDER BY score DESC, number",
            (" OR ".join(_quoted(term) for term in terms),),
        )
        return _first(rows, limit, scope)

    def find_near(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> tuple[Found, ...]:
        rows = self._database.read("SELECT passage, vector FROM passages WHERE vector IS NOT NULL ORDER BY number")
        scores = [float(np.frombuffer(row["vector"], np.float32) @ vector) for row in rows]
        ranked = sorted(zip(scores, rows, strict=True), key=lambda pair: -pair[0])
        return _first(({"passage": row["passage"], "score": score} for score, row in ranked), limit, scope)

    def size_bytes(self) -> int:
        return 0

    def state(self) -> IndexState:
        count, unembedded = self._database.read("SELECT count(*), count(*) - count(vector) FROM passages")[0]
        return IndexState(count, unembedded, None)


def _blobs(vectors: NDArray[np.float32] | None, count: int) -> list[bytes | None]:
    return [None] * count if vectors is None else [row.astype("<f4").tobytes() for row in vectors]


def _quoted(term: Term) -> str:
    """A term as a string of FTS5: whatever is in it, it is no operator."""
    return '"' + term.text.replace('"', '""') + '"' + ("*" if term.is_prefix else "")


def _first(rows: Iterable[sqlite3.Row | Mapping[str, object]], limit: int, scope: Scope) -> tuple[Found, ...]:
    """The first rows that are in scope."""
    found: list[Found] = []
    for row in rows:
        passage = codec.load(Passage, str(row["passage"]))
        if _is_inside(passage, scope):
            found.append(Found(passage, float(str(row["score"]))))
        if len(found) == limit:
            break
    return tuple(found)


def _is_inside(passage: Passage, scope: Scope) -> bool:
    wanted = {name.casefold() for name in scope.people}
    present = {name.casefold() for name in (*passage.people, *passage.speakers)}
    return (
        (scope.recordings is None or passage.recording in scope.recordings)
        and (not scope.modalities or passage.modality in scope.modalities)
        and (not wanted or bool(wanted & present))
    )
