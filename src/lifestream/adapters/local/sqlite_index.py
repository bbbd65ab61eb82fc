"""Passages in the library's database: their words in FTS5, their vectors beside them and, derived, in one matrix."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream import codec
from lifestream.adapters.local.database import Database
from lifestream.adapters.local.vector_file import Matrix, VectorFile
from lifestream.domain.passage import Passage, Scope
from lifestream.ports.index import Embedded, Found, Index, IndexState, Term

FREQUENT = 0.1
"""The share of all passages from which a word is so frequent that it does not decide where rarer ones are asked for."""
MANY = 5_000
"""Passages below which every word is looked at: it costs nothing."""
SPARE = 2
"""How many times as many rows are taken as are wanted, since some may be of passages that are gone."""
DEAD = 0.2
"""The share of rows without a passage from which the matrix is made anew."""
BATCH = 20_000
"""Vectors that are read from the database at once."""
WEIGHTS = "1.0, 0.3, 0.5"
"""What a word counts in the text, in the heading and as the name of a speaker."""


class SqliteIndex(Index):
    """Finds words by FTS5's BM25 (porter stems), and near vectors by comparing with all in one product."""

    def __init__(self, database: Database, folder: Path) -> None:
        """Use a database, and a folder for what is derived from it."""
        self._database = database
        self._file = VectorFile(folder)

    def replace(self, recording: str, passages: Sequence[Passage], vectors: Embedded | None) -> None:
        blobs = [row.astype("<f4").tobytes() for row in vectors.rows] if vectors else [None] * len(passages)
        rows = [
            (p.id, recording, p.modality, p.text, p.context, "\n".join(p.people), _voices(p), codec.dump(p).decode(), b)
            for p, b in zip(passages, blobs, strict=True)
        ]
        with self._database.transaction():
            self.remove(recording)
            if vectors is not None:
                self._keep_to(vectors.embedder)
            self._database.write_many(
                "INSERT INTO passages (id, recording, modality, text, context, people, voices, passage, vector) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def remove(self, recording: str) -> None:
        self._database.write("DELETE FROM passages WHERE recording = ?", (recording,))

    def purge(self) -> None:
        # Deleting marks words as deleted; merging all of FTS5's segments leaves them out.
        self._database.write("INSERT INTO words (words) VALUES ('optimize')")
        self._database.compact()
        with self._file.writing():
            if self._file.read() is not None:
                self._fill()

    def passages(self, recording: str) -> tuple[Passage, ...]:
        rows = self._database.read("SELECT passage FROM passages WHERE recording = ? ORDER BY number", (recording,))
        return tuple(codec.load(Passage, row[0]) for row in rows)

    def vectors(self, recording: str) -> Mapping[str, NDArray[np.float32]]:
        rows = self._database.read(
            "SELECT id, vector FROM passages WHERE recording = ? AND vector IS NOT NULL", (recording,)
        )
        return {row["id"]: np.frombuffer(row["vector"], "<f4") for row in rows}

    def find_words(self, terms: Sequence[Term], limit: int, scope: Scope) -> tuple[Found, ...]:
        match = self._match(terms)
        if not match:
            return ()
        condition, values = _condition(scope)
        rows = self._database.read(
            f"SELECT passage, -bm25(words, {WEIGHTS}) AS score FROM words JOIN passages ON number = words.rowid "  # noqa: S608
            f"WHERE words MATCH ? AND {condition} ORDER BY score DESC, number LIMIT ?",
            (match, *values, limit),
        )
        return tuple(Found(codec.load(Passage, row["passage"]), row["score"]) for row in rows)

    def find_near(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> tuple[Found, ...]:
        matrix = self._matrix()
        if matrix is None or matrix.head.dimensions != len(vector):
            return ()
        places = self._places(matrix, scope)
        scores = (matrix.vectors if places is None else matrix.vectors[places]) @ vector
        wanted = SPARE * limit
        while True:
            best = _largest(scores, wanted)
            numbers = matrix.numbers[best if places is None else places[best]]
            found = self._read(numbers, scores[best])
            if len(found) >= limit or wanted >= len(scores):
                return found[:limit]
            wanted *= 4

    def state(self) -> IndexState:
        facts = {row["name"]: row["value"] for row in self._database.read("SELECT name, value FROM facts")}
        unembedded = self._database.read("SELECT count(*) FROM passages WHERE vector IS NULL")[0][0]
        return IndexState(int(facts["passages"]), unembedded, facts.get("embedder"))

    def size_bytes(self) -> int:
        return self._file.size_bytes()

    def _keep_to(self, embedder: str) -> None:
        """Forget the vectors of any other embedder."""
        if self.state().embedder != embedder:
            self._database.write("UPDATE passages SET vector = NULL WHERE vector IS NOT NULL")
            self._database.write("INSERT OR REPLACE INTO facts VALUES ('embedder', ?)", (embedder,))

    def _match(self, terms: Sequence[Term]) -> str:
        """The query for FTS5: any of the words, but of frequent ones only where no rarer one is asked for.

        BM25 looks at every passage that holds a word. One that a tenth of all hold tells little, and costs most.
        """
        texts = list(dict.fromkeys(_quoted(term) for term in terms if any(map(str.isalnum, term.text))))
        total = int(self._database.read("SELECT value FROM facts WHERE name = 'passages'")[0][0])
        if total < MANY or not texts:
            return " OR ".join(texts)
        counts = {text: self._count(text, int(FREQUENT * total) + 1) for text in texts}
        rare = [text for text in texts if counts[text] <= FREQUENT * total]
        # All of them are frequent: what holds all tells more than what holds any.
        return " OR ".join(rare) if any(counts[text] for text in rare) else " AND ".join(set(texts) - set(rare))

    def _count(self, text: str, limit: int) -> int:
        """How many passages hold a word, as far as it matters."""
        rows = self._database.read(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)", (text, limit)
        )
        return int(rows[0][0])

    def _places(self, matrix: Matrix, scope: Scope) -> NDArray[np.int64] | None:
        """The rows of the matrix that are in scope; ``None`` where all are."""
        condition, values = _condition(scope)
        if condition == "1":
            return None
        rows = self._database.read(f"SELECT number FROM passages WHERE {condition} ORDER BY number", values)  # noqa: S608
        numbers = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        return np.flatnonzero(np.isin(matrix.numbers, numbers, assume_unique=True))

    def _read(self, numbers: NDArray[np.int64], scores: NDArray[np.float32]) -> tuple[Found, ...]:
        """The passages of these numbers, in this order; those that are gone are left out."""
        rows = self._database.read(
            "SELECT number, passage FROM passages WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers.tolist()),),
        )
        known = {row["number"]: row["passage"] for row in rows}
        return tuple(
            Found(codec.load(Passage, known[number]), float(score))
            for number, score in zip(numbers.tolist(), scores, strict=True)
            if number in known
        )

    def _matrix(self) -> Matrix | None:
        """The matrix, brought up to date with the database."""
        matrix = self._file.read()
        if matrix is None or not self._is_current(matrix):
            with self._file.writing():
                matrix = self._file.read()
                if matrix is None or not self._is_current(matrix):
                    self._catch_up(matrix)
            matrix = self._file.read()
        return matrix

    def _is_current(self, matrix: Matrix) -> bool:
        return matrix.head.last >= self._last() and matrix.head.embedder == (self.state().embedder or "")

    def _last(self) -> int:
        """The highest number that a passage was ever given."""
        rows = self._database.read("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(rows[0][0]) if rows else 0

    def _catch_up(self, matrix: Matrix | None) -> None:
        """Append what is new, or make the matrix anew where too much of it is of passages that are gone."""
        state = self.state()
        alive = state.passages - state.unembedded
        is_same = matrix is not None and matrix.head.embedder == (state.embedder or "")
        if matrix is None or not is_same or matrix.head.count > (1 + DEAD) * alive:
            self._fill()
        else:
            self._extend()

    def _fill(self) -> None:
        embedder = self.state().embedder or ""
        first = self._database.read("SELECT vector FROM passages WHERE vector IS NOT NULL LIMIT 1")
        self._file.renew(embedder, len(first[0][0]) // 4 if first else 0)
        self._extend()

    def _extend(self) -> None:
        """Append the vectors of passages with higher numbers, some thousands at a time."""
        while True:
            matrix = self._file.read()
            last = self._last()  # before the rows: what is added meanwhile is left for the next time
            if matrix is None or matrix.head.last >= last:
                return
            rows = self._database.read(
                "SELECT number, vector FROM passages WHERE number > ? AND number <= ? AND vector IS NOT NULL "
                "ORDER BY number LIMIT ?",
                (matrix.head.last, last, BATCH),
            )
            vectors = np.frombuffer(b"".join(row["vector"] for row in rows), "<f4")
            numbers = [row["number"] for row in rows]
            done = last if len(rows) < BATCH else numbers[-1]
            self._file.append(matrix.head, numbers, vectors.reshape(len(rows), -1) if rows else vectors, done)


def _voices(passage: Passage) -> str:
    names = dict.fromkeys(name.casefold() for name in (*passage.people, *passage.speakers))
    return "".join(f"\n{name}\n" for name in names)


def _quoted(term: Term) -> str:
    """A term as a string of FTS5: whatever is in it, it is no operator."""
    plain = term.text.replace("\0", " ").replace('"', '""')
    return f'"{plain}"' + ("*" if term.is_prefix else "")


def _condition(scope: Scope) -> tuple[str, list[object]]:
    """A scope as SQL over ``passages``, and its values."""
    conditions, values = list[str](), list[object]()
    if scope.recordings is not None:
        conditions.append("recording IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(scope.recordings)))
    if scope.modalities:
        conditions.append("modality IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(scope.modalities))
    if scope.people:
        conditions.append("(" + " OR ".join(["instr(voices, ?)"] * len(scope.people)) + ")")
        values += [f"\n{name.casefold()}\n" for name in scope.people]
    return " AND ".join(conditions) or "1", values


def _largest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The places of the largest scores, largest first."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    best = np.argpartition(-scores, count)[:count]
    return best[np.argsort(-scores[best], kind="stable")]
