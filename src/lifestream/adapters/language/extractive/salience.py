"""Which sentences say most, and say different things."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.sentences import Sentence, without_opening
from lifestream.pipeline.topics import announced
from lifestream.ports.embedder import Embedder
from lifestream.verify.mentions import find_dates
from lifestream.verify.numerals import CURRENCIES, Number, find_numbers
from lifestream.verify.support import content

SAME = 0.8  # cosine from which two sentences say the same
DIVERSITY = 0.35  # weight of being unlike what was chosen (Carbonell and Goldstein, MMR, 1998)
FEWEST = 3  # content words of a sentence that says something
LONG_ENOUGH = 8  # words of a sentence about the talk that may still tell something
SMOOTHING = 0.85  # damping of LexRank (Erkan and Radev, 2004)
FLOOR = 1.0  # the mean rank
MONEY = frozenset(CURRENCIES.values())
LIKE = 0.25  # cosine from which sentences vote for each other


POINTS_BACK = re.compile(
    r"(?!it(?:'s| is| was) (?:\w+day\b|now\b|time\b|late\b|early\b|\w+ (?:that|to)\b))"
    r"(?:it|that|this|they|these|those|he|she|which)(?:'|\b)(?! \w+ (?:is|was|will)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that is about something said before it; "It is Tuesday" is about nothing."""
_FRAGMENT = re.compile(
    r"(?:who|whom|whose|which|where|as (?:long|soon) as|to (?!me\b|us\b|be (?:honest|fair|clear)\b)\w+)\b"
    r"(?!.*, (?:i|you|we|they|he|she|it|the|our|a|an|this|that|there)\b)",
    re.IGNORECASE,
)
"""How a clause begins that lacks the sentence it belongs to."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|let's"
    r"|i|we|you|they|he|she|it|there|who|go|goes|went|get|gets|got|make|makes|made|take|takes|took|come|comes|came|give"
    r"|gives|gave|keep|keeps|kept|know|knows|knew|mean|means|meant|need|needs|say|says|said|see|sees|saw|show|shows|tell"
    r"|tells|told|think|thinks|thought|want|wants|work|works|use|uses|costs?|begins?|began|runs?|ran|stands?|stood|lies?"
    r"|lay|sits?|sat|holds?|held|finds?|found|left|leaves?|brings?|brought|becomes?|became|sells?|sold|buys?|bought"
    r"|opens?|closes?|starts?|ends?|stays?|moves?|looks?|helps?|seems?|happens?|grows?|grew|falls?|fell|rises?|rose"
    r"|\w{2,}(?:'s|'re|'ve|'ll|'d|n't)|\w{2,}ed)\b",
    re.IGNORECASE,
)


def has_verb(text: str) -> bool:
    """Whether a text has a word that may be its verb: "The next topic." has none.

    >>> has_verb("The release date, the quality report and the budget."), has_verb("The beta has 412 testers.")
    (False, True)
    """
    return bool(_VERB.search(text))


class Salience:
    """Sentences weighed by how many others they are like (LexRank), what they contain, and how they were heard."""

    def __init__(self, sentences: Sequence[Sentence], embedder: Embedder, *, is_english: bool = True) -> None:
        self._sentences = sentences
        self._is_english = is_english
        self._plain = [without_opening(s.plain) if is_english else s.plain for s in sentences]
        self._vectors: NDArray[np.float32] = embedder.embed(self._plain) if sentences else np.zeros((0, 1), np.float32)
        self._likeness = self._vectors @ self._vectors.T
        rank = _rank(self._likeness)
        self.scores = np.array([max(rank[i], self._floor(i)) * self._worth(i) for i in range(len(sentences))])

    def _floor(self, i: int) -> float:
        """What an appointment or a price counts for, though no other sentence is like it."""
        plain = self._plain[i]
        is_dated = bool(cues.NEXT_MEETING.search(plain) and find_dates(plain))
        if not self._is_english:
            return 0.0
        return FLOOR if is_dated else FLOOR / 2 if is_price(plain) else 0.0

    def _is_explained(self, i: int) -> bool:
        """Whether the same speaker has just said something to which a sentence may point back."""
        return i > 0 and self._sentences[i - 1].speaker == self._sentences[i].speaker

    def _worth(self, i: int) -> float:
        """What a sentence contains: something definite, said by itself, heard well."""
        sentence, plain = self._sentences[i], self._plain[i]
        words = content(plain)
        has_price = is_price(plain)
        if len(words) < FEWEST - has_price or sentence.is_partial:
            return 0.0
        if not self._is_english:
            return min(1.0, len(words) / 6) * (0.25 if sentence.is_question else 1.0) * sentence.confidence
        if cues.STATIVE_GREETING.search(sentence.text) or not has_verb(plain):
            return 0.0
        is_about_talk = bool(cues.ABOUT_TALK.search(plain))
        if announced(plain) or cues.LETS.match(plain) or (is_about_talk and len(plain.split()) <= LONG_ENOUGH):
            return 0.0
        is_back = POINTS_BACK.match(plain) is not None
        words |= content(self._plain[i - 1]) if is_back and has_price and self._is_explained(i) else frozenset()
        worth = min(1.0, len(words) / 6)
        worth *= 0.2 if is_about_talk else 1.0
        worth *= 1.25 if find_numbers(plain) or find_dates(plain) else 1.0
        worth *= 1.2 if has_price else 1.0
        worth *= 0.25 if sentence.is_question else 1.0
        worth *= 1.5 if cues.NEXT_MEETING.search(plain) else 1.0
        worth *= 1.0 if not is_back else 0.55 if self._is_explained(i) else 0.4
        worth *= 0.6 if " you" in plain.lower() else 1.0
        worth *= 0.3 if _FRAGMENT.match(plain) else 1.0
        worth *= 0.7 if len(plain.split()) > 35 else 1.0
        worth *= 1.0 if sentence.text.rstrip("\"”'").endswith((".", "!", "?")) else 0.3
        return worth * sentence.confidence

    def choose(self, candidates: Sequence[int], count: int, told: Sequence[int] = ()) -> list[int]:
        """At most ``count`` of the candidates, the weightiest that differ, in order of time.

        Sentences like those in ``told`` are left out: the page says them already.
        """
        chosen: list[int] = []
        rest = [i for i in candidates if self.scores[i] > 0 and not self._is_said(i, told)]
        while rest and len(chosen) < count:
            best = max(rest, key=lambda i: self._gain(i, chosen))
            chosen.append(best)
            rest = [i for i in rest if i != best and not self._is_said(i, [best])]
        return sorted(chosen)

    def _gain(self, i: int, chosen: Sequence[int]) -> float:
        nearest = max((float(self._likeness[i, j]) for j in chosen), default=0.0)
        return float(self.scores[i]) * (1.0 - DIVERSITY * max(0.0, nearest))

    def _is_said(self, i: int, others: Sequence[int]) -> bool:
        return any(i == j or self._likeness[i, j] >= SAME for j in others)

    def mean(self, vectors: Sequence[int]) -> NDArray[np.float32]:
        """The mean vector of some sentences."""
        return np.asarray(self._vectors[list(vectors)].mean(axis=0), np.float32)


def is_price(text: str) -> bool:
    """Whether a sentence names an amount of money."""
    return any(number.unit in MONEY for number in find_numbers(text))


def counts(text: str) -> list[Number]:
    """The numbers that count or measure something: not "one of them", not "first"."""
    return [n for n in find_numbers(text) if n.form != "ordinal" and (n.unit or n.largest > 2 or n.largest % 1)]


def _rank(likeness: NDArray[np.float32]) -> NDArray[np.float64]:
    """LexRank: the stationary weight of each sentence in the graph of likeness, scaled to a mean of 1."""
    count = len(likeness)
    if count == 0:
        return np.zeros(0)
    weights = np.where(likeness >= LIKE, likeness, 0.0).astype(np.float64)
    np.fill_diagonal(weights, 0.0)
    sums = weights.sum(axis=1, keepdims=True)
    moves = np.divide(weights, sums, out=np.full_like(weights, 1.0 / count), where=sums > 0)
    rank = np.full(count, 1.0 / count)
    for _ in range(30):
        rank = (1 - SMOOTHING) / count + SMOOTHING * (moves.T @ rank)
    return rank * count
