"""An answer without a language model: the sentences that hold it, or none where nothing does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lifestream.ports.embedder import Embedder
from lifestream.search.coverage import Coverage, synonyms, weights_of
from lifestream.search.fitting import fits, is_acceptance, takes_on
from lifestream.search.question import Question
from lifestream.search.sentences import Line, Sentence
from lifestream.verify.mentions import find_dates
from lifestream.verify.numerals import ORDINALS, find_numbers
from lifestream.verify.support import content
from lifestream.verify.words import stem

COVERED = 0.35
"""The share of a question's weight that a sentence, with what it stands in, must have for it to be an answer."""
LIKELY = 0.88
"""The score from which a sentence says what was asked."""
CLOSE = 0.88
"""The share of the best score from which a sentence is told beside the best."""
CLOSE_REASON = 0.8
"""The same where a reason is asked for, which often takes more than one sentence."""
SAME = 0.75
"""The share of a sentence's content that another has already when both say the same."""
MOST = 3
SHORTLIST = 32
BACK = 0.15
"""The part of a question that a sentence leaves to those before when it cannot stand alone."""
_PRONOUN = re.compile(
    r"^(?:\w+ )?(?:it|its|this|that|these|they|their|he|she|there)\b|\b(?:call|do|did|of) (?:it|this|that)\b", re.I
)
_ANNOUNCES = frozenset(
    stem(word)
    for word in (
        *ORDINALS,
        *"point item topic issue question thing problem part next last final one two three regarding about".split(),
        *"okay yes well hello morning thanks moan speak".split(),
    )
)
"""What a sentence adds to a subject when it only brings it up: "third point, the donor report"."""
SPOKEN = 0.02
"""What a spoken sentence gains over a line of a slide that says the same."""
SETTLED = 0.1
"""What a sentence gains that a decision or an action rests on: that is what people ask about."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as an answer, measured (0–1 each).

    How much of the question it covers with what stands around it, and by itself (``own``); how well it has the sort
    of thing that was asked for (``fit``); how near it is in ``meaning``; how much one word tells that is nowhere near
    (``missing``). ``lead`` are sentences before it without which it is not understood.
    """

    sentence: Sentence
    coverage: float
    own: float
    fit: float
    meaning: float
    missing: float = 0.0
    lead: tuple[Line, ...] = ()

    @property
    def score(self) -> float:
        """Its place among the others."""
        about = 0.4 * self.coverage + 0.6 * self.meaning + 0.05 * self.own - 0.2 * self.missing
        extra = SPOKEN * (not self.sentence.is_shown) + SETTLED * self.sentence.is_settled
        return about + 0.25 * self.fit + extra

    @property
    def is_answer(self) -> bool:
        """Whether it says what was asked."""
        return self.fit > 0 and self.coverage >= COVERED and self.score >= LIKELY


def extract(
    question: Question, sentences: Sequence[Sentence], seen: Callable[[str], int], embedder: Embedder | None
) -> tuple[Candidate, ...]:
    """The best sentences, best first; those that answer lead.

    ``seen`` says how many passages hold a word, as far as anybody counts.
    """
    weights = weights_of(question, seen)
    told = [s for s in sentences if s.is_whole and not s.line.is_question]
    rough = Coverage(question, weights, {})
    scores = {id(s): rough.whole(s) + 0.3 * bool(fits(s, question)) for s in told}
    chosen = sorted(told, key=lambda s: (-scores[id(s)], s.rank))[:SHORTLIST]
    coverage = Coverage(question, weights, synonyms(question, chosen, embedder))
    leads = [_lead(s, coverage) for s in chosen]
    meanings = _meanings(question, chosen, leads, embedder)
    candidates = [
        Candidate(
            s,
            coverage.whole(s),
            coverage.own(s),
            _fit(s, question, coverage),
            max(0.0, meaning),
            coverage.missing(s),
            lead,
        )
        for s, lead, meaning in zip(chosen, leads, meanings, strict=True)
    ]
    return tuple(sorted(candidates, key=lambda c: (not c.is_answer, -c.score)))


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of the answer, those before and after it that it needs, and others that say the same."""

    sentence: Sentence
    lead: tuple[Line, ...] = ()
    tail: tuple[Line, ...] = ()
    others: tuple[Sentence, ...] = ()


def choose(question: Question, candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    """The sentences of the answer: the best, and those nearly as good that say more; none where none answers."""
    answers = [c for c in candidates if c.is_answer]
    close = CLOSE_REASON if question.sort == "reason" else CLOSE
    chosen: list[Choice] = []
    for candidate in answers:
        sentence = candidate.sentence
        same = next((n for n, c in enumerate(chosen) if says_the_same(sentence, c.sentence)), None)
        if same is not None:
            chosen[same] = _joined(chosen[same], candidate)
        elif candidate.score >= close * answers[0].score and len(chosen) < MOST:
            tail = sentence.later if question.sort == "reason" and candidate.fit < 1 else ()
            chosen.append(Choice(sentence, candidate.lead, tail))
    return tuple(chosen)


def _joined(choice: Choice, candidate: Candidate) -> Choice:
    """A sentence and one more that says the same: what somebody said stands before what a slide showed."""
    sentence = candidate.sentence
    if choice.sentence.is_shown and not sentence.is_shown:
        return Choice(sentence, candidate.lead, others=(choice.sentence, *choice.others))
    return replace(choice, others=(*choice.others, sentence)[: MOST - 1])


def _lead(sentence: Sentence, coverage: Coverage) -> tuple[Line, ...]:
    """What must be told before a sentence for it to be understood."""
    if not sentence.earlier:
        return ()
    if is_acceptance(sentence) or coverage.own(sentence) < coverage.whole(sentence) - BACK:
        return coverage.lead(sentence)
    is_its_own = sentence.earlier[0].speaker == sentence.speaker
    return sentence.earlier[:1] if is_its_own and _PRONOUN.search(sentence.text) else ()


def says_the_same(one: Sentence, other: Sentence) -> bool:
    """Whether a sentence adds nothing to another one of its recording."""
    new, old = content(one.text), content(other.text)
    return one.recording == other.recording and len(new & old) >= SAME * len(new)


def _fit(sentence: Sentence, question: Question, coverage: Coverage) -> float:
    """How well it has what is asked for; 0 where it names other numbers, counts other things or says nothing new."""
    around = f"{sentence.heading} {' '.join(line.text for line in sentence.earlier)} {sentence.text}"
    around = f"{around} {' '.join(line.text for line in sentence.later[:1])}"
    if not question.numbers <= _numbers(around):
        return 0.0
    if question.counted and not coverage.has(sentence, question.counted):
        return 0.0
    if question.head and not coverage.has(sentence, (question.head,)):
        return 0.0
    if question.did and not coverage.has(sentence, (question.did,)):
        return 0.0
    is_heading = sentence.is_shown and sentence.text == sentence.heading
    is_new = content(sentence.text) - set(question.keys) - _ANNOUNCES
    if is_heading or not (is_new or (question.sort == "person" and takes_on(sentence))):
        return 0.0
    return fits(sentence, question)


def _numbers(text: str) -> frozenset[float]:
    """The numbers of a text that are no days, also those that a letter touches: Dock9."""
    dated = {i for d in find_dates(text) for i in range(d.first, d.last + 1)}
    joined = {float(part) for part in re.findall(r"(?<=[A-Za-z])\d+", text)}
    return frozenset(joined | {value for n in find_numbers(text) if n.first not in dated for value in n.values})


def _meanings(
    question: Question, sentences: Sequence[Sentence], leads: Sequence[tuple[Line, ...]], embedder: Embedder | None
) -> list[float]:
    """How near each sentence is to the question: alone, with what stands before it, or with what it needs."""
    if embedder is None or not sentences:
        return [0.0] * len(sentences)
    alone = [s.text for s in sentences]
    after = [f"{s.before} {s.text}" for s in sentences]
    below = [f"{s.heading}: {s.text}" for s in sentences]
    led = [" ".join([*(line.text for line in lead), s.text]) for s, lead in zip(sentences, leads, strict=True)]
    texts = list(dict.fromkeys([*alone, *after, *below, *led]))
    vectors = embedder.embed([question.text, *texts])
    near = dict(zip(texts, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    return [max(near[text] for text in four) for four in zip(alone, after, below, led, strict=True)]
