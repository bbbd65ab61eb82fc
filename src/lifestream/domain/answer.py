"""What the library answers, and what the answer rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lifestream.domain.claim import Verification
from lifestream.domain.search import Query, Results
from lifestream.domain.segment import Segment


@dataclass(frozen=True, slots=True)
class Citation:
    """The moment that a sentence of an answer rests on: which recording, from when to when, what is to be met there.

    ``ref`` is the utterance or keyframe, ``speaker`` who speaks it where it was spoken.
    """

    recording: str
    title: str
    day: date | None
    segment: Segment
    ref: str
    quote: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer. It stands there only with a citation and a verdict that lets it pass."""

    text: str
    citations: tuple[Citation, ...]
    verification: Verification = Verification()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the statement that the library has none (``is_found``).

    ``writer`` is who composed it: the built-in ``extractive`` one, which quotes (``is_quoting``), or a language model.
    ``results`` are the moments it was composed of, or the nearest ones. ``notes`` say what the reader should know.
    """

    question: str
    is_found: bool
    sentences: tuple[AnswerSentence, ...] = ()
    writer: str = "extractive"
    is_quoting: bool = True
    results: Results = field(default_factory=lambda: Results(Query("")))
    dropped: int = 0
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences as one text; where there is none, that nothing was found."""
        return " ".join(sentence.text for sentence in self.sentences) or "Not found in your recordings."


Sort = Literal[
    "name", "person", "time", "amount", "count", "share", "duration", "place", "which", "reason", "yes-no", "thing"
]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer, in a conversation."""

    question: str
    answer: str
    topics: tuple[str, ...] = ()
