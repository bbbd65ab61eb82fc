"""The commands of ``lifestream``."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from lifestream.entrypoints.cli.add import add, reindex, resume
from lifestream.entrypoints.cli.ask import ask
from lifestream.entrypoints.cli.catalogue import list_recordings, pin, rename, show, tag
from lifestream.entrypoints.cli.doctor import doctor
from lifestream.entrypoints.cli.edits import edit_app, rewrite
from lifestream.entrypoints.cli.journal import actions, journal
from lifestream.entrypoints.cli.models import models_app
from lifestream.entrypoints.cli.people import name, people_app, unname
from lifestream.entrypoints.cli.process import process
from lifestream.entrypoints.cli.search import search
from lifestream.entrypoints.cli.upkeep import export, gc, rm, stats

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Turn video into minutes and journals that can be searched, asked, and checked.",
    pretty_exceptions_enable=False,
)

RECORDINGS, MEMORY, CORRECTIONS, UPKEEP = "Recordings", "What you remember", "Corrections", "Upkeep"
"""The headings under which the help lists the commands."""

PANELS: dict[str, dict[str, Callable[..., None]]] = {
    RECORDINGS: {"process": process, "add": add, "list": list_recordings, "show": show, "export": export},
    MEMORY: {"search": search, "ask": ask, "journal": journal, "actions": actions},
    CORRECTIONS: {"name": name, "unname": unname, "rewrite": rewrite, "rename": rename, "tag": tag, "pin": pin},
    UPKEEP: {"resume": resume, "rm": rm, "gc": gc, "stats": stats, "reindex": reindex, "doctor": doctor},
}
for panel, commands in PANELS.items():
    for called, command in commands.items():
        app.command(called, rich_help_panel=panel)(command)
app.add_typer(people_app, name="people", rich_help_panel=MEMORY)
app.add_typer(edit_app, name="edit", rich_help_panel=CORRECTIONS)
app.add_typer(models_app, name="models", rich_help_panel=UPKEEP)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lifestream {version('lifestream-diary')}")
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn video into minutes and journals that can be searched, asked, and checked."""
