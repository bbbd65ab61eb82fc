"""When two sentences say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log1p, sqrt

from lifestream.verify.support import content

CLAUSE = re.compile(r"[,;:.](?!\d)|\band\b")
LEAST_ALIKE = 0.6
"""The share of the shorter text's keys that two texts that say the same have in common, at least."""
WITHIN = 0.66
"""The share of a clause's keys that a text must have to say what the clause does."""


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
    shared, smaller = left & right, min(len(left), len(right))
    if not shared or len(shared) < LEAST_ALIKE * smaller or _numbers_differ(left, right):
        return False
    if len(shared) / len(left | right) >= LEAST_ALIKE:
        return True
    has_number = any(key.startswith("#") for key in shared)
    return smaller >= (2 if has_number else 3) and len(shared) / smaller >= 0.75


@lru_cache(maxsize=8192)
def clauses_of(text: str) -> tuple[frozenset[str], ...]:
    """The keys of each clause of a text that has two or more."""
    return tuple(found for part in CLAUSE.split(text) if len(found := keys(part)) >= 2)


def is_within(clause: frozenset[str], whole: frozenset[str]) -> bool:
    """Whether a text with the keys ``whole`` says what a clause does: its numbers, and two thirds of its keys."""
    shared = len(clause & whole)
    is_shared = shared >= 2 and shared / len(clause) >= WITHIN
    return is_shared and all(key in whole for key in clause if key.startswith("#"))


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
