"""``lifestream journal | actions``: what happened, and what is still to be done."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lifestream import codec
from lifestream.bootstrap import calendar, open_library, thumbnail
from lifestream.config import load_settings
from lifestream.domain.day import Day, Event, Period
from lifestream.entrypoints.cli.library_options import say
from lifestream.entrypoints.cli.main import usage
from lifestream.entrypoints.cli.output import save_text
from lifestream.entrypoints.cli.targets import STDOUT
from lifestream.errors import InputError, NotFoundError
from lifestream.library import journal as days
from lifestream.library.dates import month_of, read_days, week_of
from lifestream.library.library import Library
from lifestream.render.day_html import Sights, render_day_html, render_period_html
from lifestream.render.day_markdown import Links, render_day, render_period
from lifestream.render.day_wording import standing

THUMBNAIL = 480
"""Pixels across of a picture inside a page: twice what is shown, for fine screens."""


class JournalFormat(StrEnum):
    """What a journal can be written as."""

    MD = "md"
    HTML = "html"
    JSON = "json"


When = Annotated[
    str | None, typer.Argument(metavar="[DATE | FROM..TO]", help="2026-11-05, 2026-11, a..b, today or yesterday.")
]
Format = Annotated[JournalFormat | None, typer.Option("--format", help="As what; by the name of -o if not said.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Where to save; printed if not said.")]
Zone = Annotated[str | None, typer.Option(help="The zone of recordings that do not say theirs: Europe/Berlin.")]


def journal(
    when: When = None,
    week: Annotated[bool, typer.Option("--week", help="The whole week around it.")] = False,
    month: Annotated[bool, typer.Option("--month", help="The whole month around it.")] = False,
    fmt: Format = None,
    output: Output = None,
    zone: Zone = None,
) -> None:
    """Write a day: what happened, where, who was there, what was promised and what became of it.

    Without a date it is the last day of which there is a recording. A week or a month tells its themes and people too.
    """
    settings = load_settings()
    with usage():
        if week and month:
            raise InputError("--week and --month exclude each other.", remedy="Use one of them.")
        almanac = calendar(settings, zone)
        wanted = read_days(when, _today(almanac)) if when else None
        chosen = fmt or _by_name(output)
    library = open_library(settings)
    latest = None if wanted else days.latest_day(library, almanac)
    first, last = wanted or (latest, latest)
    if first is None or last is None:
        say("There is no recording with a date in the library. 'lifestream add VIDEO' puts one into it.")
        return
    if week or month:
        first, last = (week_of if week else month_of)(first)[0], (week_of if week else month_of)(last)[1]
    is_day = first == last and not (week or month)
    told = days.day(library, first, almanac) if is_day else days.period(library, first, last, almanac)
    text = _render(told, chosen, library, output)
    if output is None or output == STDOUT:
        typer.echo(text, nl=False)
        return
    kept = save_text(output, text, library.blobs)
    say(f"Saved as {output}." + (f" What was there before is kept as {kept}." if kept else ""))


def actions(
    every: Annotated[bool, typer.Option("--all", help="Closed and dismissed ones too.")] = False,
    owner: Annotated[str | None, typer.Option(help="Only those of this person.")] = None,
    done: Annotated[str | None, typer.Option("--done", metavar="ID", help="Say that this one is done.")] = None,
    zone: Zone = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what people said they would do, across all recordings, and whether it is done."""
    settings = load_settings()
    with usage():
        almanac = calendar(settings, zone)
    library, today = open_library(settings), _today(almanac)
    if done is not None:
        closed = days.close(library, done, today, almanac)
        say(
            f"Done: {closed.task}. 'lifestream edit list {closed.opened[0].recording}' names the edit, to take it back."
        )
        return
    found = [c for c in days.commitments(library, today, almanac) if every or c.is_pending]
    if owner:
        found = [c for c in found if owner.casefold() in (c.owner or "").casefold()]
    if as_json:
        typer.echo(json.dumps([json.loads(codec.dump(c)) for c in found], ensure_ascii=False, indent=2))
        return
    for c in sorted(found, key=lambda c: (not c.is_pending, c.due.date if c.due and c.due.date else date.max)):
        rest = standing(c, today)
        say(f"{c.id}  {c.owner or 'Nobody named'}: {c.task}{f' — {rest}' if rest else ''}")
        for mention in c.closed:
            say(f"          ✓ “{mention.quote}” ({mention.recording})")
    if not found:
        say("Nothing is open.")


def _today(almanac: days.Calendar) -> date:
    return datetime.now().astimezone(almanac.zone).date()


def _by_name(output: Path | None) -> JournalFormat:
    """The format that a file's name asks for.

    Raises:
        InputError: it asks for none that there is.
    """
    if output is None or output == STDOUT:
        return JournalFormat.MD
    ending = output.suffix[1:].lower()
    if ending not in set(JournalFormat):
        raise InputError(
            f"-o {output} does not say which format is wanted.",
            remedy="End it in .md, .html or .json, or use --format.",
        )
    return JournalFormat(ending)


def _render(told: Day | Period, fmt: JournalFormat, library: Library, output: Path | None) -> str:
    if fmt is JournalFormat.JSON:
        return codec.dump(told, indent=2).decode() + "\n"
    events = [e for day in (told.days if isinstance(told, Period) else (told,)) for e in day.events]
    folder = output.parent if output and output != STDOUT else Path()
    entries = library.store.entries()
    media = {entry.id: os.path.relpath(entry.media, folder) for entry in entries}
    pictures = dict(_pictures(events, library))
    if fmt is JournalFormat.HTML:
        sights = Sights(media, pictures)
        return render_day_html(told, sights) if isinstance(told, Day) else render_period_html(told, sights)
    links = Links(media, _saved(pictures, output) if output and output != STDOUT else {})
    return render_day(told, links) if isinstance(told, Day) else render_period(told, links)


def _pictures(events: Iterable[Event], library: Library) -> Iterable[tuple[str, bytes]]:
    """Small copies of the pictures that events show; those that were erased are left out."""
    for key in {event.picture for event in events if event.picture}:
        try:
            small = thumbnail(library.blobs.get(key), THUMBNAIL)
        except NotFoundError:
            continue
        if small:
            yield key, small


def _saved(pictures: dict[str, bytes], output: Path) -> dict[str, str]:
    """Save pictures in a folder beside the page, and say where each lies relative to it.

    Raises:
        InputError: the place cannot be written to.
    """
    folder = output.with_name(f"{output.stem}_files")
    links = {}
    try:
        for number, key in enumerate(sorted(pictures), 1):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.jpg").write_bytes(pictures[key])
            links[key] = f"{folder.name}/{number}.jpg"
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written: {error.strerror}.", remedy="Name another place with -o."
        ) from error
    return links
