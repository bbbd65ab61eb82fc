"""``lifestream search``: the moments that a query means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from lifestream import codec
from lifestream.domain.passage import Filters, Modality
from lifestream.domain.search import Hit, Query, Results
from lifestream.domain.segment import timecode
from lifestream.entrypoints.cli import library_options as o
from lifestream.entrypoints.cli.main import UsageError, usage
from lifestream.library.find import find
from lifestream.library.library import Library
from lifestream.render.wording import count, date_text, listed
from lifestream.search.retrieve import retrieve
from lifestream.search.terms import places_of, terms_of

MODALITIES: tuple[Modality, ...] = ("speech", "slide", "scene", "claim", "title")
WAYS = {
    "speech": "said",
    "slide": "on a slide",
    "scene": "seen",
    "claim": "in the minutes",
    "title": "in a heading",
}
EXCERPT = 280
"""Characters that are shown of a passage."""
LEAD = EXCERPT // 3
"""Characters before the first word that was found."""

Recordings = Annotated[list[str] | None, typer.Option("--recording", help="Only in these: ids or titles.")]
Modalities = Annotated[list[str] | None, typer.Option("--in", help=f"Only in: {', '.join(MODALITIES)}.")]
Literal = Annotated[bool, typer.Option("--literal", help="Take words such as 'last Tuesday' as words.")]


def search(
    query: Annotated[str, typer.Argument(help="What you look for, as you would say it.")],
    first: o.FirstDay = None,
    last: o.LastDay = None,
    recordings: Recordings = None,
    people: o.People = None,
    kinds: o.Kinds = None,
    modalities: Modalities = None,
    tags: o.Tags = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="How many moments.")] = 8,
    literal: Literal = False,
    as_json: o.AsJson = False,
) -> None:
    """Find the moments that a query means, in what was said, shown, decided and done."""
    library = o.the_library()
    filters = scope(library, o.read_filters(first, last, kinds, people, tags), recordings, modalities)
    with usage():
        results = retrieve(Query(query, filters, limit, literal), library.sources())
    if as_json:
        typer.echo(codec.dump(results, indent=2))
        return
    console = Console()
    for number, hit in enumerate(results.hits, start=1):
        _print(console, number, hit)
    _print_mode(library, results)


def scope(library: Library, filters: Filters, recordings: list[str] | None, modalities: list[str] | None) -> Filters:
    """Filters with recordings and modalities, as they were named on the command line.

    Raises:
        UsageError: a modality is none.
        NotFoundError: a recording is none.
    """
    named = tuple(m for m in MODALITIES if m in (modalities or ()))
    if unknown := set(modalities or ()) - set(named):
        raise UsageError(f"Nothing is found in “{unknown.pop()}”.", remedy=f"There are: {', '.join(MODALITIES)}.")
    ids = tuple(find(library, text).id for text in recordings or ())
    return Filters(filters.first_day, filters.last_day, ids, filters.people, filters.kinds, named, filters.tags)


def _print(console: Console, number: int, hit: Hit) -> None:
    day = f" · {date_text(hit.day)}" if hit.day else ""
    chapter = hit.passage.context.rpartition(" · ")[2]
    under = f" · {chapter}" if chapter and not hit.title.endswith(chapter) else ""
    line = f"{number}. {hit.title}{day} · {timecode(hit.passage.segment.start)}{under}"
    console.print(Text(o.visible(line), style="bold"))
    console.print(excerpt(hit.passage.text, hit.words), soft_wrap=False)
    who = f"{listed(hit.passage.people)} · " if hit.passage.people else ""
    recording = hit.passage.recording.removeprefix("rec_")
    console.print(Text(o.visible(f"{who}{reasons(hit)} · {recording}\n"), style="dim"))


def reasons(hit: Hit) -> str:
    """Why a moment was found, in words."""
    found = [WAYS[modality] for modality in hit.modalities]
    if hit.people:
        found.append(f"{listed(hit.people)} speaks")
    how = f"“{'”, “'.join(hit.words)}”" if hit.words else "by its meaning"
    return f"{how} {', '.join(found)}"


def excerpt(text: str, words: Iterable[str]) -> Text:
    """The part of a text that holds most of the words, all of them marked."""
    line = o.visible(" · ".join(" ".join(part.split()) for part in text.splitlines() if part.strip()))
    places = sorted({place for word in words for term in terms_of(word) for place in places_of(line, term)})
    begin = max((max(0, start - LEAD) for start, _ in places), key=lambda b: _held(places, b), default=0)
    begin = line.find(" ", begin) + 1 if begin else 0
    end = begin + EXCERPT
    shown = Text("… " if begin else "")
    marked = begin
    for start, stop in places:
        if marked <= start and stop <= end:
            shown.append(line[marked:start]).append(line[start:stop], "bold yellow")
            marked = stop
    return shown.append(line[marked:end]).append(" …" if end < len(line) else "")


def _held(places: Sequence[tuple[int, int]], begin: int) -> int:
    """How many of the places an excerpt that begins here would show."""
    return sum(begin <= start and stop <= begin + EXCERPT for start, stop in places)


def _print_mode(library: Library, results: Results) -> None:
    """Say how it was searched: nobody should wonder what was left out."""
    lines = [*results.notes]
    for day in results.interpretations:
        days = " to ".join(date_text(d) for d in dict.fromkeys((day.first_day, day.last_day)) if d)
        lines.append(f"“{day.text}” was understood as recorded {days}; --literal takes it as words.")
    if results.mode == "keyword":
        lines.append(f"Found by words alone: {results.why_keyword}.")
    elif results.unembedded:
        left = count(results.unembedded, "passage")
        lines.append(f"{left} can be found by words alone until 'lifestream reindex' has run.")
    if not results.hits:
        empty = not library.store.recordings()
        lines.insert(0, "The library is empty: 'lifestream add VIDEO'." if empty else "Nothing was found.")
    for line in lines:
        o.say(line, style="dim")
