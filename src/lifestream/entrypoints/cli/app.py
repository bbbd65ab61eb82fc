"""The commands of ``lifestream``."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from lifestream.entrypoints.cli.doctor import doctor
from lifestream.entrypoints.cli.models import models_app
from lifestream.entrypoints.cli.process import process

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
        typer.echo(f"lifestream {version('lifestream-diary')}")
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn video into minutes and journals that can be searched, asked, and checked."""
