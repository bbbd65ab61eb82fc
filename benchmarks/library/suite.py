"""Search, indexing, size and start of a large library, beside what else could keep it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.library import figures as f
from benchmarks.library.corpus import Corpus, vectors
from benchmarks.library.others import Lance, Vec, fill_lance, fill_vec
from benchmarks.library.ours import cold_start, embed_some, fill, open_at
from benchmarks.library.race import race
from lifestream.adapters.local.database import Database
from lifestream.domain.passage import Scope
from lifestream.domain.search import Query
from lifestream.library.library import Library
from lifestream.ports.index import Term
from lifestream.search.retrieve import CANDIDATES, retrieve
from lifestream.search.terms import terms_of

SIZES = (100_000, 1_000_000)
"""Passages: of a thousand hours of recordings, and of ten thousand."""
QUERIES = 150
FEWER = 60
"""Queries where the slowest contestant takes a second for each."""


def measure_library(folder: Path, passages: int, show: Callable[[str], None]) -> f.LibraryFigures:
    """Fill libraries of so many passages in a folder, measure them, and remove them."""
    corpus = Corpus(passages)
    shutil.rmtree(folder, ignore_errors=True)
    home, lance_home, vec_file = folder / "home", folder / "lance", folder / "vec" / "passages.db"
    show("embedding")
    library = open_at(home)
    basis, embedding = embed_some(library, corpus)
    show("LifeStream")
    rates = {"LifeStream, with embedding": embedding, "LifeStream, without": fill(library, corpus, basis)}
    show("LanceDB")
    lance, others = fill_lance(lance_home, corpus, basis)
    show("sqlite-vec")
    vec, rate = fill_vec(vec_file, corpus, basis)
    show("searching")
    contest = _Contest(library, home, corpus, basis, lance, vec)
    result = f.LibraryFigures(
        passages,
        (*contest.words(), *contest.near(), *contest.hybrid(), *contest.one_recording()),
        rates | others | {"sqlite-vec": rate},
        {
            "LifeStream": _bytes(home),
            "LifeStream, of which the matrix": _bytes(home / "index"),
            "LanceDB": _bytes(lance_home),
            "sqlite-vec (vectors alone)": _bytes(vec_file.parent),
        },
        cold_start(home, corpus.queries(QUERIES)),
    )
    shutil.rmtree(folder)
    return result


class _Contest:
    """The same queries for everybody."""

    def __init__(
        self, library: Library, home: Path, corpus: Corpus, basis: NDArray[np.float32], lance: Lance, vec: Vec
    ) -> None:
        self._library = library
        self._database = Database(home / "library.db")
        self._corpus = corpus
        self._lance = lance
        self._vec = vec
        self._queries = corpus.queries(QUERIES)
        self._terms = [terms_of(query) for query in self._queries]
        self._vectors = vectors(basis, QUERIES, corpus.recordings)

    def words(self) -> tuple[f.Answered, ...]:
        """By words alone, beside what FTS5 finds when it scores every passage that holds any word."""
        contestants = {
            f.OURS: self._own_words,
            f.PLAIN: self._plain,
            f.LANCE: lambda n: self._lance.words(" ".join(term.text for term in self._terms[n]), CANDIDATES),
        }
        words, plain, lance = race("words", contestants, QUERIES, self._plain)
        # LanceDB scores by other statistics: what it finds cannot be compared.
        return words, plain, replace(lance, recall=None)

    def near(self) -> tuple[f.Answered, ...]:
        """By vectors alone."""
        contestants = {
            f.OURS: self._own_near,
            f.SQLITE_VEC: lambda n: [self._id(place) for place in self._vec.near(self._vectors[n], CANDIDATES)],
            f.LANCE: lambda n: self._lance.near(self._vectors[n], CANDIDATES, is_indexed=False),
            f.LANCE_INDEXED: lambda n: self._lance.near(self._vectors[n], CANDIDATES, is_indexed=True),
        }
        return race("vectors", contestants, QUERIES if self._corpus.count <= 200_000 else FEWER, self._own_near)

    def hybrid(self) -> tuple[f.Answered, ...]:
        """The whole of a search: the query understood and embedded, both ways of finding, hits merged."""
        self._library.embedder()
        sources = self._library.sources()
        return race("whole search", {f.OURS: lambda n: retrieve(Query(self._queries[n]), sources).hits}, QUERIES)

    def one_recording(self) -> tuple[f.Answered, ...]:
        """Both ways of finding, in one recording among all."""
        scopes = [Scope(frozenset({f"rec_{n % self._corpus.recordings:06}"})) for n in range(QUERIES)]
        index = self._library.index
        ways = {
            "words in one recording": lambda n: index.find_words(self._terms[n], CANDIDATES, scopes[n]),
            "vectors in one recording": lambda n: index.find_near(self._vectors[n], CANDIDATES, scopes[n]),
        }
        return tuple(answered for way, ask in ways.items() for answered in race(way, {f.OURS: ask}, QUERIES))

    def _own_words(self, number: int) -> list[str]:
        found = self._library.index.find_words(self._terms[number], CANDIDATES, Scope())
        return [hit.passage.id for hit in found]

    def _own_near(self, number: int) -> list[str]:
        return [hit.passage.id for hit in self._library.index.find_near(self._vectors[number], CANDIDATES, Scope())]

    def _plain(self, number: int) -> list[str]:
        """What BM25 finds when every word counts, asked of LifeStream's own tables."""
        rows = self._database.read(
            "SELECT id FROM (SELECT rowid, bm25(words, 1.0, 0.3, 0.5, 0.0) AS score FROM words WHERE words MATCH ? "
            "ORDER BY score LIMIT ?) JOIN passages ON number = rowid ORDER BY score",
            (_every(self._terms[number]), CANDIDATES),
        )
        return [row["id"] for row in rows]

    def _id(self, place: int) -> str:
        return f"rec_{place // 100:06}:p{place % 100}"


def _every(terms: tuple[Term, ...]) -> str:
    words = " OR ".join(f'"{term.text}"' for term in terms)
    return f"{{text context people}} : ({words})"


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
