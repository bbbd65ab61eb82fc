"""One order of two: passages found by their words, and passages found by their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lifestream.domain.passage import Passage
from lifestream.ports.index import Found

WORDS = 0.7
"""The share of the words in a fused score (ADR 12); the rest is the meaning's."""
COORDINATION = 2
"""The power of the share of the query's words that a passage holds: one of two is worth a quarter (ADR 12)."""
FAR = 0.15
"""The cosine of texts that have nothing to do with each other, by all-MiniLM-L6-v2."""
NEAR = 0.75
"""The cosine from which a passage says what was asked."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage, its score (0–1), and the cosine it has to the query where it was compared."""

    passage: Passage
    score: float
    meaning: float | None = None


def fuse(
    by_words: Sequence[Found], by_meaning: Sequence[Found], held: Mapping[str, float], words: float = WORDS
) -> tuple[Fused, ...]:
    """Add the scores of both, each brought to 0–1; best first.

    BM25 has no scale of its own: its best passage would have 1 although it holds one word of ten. So it counts as far
    as a passage holds what was asked for; ``held`` is that share of the query's words (0–1) by passage id. A cosine
    has a scale: what is far from every passage stays low, so that a query that means nothing here is not carried by
    its nearest neighbour.
    """
    best = max((found.score for found in by_words), default=0.0)
    lexical = {f.passage.id: f.score / best * held[f.passage.id] ** COORDINATION for f in by_words if best > 0}
    cosine = {found.passage.id: found.score for found in by_meaning}
    passages: Mapping[str, Passage] = {f.passage.id: f.passage for f in (*by_words, *by_meaning)}
    weight = words if by_meaning else 1.0
    fused = (
        Fused(
            passage,
            weight * lexical.get(id, 0.0) + (1 - weight) * closeness(cosine.get(id, FAR)),
            cosine.get(id),
        )
        for id, passage in passages.items()
    )
    return tuple(sorted(fused, key=lambda f: (-f.score, f.passage.id)))


def closeness(cosine: float) -> float:
    """A cosine as a score of 0–1."""
    return min(1.0, max(0.0, (cosine - FAR) / (NEAR - FAR)))
