"""The command line: ``lifestream``."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer
from rich.console import Console

from lifestream.entrypoints.cli.doctor import doctor
from lifestream.entrypoints.cli.models import models_app
from lifestream.entrypoints.cli.process import process
from lifestream.errors import LifeStreamError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Turn video into minutes and journals that can be searched, asked, and checked.",
    pretty_exceptions_enable=False,
)
app.command("process")(process)
app.command("doctor")(doctor)
app.add_typer(models_app, name="models")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"lifestream {version('lifestream-diary')}")  # noqa: T201 (the answer itself)
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn video into minutes and journals that can be searched, asked, and checked."""


def run() -> None:
    """Run the command line; an error of ours is a sentence and a remedy, not a traceback."""
    try:
        app()
    except LifeStreamError as error:
        if os.environ.get("LIFESTREAM_DEBUG"):
            raise
        console = Console(stderr=True)
        console.print(f"[bold red]Error:[/] {_escaped(error.message)}", highlight=False)
        if error.remedy:
            console.print(f"[bold]What to do:[/] {_escaped(error.remedy)}", highlight=False)
        sys.exit(1)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
