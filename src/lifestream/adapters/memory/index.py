"""Passages in a dictionary, for tests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.passage import Passage, Scope
from lifestream.ports.index import Embedded, Found, Index, IndexState, Term

K, B = 1.2, 0.75
"""The constants of BM25 that FTS5 uses, too (Robertson and Zaragoza, 2009)."""


class MemoryIndex(Index):
    """Finds words by BM25 over whole passages, plurals and verbs cut alike, and vectors by comparing with all."""

    def __init__(self) -> None:
        self._passages: dict[str, tuple[Passage, ...]] = {}
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._embedder: str | None = None

    def replace(self, recording: str, passages: Sequence[Passage], vectors: Embedded | None) -> None:
        self.remove(recording)
        if vectors is not None and vectors.embedder != self._embedder:
            self._embedder, self._vectors = vectors.embedder, {}
        self._passages[recording] = tuple(passages)
        if vectors is not None:
            self._vectors |= {p.id: row for p, row in zip(passages, vectors.rows, strict=True)}

    def remove(self, recording: str) -> None:
        for passage in self._passages.pop(recording, ()):
            self._vectors.pop(passage.id, None)

    def purge(self) -> None:
        """Nothing is left of what was removed."""

    def passages(self, recording: str) -> tuple[Passage, ...]:
        return self._passages.get(recording, ())

    def vectors(self, recording: str) -> Mapping[str, NDArray[np.float32]]:
        return {p.id: self._vectors[p.id] for p in self.passages(recording) if p.id in self._vectors}

    def find_words(self, terms: Sequence[Term], limit: int, scope: Scope) -> tuple[Found, ...]:
        words = {p.id: _words(f"{p.text} {p.context} {' '.join(p.people)}") for p in self._all()}
        mean = sum(map(len, words.values())) / (len(words) or 1)
        scores: dict[str, float] = defaultdict(float)
        for wanted in {(tuple(_words(term.text)), term.is_prefix) for term in terms}:
            counts = {id: _count(held, *wanted) for id, held in words.items()}
            holding = sum(count > 0 for count in counts.values())
            rarity = max(1e-6, log((len(words) - holding + 0.5) / (holding + 0.5)))
            for id, count in counts.items():
                scores[id] += rarity * count * (K + 1) / (count + K * (1 - B + B * len(words[id]) / (mean or 1)))
        return self._best(scores, limit, scope)

    def find_near(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> tuple[Found, ...]:
        alike = {id: float(row @ vector) for id, row in self._vectors.items() if len(row) == len(vector)}
        return self._best(alike, limit, scope, least=-2.0)

    def state(self) -> IndexState:
        count = sum(map(len, self._passages.values()))
        return IndexState(count, count - len(self._vectors), self._embedder)

    def size_bytes(self) -> int:
        return 0

    def _all(self) -> Iterator[Passage]:
        return (passage for passages in self._passages.values() for passage in passages)

    def _best(self, scores: Mapping[str, float], limit: int, scope: Scope, least: float = 0.0) -> tuple[Found, ...]:
        inside = (p for p in self._all() if scores.get(p.id, least) > least and _is_inside(p, scope))
        return tuple(Found(p, scores[p.id]) for p in sorted(inside, key=lambda p: -scores[p.id])[:limit])


def _words(text: str) -> list[str]:
    return [re.sub(r"(?<=\w{3})(?:ing|ed|es|s)$", "", word) for word in re.findall(r"[^\W_]+", text.casefold())]


def _count(held: Sequence[str], wanted: tuple[str, ...], is_prefix: bool) -> int:
    """How often words stand in a row; the last one may go on where it is a beginning."""
    if not wanted:
        return 0
    *first, last = wanted
    return sum(
        list(held[n : n + len(first)]) == first
        and (held[n + len(first)].startswith(last) if is_prefix else held[n + len(first)] == last)
        for n in range(len(held) - len(first))
    )


def _is_inside(passage: Passage, scope: Scope) -> bool:
    wanted = {name.casefold() for name in scope.people}
    present = {name.casefold() for name in (*passage.people, *passage.speakers)}
    return (
        (scope.recordings is None or passage.recording in scope.recordings)
        and (not scope.modalities or passage.modality in scope.modalities)
        and (not wanted or not wanted.isdisjoint(present))
    )
