"""Options and words that the commands of the library share."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from lifestream.bootstrap import open_library
from lifestream.config import load_settings
from lifestream.domain.document import RecordingKind
from lifestream.domain.entry import Entry
from lifestream.domain.passage import Filters
from lifestream.entrypoints.cli.main import UsageError
from lifestream.entrypoints.cli.options import KindName
from lifestream.library.library import Library
from lifestream.render.wording import date_text

RecordingId = Annotated[str, typer.Argument(metavar="RECORDING", help="An id or its beginning, or a title.")]
FirstDay = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Not before this day.")]
LastDay = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Not after this day.")]
Kinds = Annotated[list[KindName] | None, typer.Option("--kind", help="Only such recordings; repeat it for several.")]
People = Annotated[list[str] | None, typer.Option("--person", help="Only where one of these speaks.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Only with one of these tags.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def the_library() -> Library:
    """The library that the settings name."""
    return open_library(load_settings())


def read_filters(
    first: str | None, last: str | None, kinds: list[KindName] | None, people: list[str] | None, tags: list[str] | None
) -> Filters:
    """Make filters of options.

    Raises:
        UsageError: a date is none.
    """
    labels: tuple[RecordingKind, ...] = tuple(kind.value for kind in kinds or ())
    return Filters(read_day(first), read_day(last), people=tuple(people or ()), kinds=labels, tags=tuple(tags or ()))


def read_day(text: str | None) -> date | None:
    """Read a day of the calendar.

    Raises:
        UsageError: there is no such day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"“{text}” is no day.", remedy="Write days as 2026-11-05.") from error


def when(entry: Entry) -> str:
    """The day and, where it is known, the time of an entry."""
    if entry.recorded_at is None:
        return "not known"
    return date_text(entry.recorded_at) + (f", {entry.recorded_at:%H:%M}" if _is_timed(entry) else "")


def brief(entry: Entry) -> str:
    """The same in few characters."""
    if entry.recorded_at is None:
        return "not known"
    return f"{entry.recorded_at:%Y-%m-%d}" + (f" {entry.recorded_at:%H:%M}" if _is_timed(entry) else "")


def _is_timed(entry: Entry) -> bool:
    """Whether its time is known: the time of a file is no time of a recording."""
    return not entry.is_day and entry.date_source != "file"


def visible(text: str) -> str:
    """Text without what steers a terminal: a title comes from a file, and a file from anybody."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def say(text: str, style: str | None = None) -> None:
    """Print a sentence for people, whatever is in it."""
    Console().print(visible(text), style=style, markup=False, highlight=False, soft_wrap=True)


def size_text(size: float) -> str:
    """Bytes as people write them.

    >>> size_text(800), size_text(20_500_000)
    ('800 bytes', '20.5 MB')
    """
    if size < 1000:
        return f"{size:.0f} bytes"
    power = min(3, int(math.log10(size) // 3))
    return f"{size / 1000**power:.1f} {('kB', 'MB', 'GB')[power - 1]}"
