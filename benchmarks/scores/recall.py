"""Whether the moment that answers is found, and whether the answer is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.questions import Asking, Shown
from lifestream.domain.answer import Answer
from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit

TOP = 5
LONGEST = 130.0
"""Seconds; a heading of the whole recording holds every answer, and finds none."""


@dataclass(frozen=True, slots=True)
class AskScore:
    """One question: where its moment stands among the hits (from 1), and what the answer was worth.

    ``is_right`` is ``None`` for a question that nothing answers; ``is_answered`` is then the fault. Of ``cited``
    citations, ``resolved`` lead to something that was said or shown.
    """

    item: str
    question: str
    is_chosen: bool
    is_answered: bool
    rank: int | None = None
    is_right: bool | None = None
    cited: int = 0
    resolved: int = 0


def rank_of(asking: Asking, hits: Sequence[Hit], ids: Mapping[str, str]) -> int | None:
    """The place of the first hit that overlaps the span of the answer, from 1."""

    def holds(passage: Passage) -> bool:
        is_there = passage.recording == ids.get(asking.item) and passage.segment.duration <= LONGEST
        return is_there and asking.span is not None and passage.segment.overlap(asking.span) > 0

    places = (n for n, hit in enumerate(hits, 1) if any(map(holds, (hit.passage, *hit.others))))
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


def rank_of_slide(shown: Shown, hits: Sequence[Hit], ids: Mapping[str, str]) -> int | None:
    """The place of the first hit that is the slide with the line, from 1."""

    def is_it(passage: Passage) -> bool:
        is_slide = passage.modality == "slide" and passage.recording == ids.get(shown.item)
        return is_slide and any(passage.segment.overlap(span) > 0 for span in shown.spans)

    return next((n for n, hit in enumerate(hits, 1) if any(map(is_it, (hit.passage, *hit.others)))), None)


def reciprocal(ranks: Sequence[int | None]) -> float:
    """The mean reciprocal rank; what was not found counts 0."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 1.0
