"""``lifestream rm | gc | stats | export``: keeping the library in order."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lifestream.config import load_settings
from lifestream.domain.document import Document
from lifestream.domain.entry import Entry
from lifestream.entrypoints.cli import library_options as o
from lifestream.entrypoints.cli.main import UsageError
from lifestream.entrypoints.cli.output import save
from lifestream.entrypoints.cli.targets import OutputFormat
from lifestream.entrypoints.cli.targets import plan as plan_files
from lifestream.library.erase import Receipt, bury_all, erase
from lifestream.library.find import find
from lifestream.library.measure import measure
from lifestream.library.retain import Plan, Retention, collect, plan
from lifestream.library.view import view
from lifestream.render.wording import count, length_text

Recordings = Annotated[list[str], typer.Argument(metavar="RECORDING…", help="Ids, their beginnings, or titles.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def rm(recordings: Recordings, yes: Yes = False, as_json: o.AsJson = False) -> None:
    """Erase recordings: text, statements, index, pictures, voices and copies of media. Your own files stay."""
    library = o.the_library()
    entries = [find(library, text) for text in dict.fromkeys(recordings)]
    for entry in {entry.id: entry for entry in entries}.values():
        if not yes and not _agrees(entry):
            o.say(f"{entry.id} stays.")
            continue
        receipt = erase(library, entry.id)
        typer.echo(json.dumps(asdict(receipt), ensure_ascii=False)) if as_json else _print_receipt(receipt)
    bury_all(library)


def _agrees(entry: Entry) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("Erasing cannot be undone, and nobody can be asked.", remedy="Say --yes.")
    return typer.confirm(f"Erase “{entry.title}” ({o.when(entry)}, {length_text(entry.duration)})?")


def _print_receipt(receipt: Receipt) -> None:
    voices = count(receipt.voiceprints, "voiceprint")
    o.say(
        f"Erased “{receipt.title}” ({receipt.recording}): document, transcript and edits; "
        f"{count(receipt.passages, 'passage')} of the index; {count(receipt.blobs, 'picture or artefact')} "
        f"({o.size_text(receipt.blob_bytes)}); {voices}; {o.size_text(receipt.media_bytes)} of media."
    )
    if receipt.original:
        o.say(f"Your own file {receipt.original} was not touched.")


def gc(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and delete nothing.")] = False,
) -> None:
    """Delete what nobody needs, and what was kept for as long as the settings say."""
    library = o.the_library()
    days = load_settings().retention
    wanted = plan(library, Retention(days.media, days.keyframes, days.artefacts, days.recordings))
    if wanted.is_empty:
        o.say("There is nothing to collect.")
        return
    _print_plan(wanted, "Would delete" if dry_run else "Deleting")
    if not dry_run:
        collect(library, wanted)
        o.say("Done.")


def _print_plan(wanted: Plan, verb: str) -> None:
    parts = (
        (wanted.blobs, f"{count(len(wanted.blobs), 'picture or artefact')} ({o.size_text(wanted.blob_bytes)})"),
        (wanted.copies, f"{count(len(wanted.copies), 'copy of media')} ({o.size_text(wanted.copy_bytes)})"),
        (wanted.interrupted, f"the rest of {count(wanted.interrupted, 'interrupted erasure')}"),
    )
    for things, text in parts:
        if things:
            o.say(f"{verb} {text}.")
    for entry in wanted.recordings:
        o.say(f"{verb} everything of “{entry.title}” ({entry.id}), added {entry.added_at:%Y-%m-%d}.")


def stats(as_json: o.AsJson = False) -> None:
    """Say how much is in the library, in recordings and in bytes by kind."""
    found = measure(o.the_library())
    if as_json:
        typer.echo(json.dumps(asdict(found), indent=2))
        return
    table = Table.grid(padding=(0, 3))
    passages = f"{found.passages.passages:,}"
    if found.passages.unembedded:
        passages += f" ({found.passages.unembedded:,} without a vector: 'lifestream reindex' makes it)"
    for name, value in (
        ("Recordings", f"{found.recordings:,} ({length_text(found.seconds)})"),
        ("People", f"{found.people:,}"),
        ("Passages", passages),
        ("Media, copies", o.size_text(found.media_bytes)),
        ("Keyframes", o.size_text(found.keyframe_bytes)),
        ("Text", o.size_text(found.text_bytes)),
        ("Index", o.size_text(found.index_bytes)),
        ("Artefacts", o.size_text(found.artefact_bytes)),
        ("Your own files", f"{o.size_text(found.original_bytes)} (not the library's)"),
    ):
        table.add_row(f"[dim]{name}[/]", value)
    Console().print(table)


def export(
    recordings: Annotated[list[str] | None, typer.Argument(metavar="RECORDING…", help="Ids or titles.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole library.")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to save one; '-' prints it.")] = None,
    output_dir: Annotated[Path | None, typer.Option(help="The folder to save to; the current one by default.")] = None,
    formats: Annotated[list[OutputFormat] | None, typer.Option("--format", help="Repeat it for several.")] = None,
) -> None:
    """Save documents and transcripts, as edited, beside their pictures."""
    library = o.the_library()
    entries = library.store.entries() if everything else tuple(find(library, text) for text in recordings or ())
    if not entries:
        raise UsageError("Nothing is to be exported.", remedy="Name recordings, or say --all.")
    targets = plan_files([Path(entry.media) for entry in entries], formats or (), output, output_dir)
    for entry, target in zip(entries, targets, strict=True):
        seen = view(library, entry.id)
        saved = save(_placed(seen.document, entry), seen.timeline, library.blobs, target.files)
        typer.echo(saved.printed, nl=False)
        for path in saved.paths:
            o.say(f"Saved {path}.")
        for path, backup in saved.kept:
            o.say(f"{path} was not as LifeStream had left it. It is kept as {backup}.", style="yellow")


def _placed(document: Document, entry: Entry) -> Document:
    """The document under the title of its entry, linked to where its media lies now."""
    return replace(document, title=entry.title, recording=replace(document.recording, path=entry.media))
