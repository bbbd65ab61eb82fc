"""Passages as a large library has them: words by Zipf's law, subjects by recording, and questions about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.passage import Modality, Passage
from lifestream.domain.segment import Segment

TEXTS = Path(__file__).parents[1] / "data"
PASSAGES_EACH = 100
"""Passages of one recording: an hour of talk with its slides and minutes."""
VOCABULARY = 50_000
"""Different words; the six million that 100,000 passages hold have about as many."""
EXPONENT, SHIFT = 1.07, 2.7
"""Of the law of Zipf and Mandelbrot, by which the word of rank r is as frequent as (r + shift)^-exponent."""
OWN_WORDS, OWN_SHARE = 150, 0.3
"""A recording has subjects: of its words, this share is drawn from so many."""
SHORTEST, LONGEST = 40, 80
"""Words of a passage."""
FEWEST, MOST = 3, 8
"""Words of a query, before those that every question has are left out."""
MIXED, NOISE = 4, 0.3
"""Vectors that one is mixed of, and how long the noise is that is added to it."""
MODALITIES: tuple[Modality, ...] = ("speech", "speech", "speech", "speech", "speech", "slide", "claim", "claim")
PEOPLE = ("Alice Moreno", "Bela Novak", "Chidi Okafor", "Dora Lind", "Emeka Obi", "Farah Aziz", "Goran Petrov")


@dataclass(frozen=True, slots=True)
class Corpus:
    """``count`` passages, made anew, and alike, each time that they are asked for: a million need not be kept."""

    count: int
    seed: int = 4

    @property
    def recordings(self) -> int:
        """How many recordings they are of."""
        return -(-self.count // PASSAGES_EACH)

    def recording(self, number: int) -> tuple[Passage, ...]:
        """The passages of one recording."""
        chance = np.random.default_rng((self.seed, number))
        words, shares = _words()
        size = min(PASSAGES_EACH, self.count - number * PASSAGES_EACH)
        lengths = chance.integers(SHORTEST, LONGEST + 1, size)
        drawn = chance.choice(len(words), lengths.sum(), p=shares)
        own = chance.choice(len(words), OWN_WORDS, p=shares)
        is_own = chance.random(len(drawn)) < OWN_SHARE
        drawn[is_own] = chance.choice(own, is_own.sum())
        people = tuple(chance.choice(PEOPLE, 2, replace=False))
        id = f"rec_{number:06}"
        return tuple(
            Passage(
                f"{id}:p{place}",
                id,
                Segment(30.0 * place, 30.0 * place + 30),
                MODALITIES[place % len(MODALITIES)],
                " ".join(words[word] for word in part).capitalize() + ".",
                " ".join(words[word] for word in own[:3]),
                (f"S{place % 2 + 1}",),
                (str(people[place % 2]),),
                (f"u{place}",),
            )
            for place, part in enumerate(np.split(drawn, np.cumsum(lengths)[:-1]))
        )

    def all(self) -> Iterator[tuple[Passage, ...]]:
        """Recording by recording."""
        return (self.recording(number) for number in range(self.recordings))

    def queries(self, count: int) -> tuple[str, ...]:
        """Words of passages that are there, frequent ones among them as often as they are said."""
        chance = np.random.default_rng((self.seed, self.count, 1))
        found = []
        for _ in range(count):
            passages = self.recording(int(chance.integers(self.recordings)))
            words = passages[int(chance.integers(len(passages)))].text.rstrip(".").split()
            wanted = chance.choice(len(words), int(chance.integers(FEWEST, MOST + 1)), replace=False)
            found.append(" ".join(words[place] for place in sorted(wanted)))
        return tuple(found)


def vectors(basis: NDArray[np.float32], count: int, seed: int) -> NDArray[np.float32]:
    """As many unit vectors as are wanted, mixed of a few that were really embedded: float32 (count, dimensions).

    Embedding a million passages takes hours, and how long a search takes does not depend on what they mean.
    """
    chance = np.random.default_rng((seed, 2))
    parts = basis[chance.integers(len(basis), size=(count, MIXED))]
    rows = np.einsum("cm,cmd->cd", chance.exponential(size=(count, MIXED)).astype(np.float32), parts)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows += chance.normal(0, NOISE / np.sqrt(basis.shape[1]), rows.shape).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


_CACHE: list[tuple[list[str], NDArray[np.float64]]] = []


def _words() -> tuple[list[str], NDArray[np.float64]]:
    """Words by falling frequency, and the share of each: those of the public texts, then others made of their parts."""
    if not _CACHE:
        texts = [path.read_text(encoding="utf-8").lower() for path in sorted(TEXTS.glob("*/ref.txt"))]
        spoken = [Counter(re.findall(r"[a-z]+", text)) for text in texts]
        # A word that one recording is about is not one that everybody uses.
        known = sorted(set().union(*spoken), key=lambda w: (-sum(w in text for text in spoken), -_total(spoken, w), w))
        chance = np.random.default_rng(7)
        long = [word for word in known if len(word) > 3]
        words = dict.fromkeys(known)
        while len(words) < VOCABULARY:
            front, back = (long[int(n)] for n in chance.integers(len(long), size=2))
            words[front[: int(chance.integers(2, 6))] + back[-int(chance.integers(2, 6)) :]] = None
        shares = (np.arange(VOCABULARY) + 1 + SHIFT) ** -EXPONENT
        _CACHE.append((list(words), shares / shares.sum()))
    return _CACHE[0]


def _total(spoken: list[Counter[str]], word: str) -> int:
    return sum(text[word] for text in spoken)
