"""The commands of ``lifestream``."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from lifestream.entrypoints.cli.add import add, reindex, resume
from lifestream.entrypoints.cli.ask import ask
from lifestream.entrypoints.cli.catalogue import list_recordings, pin, rename, show, tag
from lifestream.entrypoints.cli.doctor import doctor
from lifestream.entrypoints.cli.edits import done, edit_app, rewrite
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
app.command("process")(process)
app.command("add")(add)
app.command("resume")(resume)
app.command("search")(search)
app.command("ask")(ask)
app.command("list")(list_recordings)
app.command("show")(show)
app.command("rename")(rename)
app.command("tag")(tag)
app.command("pin")(pin)
app.add_typer(edit_app, name="edit")
app.command("done")(done)
app.command("rewrite")(rewrite)
app.command("journal")(journal)
app.command("actions")(actions)
app.command("name")(name)
app.command("unname")(unname)
app.add_typer(people_app, name="people")
app.command("export")(export)
app.command("rm")(rm)
app.command("gc")(gc)
app.command("stats")(stats)
app.command("reindex")(reindex)
app.command("doctor")(doctor)
app.add_typer(models_app, name="models")


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
