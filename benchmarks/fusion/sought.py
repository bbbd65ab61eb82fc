"""Queries with a known moment, of four kinds: what people ask, retell, remember by its words, and saw on a slide."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.items import Item
from benchmarks.questions import lines_shown, questions_of
from lifestream.domain.segment import Segment
from lifestream.search.terms import is_stop_word

QUERIES = Path(__file__).parents[1] / "data" / "queries.json"
REMEMBERED_WORDS = 3
"""So many words of a line does somebody remember: the rarest of it."""
SHORTEST_LINE = 8
"""Words of a line from which a few are enough to tell it."""

KindOfQuery = Literal["question", "retold", "words", "slide"]


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of a recording; ``is_shown`` where the slide that is then to be seen is meant."""

    item: str
    segment: Segment
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """A query, and the places any of which is right. Settings are chosen on those with an even number."""

    kind: KindOfQuery
    text: str
    number: int
    places: tuple[Place, ...]

    @property
    def is_chosen(self) -> bool:
        """Whether settings may be chosen on it."""
        return self.number % 2 == 0


def queries_of(items: Sequence[Item]) -> tuple[Sought, ...]:
    """All queries about these items, numbered within their kind."""
    questions = ((q.text, [Place(q.item, q.span)]) for q in questions_of(items) if q.span)
    slides = ((s.line, [Place(s.item, span, is_shown=True) for span in s.spans]) for s in lines_shown(items))
    return (
        *_numbered("question", questions),
        *_numbered("retold", _retold(items)),
        *_numbered("words", _remembered(items)),
        *_numbered("slide", slides),
    )


def _numbered(kind: KindOfQuery, found: Iterable[tuple[str, Sequence[Place]]]) -> Iterator[Sought]:
    for number, (text, places) in enumerate(found):
        yield Sought(kind, text, number, tuple(places))


def _retold(items: Sequence[Item]) -> Iterator[tuple[str, list[Place]]]:
    """The queries of ``queries.json``, wherever the set says what they retell; its sets repeat lines."""
    for row in json.loads(QUERIES.read_text(encoding="utf-8"))["queries"]:
        places = [
            Place(item.id, line.segment)
            for item in items
            for line in item.said or ()
            if row["said"] in line.text.casefold()
        ]
        if places:
            yield row["query"], places


def _remembered(items: Sequence[Item]) -> Iterator[tuple[str, list[Place]]]:
    """The rarest words of each line of the reference transcripts, in the order in which they were said."""
    lines: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for item in items:
        for said in item.said or ():
            lines[tuple(re.findall(r"[a-z']+", said.text.casefold()))].append(Place(item.id, said.segment))
    held = Counter(word for line in lines for word in set(line))
    for line, places in lines.items():
        telling = [word for word in dict.fromkeys(line) if not is_stop_word(word)]
        rarest = sorted(telling, key=lambda word: (held[word], -len(word), word))[:REMEMBERED_WORDS]
        if len(line) >= SHORTEST_LINE and len(rarest) == REMEMBERED_WORDS:
            yield " ".join(word for word in telling if word in rarest), places
