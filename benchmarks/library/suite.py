"""Search, indexing, size and start of a large library, beside what else could keep it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.library import figures as f
from benchmarks.library.corpus import PASSAGES_EACH, Corpus, vectors
from benchmarks.library.others import fill_lance, fill_vec
from benchmarks.library.ours import cold_start, embed_some, fill, open_at
from benchmarks.library.race import Ask, race
from lifestream.adapters.local.database import Database
from lifestream.domain.passage import Scope
from lifestream.domain.search import Query
from lifestream.library.library import Library
from lifestream.ports.index import Term
from lifestream.search.retrieve import CANDIDATES, retrieve
from lifestream.search.terms import terms_of

SIZES = (100_000, 1_000_000)
"""Passages: of a thousand hours of recordings, and of ten thousand."""
MOST_BESIDE = 200_000
"""Passages up to which others are measured, too: LanceDB's index of a million vectors alone takes minutes to build."""
QUERIES = 150


def measure_library(folder: Path, passages: int, show: Callable[[str], None]) -> f.LibraryFigures:
    """Fill libraries of so many passages in a folder, measure them, and remove them."""
    corpus, home = Corpus(passages), folder / "home"
    shutil.rmtree(folder, ignore_errors=True)
    show("embedding")
    library = open_at(home)
    basis, embedding = embed_some(library, corpus)
    show("LifeStream")
    rates = {"LifeStream, with embedding": embedding, "LifeStream, without": fill(library, corpus, basis)}
    contest = _Contest(library, home, corpus, basis)
    words, near = contest.words(), contest.near()
    sizes = {"LanceDB": folder / "lance", "sqlite-vec, vectors alone": folder / "vec"}
    if passages <= MOST_BESIDE:
        show("others")
        lance, others = fill_lance(folder / "lance", corpus, basis)
        vec, rate = fill_vec(folder / "vec" / "passages.db", corpus, basis)
        rates |= others | {"sqlite-vec": rate}
        words |= {f.LANCE: lambda n: lance.words(contest.words_of(n), CANDIDATES)}
        near |= {
            f.SQLITE_VEC: lambda n: [_id(place) for place in vec.near(contest.vectors[n], CANDIDATES)],
            f.LANCE: lambda n: lance.near(contest.vectors[n], CANDIDATES, is_indexed=False),
            f.LANCE_INDEXED: lambda n: lance.near(contest.vectors[n], CANDIDATES, is_indexed=True),
        }
    show("searching")
    answers = race("words", words, QUERIES, words[f.PLAIN]) + race("vectors", near, QUERIES, near[f.OURS])
    for way, ask in contest.others().items():
        answers += race(way, {f.OURS: ask}, QUERIES)
    starts = cold_start(home, corpus.queries(QUERIES))
    sizes = {"LifeStream": home, "LifeStream, of which the matrix": home / "index", **sizes}
    taken = {name: _bytes(path) for name, path in sizes.items() if path.exists()}
    shutil.rmtree(folder)
    return f.LibraryFigures(passages, tuple(map(_comparable, answers)), rates, taken, starts)


def _comparable(answered: f.Answered) -> f.Answered:
    """LanceDB scores words by other statistics: what it finds by them is not wrong where it differs."""
    return replace(answered, recall=None) if (answered.way, answered.contestant) == ("words", f.LANCE) else answered


class _Contest:
    """The same queries for everybody, and LifeStream's ways of answering them."""

    def __init__(self, library: Library, home: Path, corpus: Corpus, basis: NDArray[np.float32]) -> None:
        self.vectors = vectors(basis, QUERIES, corpus.recordings)
        self._library = library
        self._database = Database(home / "library.db")
        self._corpus = corpus
        self._queries = corpus.queries(QUERIES)
        self._terms = [terms_of(query) for query in self._queries]

    def words_of(self, number: int) -> str:
        """The words of a query that are looked for."""
        return " ".join(term.text for term in self._terms[number])

    def words(self) -> dict[str, Ask]:
        """By words alone, and what FTS5 finds when it scores every passage that holds any word."""
        return {f.OURS: self._own_words, f.PLAIN: self._plain}

    def near(self) -> dict[str, Ask]:
        """By vectors alone."""
        return {f.OURS: self._own_near}

    def others(self) -> dict[str, Ask]:
        """A search as a whole, from the query's words to merged hits; and both ways in one recording among all."""
        scopes = [Scope(frozenset({f"rec_{n % self._corpus.recordings:06}"})) for n in range(QUERIES)]
        index, sources = self._library.index, self._library.sources()
        return {
            "whole search": lambda n: retrieve(Query(self._queries[n]), sources).hits,
            "words in one recording": lambda n: index.find_words(self._terms[n], CANDIDATES, scopes[n]),
            "vectors in one recording": lambda n: index.find_near(self.vectors[n], CANDIDATES, scopes[n]),
        }

    def _own_words(self, number: int) -> list[str]:
        found = self._library.index.find_words(self._terms[number], CANDIDATES, Scope())
        return [hit.passage.id for hit in found]

    def _own_near(self, number: int) -> list[str]:
        return [hit.passage.id for hit in self._library.index.find_near(self.vectors[number], CANDIDATES, Scope())]

    def _plain(self, number: int) -> list[str]:
        """What BM25 finds when every word counts, asked of LifeStream's own tables."""
        rows = self._database.read(
            "SELECT id FROM (SELECT rowid, bm25(words, 1.0, 0.3, 0.5, 0.0) AS score FROM words WHERE words MATCH ? "
            "ORDER BY score LIMIT ?) JOIN passages ON number = rowid ORDER BY score",
            (_every(self._terms[number]), CANDIDATES),
        )
        return [row["id"] for row in rows]


def _id(place: int) -> str:
    """The id of the passage at a place of the corpus."""
    return f"rec_{place // PASSAGES_EACH:06}:p{place % PASSAGES_EACH}"


def _every(terms: tuple[Term, ...]) -> str:
    words = " OR ".join(f'"{term.text}"' for term in terms)
    return f"{{text context people}} : ({words})"


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
