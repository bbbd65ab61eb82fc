"""What is asked of a library's memory, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lifestream.domain.passage import Filters, Modality, Passage

Mode = Literal["hybrid", "keyword"]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. ``is_literal`` takes every word as a word: no date in it becomes a filter."""

    text: str
    filters: Filters = Filters()
    limit: int = 10
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Interpretation:
    """Words of a query that were understood as days (both ends inside), and limit the search to them."""

    text: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A moment that was found: the passage that tells it best, and others about the same moment.

    ``score`` is 0–1 and tells order, not truth. ``words`` are those of the query that it holds, ``roll*`` where it has
    one that begins so; ``people`` are those of the query who speak in it; ``meaning`` is the cosine of query and
    passage, ``None`` where nobody compared them. ``title`` and ``day`` are the recording's.
    """

    passage: Passage
    score: float
    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    meaning: float | None = None
    others: tuple[Passage, ...] = ()
    title: str = ""
    day: date | None = None

    @property
    def modalities(self) -> tuple[Modality, ...]:
        """How the moment was met, the best first."""
        return tuple(dict.fromkeys(p.modality for p in (self.passage, *self.others)))


@dataclass(frozen=True, slots=True)
class Results:
    """Hits, best first, and how they were found.

    ``why_keyword`` says why meanings were not compared. ``unembedded`` passages can be found by their words alone.
    ``notes`` say in sentences what the reader should know of the search.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    mode: Mode = "hybrid"
    why_keyword: str = ""
    interpretations: tuple[Interpretation, ...] = ()
    unembedded: int = 0
    notes: tuple[str, ...] = ()
