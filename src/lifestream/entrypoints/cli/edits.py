"""``lifestream edit | rewrite``: correcting what the machine heard and wrote."""

from __future__ import annotations

import getpass
from contextlib import suppress
from typing import Annotated

import typer
from rich.console import Console

from lifestream.bootstrap import bootstrap
from lifestream.config import load_settings
from lifestream.domain.edit import Edit
from lifestream.domain.segment import timecode
from lifestream.entrypoints.cli import library_options as o
from lifestream.entrypoints.cli.options import KindName, TemplateName, WriterName
from lifestream.entrypoints.cli.progress import Board
from lifestream.library.edit import Editor
from lifestream.library.find import find
from lifestream.library.rewrite import rewrite as write_anew
from lifestream.library.view import view
from lifestream.pipeline.checkpoint import Steps

edit_app = typer.Typer(no_args_is_help=True, help="Correct speakers, words, statements and tasks.")
Statement = Annotated[str, typer.Argument(metavar="STATEMENT", help="Its id, as 'show --ids' has it.")]


@edit_app.command("list")
def list_edits(recording: o.RecordingId) -> None:
    """List the edits of a recording, and say which of them found no place."""
    library = o.the_library()
    entry = find(library, recording)
    lost = {edit.id for edit in view(library, entry.id).unplaced}
    edits = library.store.edits(entry.id)
    for edit in edits:
        place = ", ".join(timecode(span.start) for span in edit.anchor.spans[:3])
        value = f" → {edit.value}" if edit.value else ""
        mark = "  (its place is no longer there)" if edit.id in lost else ""
        what = f"{edit.kind} {edit.anchor.id} [{place}] {edit.anchor.text}".strip()
        o.say(f"{edit.id}  {edit.at:%Y-%m-%d %H:%M}  {edit.author}: {what}{value}{mark}")
    if not edits:
        o.say(f"{entry.id} has no edits.")


@edit_app.command("undo")
def undo(recording: o.RecordingId, edit: Annotated[str, typer.Argument(help="Its id, or the beginning.")]) -> None:
    """Take an edit back."""
    _editor(recording).undo(edit)
    o.say("Taken back.")


@edit_app.command("text")
def edit_text(
    recording: o.RecordingId,
    utterance: Annotated[str, typer.Argument(help="Its id, as 'show --transcript' has it.")],
    text: Annotated[str, typer.Argument(help="What was really said.")],
) -> None:
    """Correct what was heard."""
    _done(_editor(recording).reword(utterance, text), is_rewrite_due=True)


@edit_app.command("speaker")
def edit_speaker(
    recording: o.RecordingId,
    speaker: Annotated[str, typer.Argument(help="Who spoke: an id such as S2, or 'new'.")],
    utterances: Annotated[list[str], typer.Argument(help="Ids of utterances.")],
) -> None:
    """Say who spoke; 'new' splits utterances off as another voice."""
    edits = _editor(recording).assign(utterances, speaker)
    _done(*edits, is_rewrite_due=True)


@edit_app.command("merge")
def merge(
    recording: o.RecordingId,
    gone: Annotated[str, typer.Argument(help="The speaker that is none of its own.")],
    stays: Annotated[str, typer.Argument(help="The speaker that it really is.")],
) -> None:
    """Say that two voices are one."""
    _done(_editor(recording).merge_speakers(gone, stays), is_rewrite_due=True)


@edit_app.command("claim")
def edit_claim(recording: o.RecordingId, statement: Statement, text: str) -> None:
    """Reword a statement, or the task in it."""
    _done(_editor(recording).judge(statement, "claim-text", text))


@edit_app.command("accept")
def accept(recording: o.RecordingId, statement: Statement) -> None:
    """Say that a statement is right."""
    _done(_editor(recording).judge(statement, "claim-accept"))


@edit_app.command("dismiss")
def dismiss(recording: o.RecordingId, statement: Statement) -> None:
    """Take a statement off every page."""
    _done(_editor(recording).judge(statement, "claim-dismiss"))


@edit_app.command("owner")
def edit_owner(recording: o.RecordingId, statement: Statement, owner: str = typer.Argument("")) -> None:
    """Say who does a task; without a name, nobody was said to."""
    _done(_editor(recording).judge(statement, "action-owner", owner))


@edit_app.command("due")
def edit_due(
    recording: o.RecordingId, statement: Statement, day: Annotated[str, typer.Argument(help="2026-11-05.")] = ""
) -> None:
    """Say until when a task is due; without a day, it is open."""
    _done(_editor(recording).judge(statement, "action-due", day))


@edit_app.command("done")
def close(recording: o.RecordingId, statement: Statement) -> None:
    """Close a task."""
    _done(_editor(recording).judge(statement, "action-done"))


def rewrite(
    recording: o.RecordingId,
    template: Annotated[TemplateName | None, typer.Option(help="What is written; by kind if not said.")] = None,
    kind: Annotated[KindName | None, typer.Option(help="What the recording is.")] = None,
    writer: Annotated[WriterName | None, typer.Option(help="Who writes.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say less.")] = False,
) -> None:
    """Write anew about a recording, from its transcript as edited; nothing is heard or seen again."""
    library = o.the_library()
    entry = find(library, recording)
    settings = load_settings()
    if writer:
        settings.writer.kind = writer.value
    application = bootstrap(settings)
    console = Console(stderr=True, quiet=quiet)
    board = Board(console, entry.title)
    steps = Steps(application.blobs, application.clock, board.show)
    with board:
        written = write_anew(
            library,
            application.tools,
            steps,
            entry.id,
            kind=kind.value if kind else None,
            template=template.value if template else None,
        )
    o.say(f"“{written.title}” ({written.id}) is written anew. 'lifestream show {written.id}' shows it.")


def _editor(recording: str) -> Editor:
    library = o.the_library()
    author = "user"
    with suppress(OSError, KeyError):  # a process without a user database has no name
        author = getpass.getuser()
    return Editor(library, find(library, recording).id, author)


def _done(*edits: Edit, is_rewrite_due: bool = False) -> None:
    for edit in edits:
        o.say(f"Done. 'lifestream edit undo {edit.recording} {edit.id}' takes it back.")
    if is_rewrite_due and edits:
        o.say(f"The minutes still rest on the old words: 'lifestream rewrite {edits[0].recording}' writes them anew.")
