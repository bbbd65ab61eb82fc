"""Questions about recordings: those of the set's truth, and those of ``data/questions.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.items import Item
from lifestream.domain.segment import Segment

OWN_QUESTIONS = Path(__file__).parent / "data" / "questions.json"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question. ``item`` is the recording that it is about; empty where it is about nothing that was recorded.

    An answer has one of ``expected`` and cites a moment in ``span``; a question without a span has no answer.
    ``number`` counts within its kind: settings were chosen on those with an even number.
    """

    item: str
    text: str
    number: int
    expected: tuple[str, ...] = ()
    span: Segment | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether settings were chosen on it."""
        return self.number % 2 == 0


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
        yield Asking(row["item"] or "", row["question"], number, tuple(row.get("must_contain_any") or ()), span)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that one slide of a recording shows and no other one does, and when it is on screen."""

    item: str
    line: str
    spans: tuple[Segment, ...]


def lines_shown(items: Sequence[Item]) -> tuple[Shown, ...]:
    """Of each slide, its first line of two words or more that stands on no other slide of the recording."""
    return tuple(shown for item in items if item.screens for shown in _of_slides(item))


def _of_slides(item: Item) -> Iterable[Shown]:
    screens = sorted(item.screens or (), key=lambda screen: screen[1])
    slides = {text: tuple(span for span, _ in group) for text, group in groupby(screens, key=lambda s: s[1])}
    for text, spans in slides.items():
        others = {line for other in slides if other != text for line in other}
        line = next((line for line in text if line not in others and len(line.split()) > 1), None)
        if line:
            yield Shown(item.id, line, spans)
