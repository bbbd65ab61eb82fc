"""How much of what a question is about a sentence has, by itself and with what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from lifestream.ports.embedder import Embedder
from lifestream.search.question import Question, key_of, keys_of
from lifestream.search.sentences import Line, Sentence
from lifestream.verify.words import tokenize

NEAR = (0.85, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.4, 0.4, 0.35, 0.35, 0.35)
"""What a word counts that stands so many sentences before."""
TITLE = 0.35
"""What a word counts that stands in the title of the recording."""
BEHIND = 0.6
"""What a word counts that stands in the sentence after."""
ABOVE, ON_SLIDE = 0.6, 0.8
"""What a word counts that stands in the heading of a chapter, which a machine chose, or of a slide."""
ADJACENT = 2
"""Within how many sentences before a word may be another that means the like."""
SYNONYM = 0.65
"""The cosine from which two words may stand for each other."""
WEAK_WEIGHT = 0.35
UNSEEN = 1.0
"""What a word counts that no recording has: if nobody speaks of landlords, nothing tells who the landlord is."""
MET = 0.35
"""From what on a word counts as being there."""
MOST_LEAD = 2
FARTHEST = 6
"""How far before a sentence that may stand which is told with it."""
ADDS = 0.1
"""The share of a question's weight that a sentence before must add to be told with one."""

Keys = frozenset[str]


def weights_of(question: Question, seen: Callable[[str], int]) -> dict[str, float]:
    """How much each word of a question tells: rare ones more, those that only ask less."""
    return {
        key: (WEAK_WEIGHT if key in question.weak else 1.0) * _rarity(seen(question.words[key]))
        for key in question.keys
    }


def _rarity(count: int) -> float:
    return 1 / (1 + log(1 + count / 4)) if count else UNSEEN


@dataclass(frozen=True)
class Coverage:
    """Measures sentences; ``alike`` are, for each word of the question, those that may stand for it."""

    question: Question
    weights: Mapping[str, float]
    alike: Mapping[str, Mapping[str, float]]

    def own(self, sentence: Sentence) -> float:
        """The share of the question's weight that a sentence has by itself (0–1)."""
        return self._share({key: self._met(key, _own(sentence)) for key in self.weights})

    def whole(self, sentence: Sentence) -> float:
        """The same with what stands around it, which counts less the farther it is."""
        return self._share({key: self._best(key, sentence) for key in self.weights})

    def missing(self, sentence: Sentence) -> float:
        """The largest share of the weight that one telling word has which is nowhere near a sentence (0–1)."""
        whole = sum(self.weights.values())
        lost = [
            weight / whole
            for key, weight in self.weights.items()
            if key not in self.question.weak and self._best(key, sentence) < MET
        ]
        return max(lost, default=0.0)

    def lead(self, sentence: Sentence) -> tuple[Line, ...]:
        """The sentences before it, in their order, that add what it leaves out; none where it stands for itself."""
        have = {key: self._met(key, _own(sentence)) for key in self.weights}
        chosen: list[int] = []
        while len(chosen) < MOST_LEAD:
            gains = [(self._gain(have, line), -place) for place, line in enumerate(sentence.earlier[:FARTHEST])]
            gain, place = max(gains, default=(0.0, 0))
            if gain < ADDS:
                break
            chosen.append(-place)
            line = sentence.earlier[-place]
            have = {key: max(met, self._met(key, keys_of([line.text]))) for key, met in have.items()}
        return tuple(sentence.earlier[place] for place in sorted(chosen, reverse=True))

    def has(self, sentence: Sentence, keys: Sequence[str]) -> bool:
        """Whether one of some words is in a sentence, in its heading or in the two sentences before it."""
        near = [sentence.text, sentence.heading, *(line.text for line in sentence.earlier[:2])]
        found = keys_of(near)
        return any(self._met(key, found) for key in keys)

    def _gain(self, have: Mapping[str, float], line: Line) -> float:
        keys = keys_of([line.text])
        return self._share({key: max(0.0, self._met(key, keys) - met) for key, met in have.items()})

    def _share(self, met: Mapping[str, float]) -> float:
        whole = sum(self.weights.values())
        return sum(weight * met[key] for key, weight in self.weights.items()) / whole if whole else 0.0

    def _best(self, key: str, sentence: Sentence) -> float:
        above = ON_SLIDE if sentence.is_shown else ABOVE
        around = [(above, keys_of([sentence.heading])), (BEHIND, keys_of([line.text for line in sentence.later[:1]]))]
        around.append((TITLE, keys_of([sentence.title])))
        for step, (near, line) in enumerate(zip(NEAR, sentence.earlier, strict=False)):
            around.append((near, self._exactly(key, line) if step >= ADJACENT else keys_of([line.text])))
        return max(self._met(key, _own(sentence)), *(near * self._met(key, keys) for near, keys in around))

    def _exactly(self, key: str, line: Line) -> Keys:
        """The word itself, where a line has it: far away nothing stands for it."""
        return keys_of([line.text]) & {key}

    def _met(self, key: str, keys: Keys) -> float:
        """1 for the word itself, less for one that may stand for it and is not itself asked for."""
        if key in keys:
            return 1.0
        others = (keys & self.alike.get(key, {}).keys()) - set(self.question.keys)
        return max((self.alike[key][other] for other in others), default=0.0)


def _own(sentence: Sentence) -> Keys:
    return keys_of([sentence.text, sentence.speaker or ""])


def synonyms(
    question: Question, sentences: Sequence[Sentence], embedder: Embedder | None
) -> dict[str, dict[str, float]]:
    """For each word of a question, the words of sentences that may stand for it, and how well (cosine)."""
    if embedder is None or not sentences:
        return {}
    near = (line.text for s in sentences for line in (*s.earlier[:ADJACENT], *s.later[:1]))
    texts = dict.fromkeys((*(text for s in sentences for text in (s.text, s.heading)), *near))
    words = {key_of(token): token.lower for text in texts for token in tokenize(text) if token.is_word}
    asked = [key for key in question.keys if question.words[key].isalpha() and key not in question.names]
    if not words or not asked:
        return {}
    vectors = embedder.embed([question.words[key].lower() for key in asked] + list(words.values()))
    cosines = vectors[: len(asked)] @ vectors[len(asked) :].T
    keys = list(words)
    return {
        key: {keys[n]: float(cosines[row, n]) for n in np.flatnonzero(cosines[row] >= SYNONYM) if keys[n] != key}
        for row, key in enumerate(asked)
    }
