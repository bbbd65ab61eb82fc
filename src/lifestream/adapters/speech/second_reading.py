"""Terms that were to be expected, found in place of doubtful words that sound like them.

A list of terms given to Whisper while it writes makes it find them, but also leave out sentences and change
others. So the first reading expects nothing. Afterwards, where a doubtful word sounds like a term, the model
says how likely the sentence is with the one and with the other, and a term that is nearly as likely as what
was heard is taken, since somebody showed or named it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.adapters.speech.sound_alike import likeness
from lifestream.adapters.speech.whisper_engine import WhisperEngine
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Word
from lifestream.ports.transcriber import Hint

PRICE = 4.5
"""Log-likelihood (nats) that a sentence may lose by a term."""
DOUBTFUL, LESS_DOUBTFUL = 0.6, 0.8
"""Probability below which a word may be a term that sounds ``ALIKE``, or ``VERY_ALIKE``."""
ALIKE, VERY_ALIKE = 0.66, 0.85
"""Likeness in sound, 0–1."""
MOST_WORDS = 3
"""Words that a term may have been heard as."""
AROUND = (1.3, 4.0)
"""Seconds of sound, at least and at most, on each side of a doubtful word."""
EDGE = 0.15
"""Seconds of sound before the first word and after the last."""
LONGEST = 10.0
"""Seconds that are heard at once; what ``FRAMES`` hold."""
FRAMES = (500, 1_000)
"""The model's context in frames of 10 ms, at least and at most: a third of the usual one takes less than a third of
the time."""
MOST_CANDIDATES = 8
"""Terms that are tried in one stretch, the most alike first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may have been said where the words ``first`` to ``end`` (exclusive) were heard."""

    term: str
    first: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment to hear again, its words from ``first`` to ``end`` (exclusive), and the terms to try."""

    segment: Segment
    first: int
    end: int
    candidates: tuple[Candidate, ...]

    def texts(self, words: Sequence[Word]) -> list[str]:
        """What was heard, then what it would be with each candidate."""
        texts = [word.text for word in words]
        whole = [texts[self.first : self.end]]
        for candidate in self.candidates:
            term = candidate.term + _mark(texts[candidate.end - 1])
            whole.append([*texts[self.first : candidate.first], term, *texts[candidate.end : self.end]])
        return [" ".join(parts) for parts in whole]


def find_stretches(words: Sequence[Word], hints: Sequence[Hint], bounds: Segment) -> list[Stretch]:
    """Find what to hear again: where a doubtful word, alone or with its neighbours, sounds like an expected term."""
    found: list[Stretch] = []
    for candidate in _candidates(words, hints):
        if found and candidate.end <= found[-1].end and candidate.first >= found[-1].first:
            last = found[-1]
            found[-1] = replace(last, candidates=_most_alike([*last.candidates, candidate]))
            continue
        first, end = _around(words, candidate)
        start, stop = words[first].segment.start - EDGE, words[end - 1].segment.end + EDGE
        segment = Segment(max(0.0, start), stop).clamp(bounds)
        if 0 < segment.duration <= LONGEST:
            found.append(Stretch(segment, first, end, (candidate,)))
    return found


def _candidates(words: Sequence[Word], hints: Sequence[Hint]) -> Iterator[Candidate]:
    for index, word in enumerate(words):
        if word.probability >= LESS_DOUBTFUL:
            continue
        terms = [term for hint in hints if hint.segment.overlap(word.segment) > 0 for term in hint.terms]
        known = {plain(part) for term in terms for part in term.split()}
        for first, end in _spans(words, index):
            heard = [item.text for item in words[first:end]]
            if any(plain(text) in known for text in heard):
                continue  # an expected term that was heard is not taken for another
            for term in dict.fromkeys(terms):
                alike = likeness(" ".join(heard), term)
                if alike >= (ALIKE if word.probability < DOUBTFUL else VERY_ALIKE):
                    yield Candidate(term, first, end, alike)


def _spans(words: Sequence[Word], index: int) -> Iterator[tuple[int, int]]:
    """Runs of at most ``MOST_WORDS`` words with a doubtful one as first or second, inside one clause."""
    for first in (index - 1, index):
        for end in range(index + 1, min(len(words), first + MOST_WORDS) + 1):
            if first >= 0 and not any(_mark(word.text) for word in words[first : end - 1]):
                yield first, end


def _around(words: Sequence[Word], candidate: Candidate) -> tuple[int, int]:
    """The words near a candidate, up to the longest pause on each side: indices of the first, and behind the last."""
    begin, close = words[candidate.first].segment.start, words[candidate.end - 1].segment.end
    firsts = [i for i in range(candidate.first + 1) if begin - words[i].segment.start <= AROUND[1]]
    ends = [i for i in range(candidate.end, len(words) + 1) if words[i - 1].segment.end - close <= AROUND[1]]
    firsts = [i for i in firsts if begin - words[i].segment.start >= AROUND[0]] or firsts[:1]
    ends = [i for i in ends if words[i - 1].segment.end - close >= AROUND[0]] or ends[-1:]
    return max(firsts, key=lambda i: _pause(words, i)), max(ends, key=lambda i: _pause(words, i))


def _pause(words: Sequence[Word], index: int) -> float:
    """Seconds of silence before a word; endless before the first and behind the last."""
    if index in (0, len(words)):
        return float("inf")
    return words[index].segment.start - words[index - 1].segment.end


def _most_alike(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(set(candidates), key=lambda c: (-c.likeness, c.first, c.end, c.term))[:MOST_CANDIDATES])


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Weighs terms against what was heard; several threads may do so at once, each on one core."""

    engine: WhisperEngine
    samples: NDArray[np.int16]
    words: Sequence[Word]
    languages: Sequence[str]

    def choose(self, stretch: Stretch) -> list[Candidate]:
        """The candidates that are nearly as likely as what was heard, none overlapping another."""
        start, end = (round(time * SAMPLE_RATE) for time in (stretch.segment.start, stretch.segment.end))
        frames = min(FRAMES[1], max(FRAMES[0], math.ceil(stretch.segment.duration + EDGE) * 100))
        heard = self.engine.hear(np.asarray(self.samples[start:end]), frames)
        language = self.languages[0]
        if len(self.languages) > 1:
            told = self.engine.tell_language(heard)
            language = max(self.languages, key=lambda code: told.get(code, 0.0))
        likely = self.engine.weigh(heard, language, stretch.texts(self.words), stretch.segment.duration)
        chosen: list[Candidate] = []
        for weight, candidate in sorted(zip(likely[1:], stretch.candidates, strict=True), key=lambda pair: -pair[0]):
            is_free = all(candidate.end <= other.first or other.end <= candidate.first for other in chosen)
            if weight >= likely[0] - PRICE and is_free:
                chosen.append(candidate)
        return chosen


def take_terms(words: Sequence[Word], chosen: Iterable[Candidate]) -> tuple[Word, ...]:
    """Put terms in the place, and the time, of the words that they were heard as; all else stays as it was."""
    lower = {word.text for word in words if word.text.islower()}
    taken: list[Word] = []
    done = 0
    for candidate in sorted(chosen, key=lambda candidate: candidate.first):
        if candidate.first >= done:
            taken += words[done : candidate.first]
            taken += _placed(candidate.term, words[candidate.first : candidate.end], lower)
            done = candidate.end
    return (*taken, *words[done:])


def _placed(term: str, old: Sequence[Word], lower: set[str]) -> Iterator[Word]:
    """The words of a term, with the span, the doubt and the last mark of the old ones."""
    parts = term.split()
    span = old[0].segment.hull(old[-1].segment)
    step = span.duration / sum(map(len, parts))
    start = span.start
    for number, part in enumerate(parts, 1):
        end = span.end if number == len(parts) else start + step * len(part)
        # A heading has capitals that speech has not.
        text = part.lower() if part.lower() in lower and not old[0].text[:1].isupper() else part
        yield Word(
            text + (_mark(old[-1].text) if number == len(parts) else ""),
            Segment(start, end),
            fmean(word.probability for word in old),
        )
        start = end


def _mark(text: str) -> str:
    found = re.search(r"[^\w]+$", text)
    return found[0] if found else ""


def plain(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
