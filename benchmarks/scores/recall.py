"""Whether the moment that answers is found, and whether the answer is right."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.questions import Asking, Shown
from lifestream.domain.answer import Answer
from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment

TOP = 5
LONGEST = 130.0
"""Seconds; a heading of the whole recording holds every answer, and finds none."""


@dataclass(frozen=True, slots=True)
class AskScore:
    """One question: where its moment stands among the hits (from 1), and what the answer was worth.

    ``is_right`` is ``None`` for a question that nothing answers; ``is_answered`` is then the fault. Of ``cited``
    citations, ``resolved`` lead to something that was said or shown. ``is_held`` marks recordings that only measure.
    """

    item: str
    question: str
    is_chosen: bool
    is_answered: bool
    rank: int | None = None
    is_right: bool | None = None
    cited: int = 0
    resolved: int = 0
    is_held: bool = False


def tells(passage: Passage, span: Segment) -> bool:
    """Whether a passage is about a span: no whole chapter, and half of the shorter of both lies in the other."""
    is_short = passage.segment.duration <= LONGEST
    return is_short and passage.segment.overlap(span) >= 0.5 * min(passage.segment.duration, span.duration) > 0


def passages_that_answer(asking: Asking, passages: Sequence[Passage]) -> frozenset[str]:
    """The ids of a recording's passages that are about the answer: those that have its words, where any has.

    Where the answer is a person, its name is usually not what he says.
    """
    there = [p for p in passages if asking.span is not None and tells(p, asking.span)]
    having = [p for p in there if any(text.casefold() in p.text.casefold() for text in asking.expected)]
    return frozenset(p.id for p in having or there)


def rank_of(right: Container[str], hits: Sequence[Hit]) -> int | None:
    """The place of the first hit that has one of the right passages, from 1."""
    places = (n for n, hit in enumerate(hits, 1) if any(p.id in right for p in (hit.passage, *hit.others)))
    return next(places, None)


def is_right(asking: Asking, answer: Answer, ids: Mapping[str, str]) -> bool:
    """Whether an answer has what was expected, and a citation inside the true span."""
    said = answer.text.casefold()
    has_it = answer.is_found and any(text.casefold() in said for text in asking.expected)
    return has_it and any(
        citation.recording == ids.get(asking.item)
        and asking.span is not None
        and citation.segment.overlap(asking.span) > 0
        for sentence in answer.sentences
        for citation in sentence.citations
    )


def passages_that_show(shown: Shown, passages: Sequence[Passage]) -> frozenset[str]:
    """The ids of a recording's passages that are the slide with the line."""
    slides = (p for p in passages if p.modality == "slide")
    return frozenset(p.id for p in slides if any(p.segment.overlap(span) > 0 for span in shown.spans))


def reciprocal(ranks: Sequence[int | None]) -> float:
    """The mean reciprocal rank; what was not found counts 0."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 1.0
