"""An answer without a language model: the sentences that hold it, or none where nothing does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from lifestream.ports.embedder import Embedder
from lifestream.search.question import Question, fits, key_of, keys_of
from lifestream.search.sentences import Sentence
from lifestream.verify.mentions import find_dates
from lifestream.verify.numerals import find_numbers
from lifestream.verify.support import content
from lifestream.verify.words import tokenize

COVERED = 0.4
"""The share of a question's weight that a sentence, with what it stands in, must have for it to be an answer."""
LIKELY = 0.56
"""The mean of coverage and likeness of meaning that an answer needs."""
NEARBY = 0.8
"""What a word counts that stands in the sentence before or in a heading."""
SYNONYM = 0.55
"""The cosine from which two words may stand for each other."""
CLOSE = 0.88
"""The share of the best score from which a sentence is told beside the best."""
SAME = 0.75
"""The share of a sentence's content that another has already when both say the same."""
MOST = 3
SHORTLIST = 24
WEAK_WEIGHT = 0.35
BACK = 0.2
"""The part of a question that a sentence leaves to the one before when it cannot stand alone."""
_PRONOUN = re.compile(
    r"^(?:\w+ )?(?:it|its|this|that|these|they|their|he|she|there)\b|\b(?:call|do|did|of) (?:it|this|that)\b", re.I
)
UNSEEN = 1.25
"""What a word counts that no recording has: if nobody speaks of landlords, nothing tells who the landlord is."""
SPOKEN = 0.02
"""What a spoken sentence gains over a line of a slide that says the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as an answer, measured (0–1 each).

    How much of the question it covers with what stands around it, and by itself (``own``); how well it has the sort
    of thing that was asked for (``fit``); how near it is in ``meaning``.
    """

    sentence: Sentence
    coverage: float
    own: float
    fit: float
    meaning: float

    @property
    def likelihood(self) -> float:
        """Whether it is about what was asked."""
        return 0.5 * self.coverage + 0.5 * self.meaning

    @property
    def score(self) -> float:
        """Its place among the others."""
        spoken = 0.0 if self.sentence.is_shown else SPOKEN
        return self.likelihood + 0.15 * self.fit + 0.1 * self.own + spoken

    @property
    def is_answer(self) -> bool:
        """Whether it says what was asked."""
        return self.fit > 0 and self.coverage >= COVERED and self.likelihood >= LIKELY


def extract(
    question: Question, sentences: Sequence[Sentence], seen: Callable[[str], int], embedder: Embedder | None
) -> tuple[Candidate, ...]:
    """The best sentences, best first; those that answer lead.

    ``seen`` says how many passages hold a word, as far as anybody counts.
    """
    weights = _weights(question, seen)
    told = [s for s in sentences if s.is_whole and not s.is_question]
    rough = _Coverage(question, weights, {})
    chosen = sorted(told, key=lambda s: (-rough.of(s)[0], s.rank))[:SHORTLIST]
    coverage = _Coverage(question, weights, _synonyms(question, chosen, embedder))
    meanings = _meanings(question, chosen, embedder)
    candidates = [_candidate(question, coverage, s, m) for s, m in zip(chosen, meanings, strict=True)]
    return tuple(sorted(candidates, key=lambda c: (not c.is_answer, -c.score)))


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of the answer, and others that say the same."""

    sentence: Sentence
    others: tuple[Sentence, ...] = ()
    needs_before: bool = False
    """Whether it is not understood without the sentence before it."""


def choose(candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    """The sentences of the answer: the best, and those nearly as good that say more; none where none answers."""
    answers = [c for c in candidates if c.is_answer]
    chosen: list[Choice] = []
    for candidate in answers:
        sentence = candidate.sentence
        same = next((n for n, c in enumerate(chosen) if _say_the_same(sentence, c.sentence)), None)
        if same is not None:
            chosen[same] = _joined(chosen[same], candidate)
        elif candidate.score >= CLOSE * answers[0].score and len(chosen) < MOST:
            chosen.append(Choice(sentence, needs_before=_points_back(candidate)))
    return tuple(chosen)


def _joined(choice: Choice, candidate: Candidate) -> Choice:
    """A sentence and one more that says the same: what somebody said stands before what a slide showed."""
    sentence = candidate.sentence
    if choice.sentence.is_shown and not sentence.is_shown:
        return Choice(sentence, (choice.sentence, *choice.others), _points_back(candidate))
    return replace(choice, others=(*choice.others, sentence)[: MOST - 1])


def _points_back(candidate: Candidate) -> bool:
    """Whether a sentence speaks of something that only the sentence before it names."""
    sentence = candidate.sentence
    return sentence.goes_on and (candidate.own < candidate.coverage - BACK or bool(_PRONOUN.search(sentence.text)))


def _say_the_same(one: Sentence, other: Sentence) -> bool:
    """Whether a sentence adds nothing to another one of its recording."""
    new, old = content(one.text), content(other.text)
    return one.recording == other.recording and len(new & old) >= SAME * len(new)


def _weights(question: Question, seen: Callable[[str], int]) -> dict[str, float]:
    """How much each word of a question tells: rare ones more, those that only ask less."""
    return {
        key: (WEAK_WEIGHT if key in question.weak else 1.0) * _rarity(seen(question.words[key]))
        for key in question.keys
    }


def _rarity(count: int) -> float:
    return 1 / (1 + log(1 + count / 4)) if count else UNSEEN


def _candidate(question: Question, coverage: _Coverage, sentence: Sentence, meaning: float) -> Candidate:
    covered, own = coverage.of(sentence)
    fit = fits(sentence.text, question, sentence.speaker)
    around = f"{sentence.heading} {sentence.before} {sentence.text}"
    if not question.numbers <= _numbers(around) or not coverage.has_counted(sentence):
        fit = 0.0
    is_heading = sentence.is_shown and sentence.text == sentence.heading
    if is_heading or not content(sentence.text) - set(question.keys):
        fit = 0.0  # it says nothing but what was asked
    return Candidate(sentence, covered, own, fit, max(0.0, meaning))


def _numbers(text: str) -> frozenset[float]:
    """The numbers of a text that are no days, also those that a letter touches: Dock9."""
    dated = {i for d in find_dates(text) for i in range(d.first, d.last + 1)}
    joined = {float(part) for part in re.findall(r"(?<=[A-Za-z])\d+", text)}
    return frozenset(joined | {value for n in find_numbers(text) if n.first not in dated for value in n.values})


@dataclass(frozen=True)
class _Coverage:
    """How much of a question sentences hold: ``alike`` are, for its words, those that may stand for them."""

    question: Question
    weights: Mapping[str, float]
    alike: Mapping[str, Mapping[str, float]]

    def of(self, sentence: Sentence) -> tuple[float, float]:
        """The share of the question's weight that a sentence has with its surroundings, and by itself (0–1)."""
        whole = sum(self.weights.values())
        if not whole:
            return 0.0, 0.0
        here, near = self._keys(sentence)
        own = {key: self._met(key, here) for key in self.weights}
        around = {key: NEARBY * self._met(key, near) for key in self.weights}
        covered = sum(weight * max(own[key], around[key]) for key, weight in self.weights.items()) / whole
        return covered, sum(weight * own[key] for key, weight in self.weights.items()) / whole

    def has_counted(self, sentence: Sentence) -> bool:
        """Whether what the question counts is named: a number of something else is no answer."""
        here, near = self._keys(sentence)
        return not self.question.counted or any(self._met(key, here | near) for key in self.question.counted)

    def _keys(self, sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
        return keys_of([sentence.text, sentence.speaker or ""]), keys_of([sentence.before, sentence.heading])

    def _met(self, key: str, keys: frozenset[str]) -> float:
        """1 for the word itself, less for one that may stand for it and is not itself asked for."""
        if key in keys:
            return 1.0
        others = (keys & self.alike.get(key, {}).keys()) - set(self.question.keys)
        return max((self.alike[key][other] for other in others), default=0.0)


def _meanings(question: Question, sentences: Sequence[Sentence], embedder: Embedder | None) -> list[float]:
    """How near each sentence is to the question, alone or with what stands before it."""
    if embedder is None or not sentences:
        return [0.0] * len(sentences)
    alone = [s.text for s in sentences]
    after = [f"{s.before} {s.text}" for s in sentences]
    below = [f"{s.heading}: {s.text}" for s in sentences]
    vectors = embedder.embed([question.text, *alone, *after, *below])
    cosines: list[float] = (vectors[1:] @ vectors[0]).reshape(3, -1).max(axis=0).tolist()
    return cosines


def _synonyms(
    question: Question, sentences: Sequence[Sentence], embedder: Embedder | None
) -> dict[str, dict[str, float]]:
    """For each word of a question, the words of sentences that may stand for it, and how well (cosine)."""
    if embedder is None or not sentences:
        return {}
    texts = (f"{s.text} {s.before} {s.heading}" for s in sentences)
    words = {key_of(token): token.lower for text in texts for token in tokenize(text) if token.is_word}
    asked = [key for key in question.keys if question.words[key].isalpha() and key not in question.names]
    if not words or not asked:
        return {}
    vectors = embedder.embed([question.words[key].lower() for key in asked] + list(words.values()))
    near = vectors[: len(asked)] @ vectors[len(asked) :].T
    keys = list(words)
    return {
        key: {keys[n]: float(near[row, n]) for n in np.flatnonzero(near[row] >= SYNONYM) if keys[n] != key}
        for row, key in enumerate(asked)
    }
