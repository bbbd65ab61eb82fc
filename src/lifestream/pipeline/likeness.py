"""When two sentences say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log1p, sqrt

from lifestream.verify.support import content

CLAUSE = re.compile(r"[,;:.](?!\d)|\band\b")


@lru_cache(maxsize=8192)
def keys(text: str) -> frozenset[str]:
    """The stems of a text's content words and its numbers (``#18500``)."""
    return content(text)


def overlap(a: str, b: str) -> float:
    """The share (0–1) of the shorter text's content that the longer one has too; 0 where either has none."""
    left, right = keys(a), keys(b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def are_alike(a: str, b: str) -> bool:
    """Whether two sentences say the same, or one says what the other does and more.

    Sentences with different numbers never do.

    >>> are_alike("We move the launch to the 24th of November.", "The launch moves to the twenty fourth.")
    True
    >>> are_alike("The budget is 18,500 euros.", "The budget is 22,000 euros.")
    False
    """
    left, right = keys(a), keys(b)
    if not left or not right or _numbers_differ(left, right):
        return False
    shared = left & right
    if len(shared) / len(left | right) >= 0.6:
        return True
    smaller = min(len(left), len(right))
    has_number = any(key.startswith("#") for key in shared)
    return smaller >= (2 if has_number else 3) and len(shared) / smaller >= 0.75


def restates(text: str, others: Iterable[str]) -> bool:
    """Whether every clause of a text is said by one of ``others``: a recap adds evidence, not content."""
    known = list(others)
    parts = [part for part in CLAUSE.split(text) if len(keys(part)) >= 2]
    return bool(parts) and all(any(_is_within(part, other) for other in known) for part in parts)


def clauses_within(text: str, other: str) -> bool:
    """Whether some clause of ``text`` says what ``other`` does."""
    return any(_is_within(part, other) for part in CLAUSE.split(text) if len(keys(part)) >= 2)


def _is_within(part: str, other: str) -> bool:
    left, right = keys(part), keys(other)
    numbers = {key for key in left if key.startswith("#")}
    return numbers <= right and len(left & right) >= 2 and len(left & right) / len(left) >= 0.66


def _numbers_differ(left: frozenset[str], right: frozenset[str]) -> bool:
    a, b = ({key for key in side if key.startswith("#")} for side in (left, right))
    return bool(a and b) and not (a <= b or b <= a)


class Salience:
    """How much of what a recording speaks of a sentence touches."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts = Counter(key for text in texts for key in keys(text))

    def __call__(self, text: str) -> float:
        """Sum the weights of a sentence's content, damped by its length so that long ones do not win by it."""
        found = keys(text)
        return sum(log1p(self._counts[key]) for key in found) / sqrt(len(found)) if found else 0.0
