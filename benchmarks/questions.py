"""Questions about recordings: those of the set's truth, and those of ``data/questions.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks.items import Item
from lifestream.domain.segment import Segment

OWN_QUESTIONS = Path(__file__).parent / "data" / "questions.json"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question. ``item`` is the recording that it is about; empty where it is about nothing that was recorded.

    An answer has one of ``expected`` and cites a moment in ``span``; a question without a span has no answer.
    ``number`` counts within its kind: settings were chosen on those with an even number that are not ``is_held``.
    """

    item: str
    text: str
    number: int
    expected: tuple[str, ...] = ()
    span: Segment | None = None
    is_held: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether settings were chosen on it."""
        return self.number % 2 == 0 and not self.is_held


def questions_of(items: Sequence[Item]) -> tuple[Asking, ...]:
    """All questions about these items, and those that nothing answers."""
    own = json.loads(OWN_QUESTIONS.read_text(encoding="utf-8"))
    known = {item.id for item in items}
    given = [{"item": item.id, **row} for item in items for row in item.truth.get("questions") or ()]
    answerable = [row for row in (*given, *own["answerable"]) if row["item"] in known]
    # One about nothing needs a recording beside which it can be about nothing.
    hopeless = [row for row in own["unanswerable"] if known and (row["item"] is None or row["item"] in known)]
    return tuple(_numbered(answerable)) + tuple(_numbered(hopeless))


def _numbered(rows: Iterable[dict[str, Any]]) -> Iterable[Asking]:
    for number, row in enumerate(rows):
        span = Segment(*row["span"]) if row.get("span") else None
        yield Asking(
            row["item"] or "",
            row["question"],
            number,
            tuple(row.get("must_contain_any") or ()),
            span,
            bool(row.get("held")),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that one slide of the set shows and no other one does, and when it is on screen."""

    item: str
    line: str
    spans: tuple[Segment, ...]


def lines_shown(items: Sequence[Item]) -> tuple[Shown, ...]:
    """Of each slide, the lines of two words or more that stand on no other slide."""
    slides = [
        (item.id, lines, tuple(span for span, _ in group))
        for item in items
        for lines, group in groupby(sorted(item.screens or (), key=itemgetter(1)), key=itemgetter(1))
    ]
    counts = Counter(line.casefold() for _, lines, _ in slides for line in set(lines))
    return tuple(
        Shown(item, line, spans)
        for item, lines, spans in slides
        for line in dict.fromkeys(lines)
        if counts[line.casefold()] == 1 and len(line.split()) > 1
    )
