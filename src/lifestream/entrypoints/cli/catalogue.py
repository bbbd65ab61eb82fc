"""``lifestream list | show | rename | tag | pin``: what the library holds."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.table import Table

from lifestream import codec
from lifestream.domain.entry import Entry
from lifestream.domain.segment import timecode
from lifestream.entrypoints.cli import library_options as o
from lifestream.entrypoints.cli.main import UsageError
from lifestream.library.anchors import claims_of
from lifestream.library.find import find
from lifestream.library.library import Library
from lifestream.library.overlay import View
from lifestream.library.view import view
from lifestream.render.json import render_json
from lifestream.render.markdown import render_markdown
from lifestream.render.wording import count, length_text, speaker_name

LONGEST_TITLE = 200
LONGEST_TAG = 50


def list_recordings(
    first: o.FirstDay = None,
    last: o.LastDay = None,
    kinds: o.Kinds = None,
    people: o.People = None,
    tags: o.Tags = None,
    as_json: o.AsJson = False,
) -> None:
    """List the recordings of the library, newest first."""
    library = o.the_library()
    entries = library.store.entries(o.read_filters(first, last, kinds, people, tags))
    if as_json:
        typer.echo(json.dumps([json.loads(codec.dump(entry)) for entry in entries], ensure_ascii=False, indent=2))
    elif entries:
        Console().print(_table(entries))
    elif library.store.entries():
        o.say("No recording fits.")
    else:
        o.say("The library is empty. 'lifestream add VIDEO' or 'lifestream process VIDEO' puts a recording into it.")


def _table(entries: tuple[Entry, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("Id", "When", "Title", "Length", "Kind", "People"):
        width = {"Title": 16, "People": 12}.get(name)
        table.add_column(name, no_wrap=width is None, overflow="fold", min_width=width)
    for entry in entries:
        marks = "".join([" 📌" * entry.is_pinned, " (edited)" * entry.is_stale, *(f" #{tag}" for tag in entry.tags)])
        row = (
            entry.id.removeprefix("rec_"),
            o.brief(entry),
            entry.title + marks,
            f"{max(1, round(entry.duration / 60)):,} min",
            entry.kind,
            ", ".join(entry.people),
        )
        table.add_row(*(escape(o.visible(cell)) for cell in row))
    return table


def show(
    recording: o.RecordingId,
    transcript: Annotated[bool, typer.Option("--transcript", help="Every utterance with its id.")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Every statement with its id and its verdict.")] = False,
    facts: Annotated[bool, typer.Option("--facts", help="What is known of the recording itself.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The document as JSON.")] = False,
) -> None:
    """Show what was written about a recording, with the edits that were made."""
    if transcript + ids + facts + as_json > 1:
        raise UsageError("--transcript, --ids, --facts and --json exclude each other.", remedy="Use one of them.")
    library = o.the_library()
    entry = find(library, recording)
    seen = view(library, entry.id)
    if facts:
        _print_facts(library, entry, seen)
    elif transcript:
        _print_transcript(seen)
    elif ids:
        _print_claims(seen)
    elif as_json:
        typer.echo(render_json(seen.document), nl=False)
    else:
        _print_page(entry, seen)


def _print_page(entry: Entry, seen: View) -> None:
    page = render_markdown(replace(seen.document, title=entry.title), media_url=entry.media)
    if sys.stdout.isatty():
        Console().print(Markdown(page.split("---\n", 2)[-1]))
    else:
        typer.echo(page, nl=False)
    err = Console(stderr=True)
    if entry.is_stale:
        err.print(
            f"It was edited since it was written: 'lifestream rewrite {entry.id}' writes it anew.", style="yellow"
        )
    if seen.unplaced:
        edits = count(len(seen.unplaced), "edit")
        err.print(f"{edits} found no place: 'lifestream edit list {entry.id}' shows them.", style="yellow")


def _print_transcript(seen: View) -> None:
    for utterance in seen.timeline.transcript.utterances:
        name = speaker_name(seen.timeline.transcript.speaker(utterance.speaker))
        voice = name if name == utterance.speaker else f"{name} ({utterance.speaker})"
        o.say(f"{utterance.id} [{timecode(utterance.segment.start)}] {voice}: {utterance.text}")


def _print_claims(seen: View) -> None:
    tasks = {action.claim.id: action for action in seen.document.actions}
    for claim in sorted(claims_of(seen.document), key=lambda claim: claim.start):
        verdict = [claim.verification.state, *(["done"] if claim.id in tasks and tasks[claim.id].is_done else [])]
        o.say(f"{claim.id} [{timecode(claim.start)}] {claim.kind}, {', '.join(verdict)}: {claim.text}")
        if claim.id in tasks:
            task = tasks[claim.id]
            due = f", due {task.due.date or task.due.text}" if task.due else ""
            o.say(f"     task: {task.task} (owner: {_owner(task.owner, seen)}{due})")


def _owner(owner: str | None, seen: View) -> str:
    return speaker_name(seen.timeline.transcript.speaker(owner)) if owner else "not said"


def _print_facts(library: Library, entry: Entry, seen: View) -> None:
    edits = library.store.edits(entry.id)
    rows = (
        ("Id", entry.id),
        ("Title", entry.title + (" (yours)" if entry.is_titled else "")),
        ("When", f"{o.when(entry)} (from: {entry.date_source}; zone: {entry.zone_source})"),
        ("Length", length_text(entry.duration)),
        ("Kind", entry.kind),
        ("People", ", ".join(entry.people) or "nobody is named"),
        ("Tags", ", ".join(entry.tags) or "none"),
        ("Pinned", "yes" if entry.is_pinned else "no"),
        ("Media", f"{entry.media} ({'your own file' if entry.held == 'original' else entry.held})"),
        ("Size", o.size_text(entry.size_bytes)),
        ("Passages", str(len(library.index.passages(entry.id)))),
        ("Edits", f"{len(edits)}, {len(seen.unplaced)} of them without a place" if edits else "none"),
        ("Added", f"{entry.added_at:%Y-%m-%d %H:%M} UTC"),
    )
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        table.add_row(f"[dim]{name}[/]", escape(o.visible(value)))
    Console().print(table)


def rename(
    recording: o.RecordingId, title: Annotated[str, typer.Argument(help="The new title; '' takes yours back.")]
) -> None:
    """Give a recording another title."""
    library = o.the_library()
    entry = find(library, recording)
    text = " ".join(title.split())
    if len(text) > LONGEST_TITLE or not all(map(str.isprintable, text)):
        raise UsageError("This is no title.", remedy=f"Use at most {LONGEST_TITLE} characters that can be seen.")
    machine = library.store.document(entry.id).title
    changed = replace(entry, title=text or machine, is_titled=bool(text), changed_at=library.clock.now())
    library.store.change(changed)
    o.say(f"{entry.id} is called “{changed.title}”.")


def tag(
    recording: o.RecordingId,
    tags: Annotated[list[str], typer.Argument(help="Tags to add.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take these tags off.")] = False,
) -> None:
    """Put tags on a recording, or take them off."""
    library = o.the_library()
    entry = find(library, recording)
    wanted = [_tag(text) for text in tags]
    kept = [t for t in entry.tags if t not in wanted]
    new = tuple(kept if remove else dict.fromkeys([*entry.tags, *wanted]))
    library.store.change(replace(entry, tags=new, changed_at=library.clock.now()))
    o.say(f"{entry.id} has the tags {', '.join(new)}." if new else f"{entry.id} has no tag.")


def _tag(text: str) -> str:
    tag = "-".join(text.casefold().removeprefix("#").split())
    if not tag or len(tag) > LONGEST_TAG or not tag.isprintable() or "," in tag:
        raise UsageError(f"“{text}” is no tag.", remedy=f"Use a word of at most {LONGEST_TAG} characters.")
    return tag


def pin(
    recording: o.RecordingId, remove: Annotated[bool, typer.Option("--remove", help="Take the pin off.")] = False
) -> None:
    """Pin a recording: nothing of it is ever collected."""
    library = o.the_library()
    entry = find(library, recording)
    library.store.change(replace(entry, is_pinned=not remove, changed_at=library.clock.now()))
    o.say(f"{entry.id} is {'no longer ' * remove}pinned.")
