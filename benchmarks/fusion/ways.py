"""Ways to make one order of what was found by words and what was found by meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import mean, pstdev

from lifestream.domain.passage import Passage
from lifestream.ports.index import Found
from lifestream.search.fuse import COORDINATION, fuse

Way = Callable[[Sequence[Found], Sequence[Found], Mapping[str, float]], list[Passage]]
"""Takes what was found by words, what by meaning, and the share of the query's words that each passage holds."""
POWERS = (0, 1, 3)
"""Of the share of the query's words that a passage holds; 0 leaves it out."""
WEIGHTS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def ways() -> dict[str, Way]:
    """Every way that is compared, by name. A weight is the share of the words."""
    found: dict[str, Way] = {
        "words alone (BM25)": lambda words, _, __: [f.passage for f in words],
        "meaning alone (cosine)": lambda _, meaning, __: [f.passage for f in meaning],
    }
    found |= {f"reciprocal ranks, k = {k}": partial(_by_ranks, k=k) for k in (1, 10, 60)}
    for weight in WEIGHTS:
        found[f"scores as in `fuse`, {weight}"] = partial(_as_fused, weight=weight)
        for power in POWERS:
            found[f"the same, share held to the power of {power}, {weight}"] = partial(
                _as_fused, weight=weight, power=power
            )
        found[f"scores between least and most, {weight}"] = partial(_by_scores, normal=_spread, weight=weight)
        found[f"standard scores, {weight}"] = partial(_by_scores, normal=_standard, weight=weight)
    return found


def _by_ranks(words: Sequence[Found], meaning: Sequence[Found], _: Mapping[str, float], k: int) -> list[Passage]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in (words, meaning):
        for rank, found in enumerate(ranking, start=1):
            scores[found.passage.id] += 1 / (k + rank)
    return _ordered(words, meaning, scores)


def _as_fused(
    words: Sequence[Found],
    meaning: Sequence[Found],
    held: Mapping[str, float],
    weight: float,
    power: float = COORDINATION,
) -> list[Passage]:
    shares = {id: share ** (power / COORDINATION) for id, share in held.items()}
    return [fused.passage for fused in fuse(words, meaning, shares, weight)]


def _by_scores(
    words: Sequence[Found],
    meaning: Sequence[Found],
    _: Mapping[str, float],
    normal: Callable[[Sequence[Found]], Mapping[str, float]],
    weight: float,
) -> list[Passage]:
    scores: dict[str, float] = defaultdict(float)
    for found, share in ((words, weight), (meaning, 1 - weight)):
        for id, score in normal(found).items():
            scores[id] += share * score
    return _ordered(words, meaning, scores)


def _spread(found: Sequence[Found]) -> Mapping[str, float]:
    """The least of all scores as 0, the most as 1."""
    scores = [f.score for f in found]
    width = max(scores, default=0.0) - min(scores, default=0.0)
    return {f.passage.id: (f.score - min(scores)) / width if width else 1.0 for f in found}


def _standard(found: Sequence[Found]) -> Mapping[str, float]:
    """Standard deviations above three below the mean: 0 is as good as not found."""
    scores = [f.score for f in found]
    deviation = pstdev(scores) if len(scores) > 1 else 0.0
    return {f.passage.id: (f.score - mean(scores)) / deviation / 6 + 0.5 if deviation else 1.0 for f in found}


def _ordered(words: Sequence[Found], meaning: Sequence[Found], scores: Mapping[str, float]) -> list[Passage]:
    passages = {f.passage.id: f.passage for f in (*words, *meaning)}
    return [passages[id] for id in sorted(passages, key=lambda id: (-scores[id], id))]
