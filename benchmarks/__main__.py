"""``python -m benchmarks run | compare | report``: measure, see what changed, write it down."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks import results as stored
from benchmarks.floors import fallen
from benchmarks.items import load_set
from benchmarks.suites import EXTENTS, SUITES, Bench
from benchmarks.table import compare as compared
from benchmarks.table import report as reported
from lifestream.errors import LifeStreamError

WORK = stored.ROOT / "build" / "bench"
DOCS = stored.ROOT / "docs" / "accuracy.md"
MARKS = ("<!-- figures -->", "<!-- end of figures -->")

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def run(
    folder: Annotated[Path | None, typer.Option("--set", help="A folder of items with ground truth.")] = None,
    items: Annotated[list[str] | None, typer.Option(help="Names, or beginnings of names, of items.")] = None,
    suite: Annotated[list[str] | None, typer.Option(help=f"One of: {', '.join(SUITES)}.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Accuracy alone; fails if it fell.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Everything, for hours.")] = False,
    work: Annotated[Path, typer.Option(help="Where outcomes are kept, so that a run can go on.")] = WORK,
    target: Annotated[
        Path | None, typer.Option("--results", help="Where results go: a whole run's to benchmarks/results.")
    ] = None,
) -> None:
    """Process items through the product, score them, print the table and store the results."""
    extent = "quick" if quick else "full" if full else "default"
    if quick and full:
        raise typer.BadParameter("--quick and --full exclude each other.")
    names = tuple(suite or EXTENTS[extent])
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        raise typer.BadParameter(f"There is no suite {', '.join(unknown)}. There are: {', '.join(SUITES)}.")
    chosen = load_set(folder, items or ())
    is_part = bool(quick or suite or items)
    results = stored.begin(
        {"extent": extent, "suites": ", ".join(names), "items": ", ".join(item.id for item in chosen)}
    )
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("")

        def show(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)
            if not console.is_terminal:
                console.print(f"{what} ({done + 1} of {total})", highlight=False, markup=False)

        bench = Bench(chosen, work / stored.fingerprint(), show, is_full=full)
        # Only whole runs are worth keeping with the code.
        target = target or (work / "results" if is_part else stored.FOLDER)
        for name in names:
            results = SUITES[name](bench, results)
            path = stored.store(results, target)  # after each suite: what an interruption leaves can be read
    text = reported(results)
    path.with_suffix(".md").write_text(text, encoding="utf-8")
    Console().print(Markdown(text)) if sys.stdout.isatty() else typer.echo(text)
    typer.echo(f"Stored in {path}.")
    lost = fallen(results, is_whole=not items) if quick else []
    for line in lost:
        console.print(f"Accuracy fell: {line}", style="red", highlight=False)
    raise typer.Exit(1 if lost else 0)


@app.command()
def compare(before: Path, after: Path) -> None:
    """Show what changed between two stored results."""
    typer.echo(compared(stored.load(before), stored.load(after)))


@app.command()
def report(path: Annotated[Path | None, typer.Argument(help="Stored results; the newest by default.")] = None) -> None:
    """Write the figures of stored results into docs/accuracy.md, with the newest of robustness if they have none."""
    results = stored.load(path or stored.newest())
    is_apart = not results.harmed and any(stored.ROBUSTNESS.glob("*.json"))
    text = reported(results, stored.load(stored.newest(stored.ROBUSTNESS)) if is_apart else None)
    page = DOCS.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0], 1)
    _, after = rest.split(MARKS[1], 1)
    DOCS.write_text(f"{before}{MARKS[0]}\n{text}{MARKS[1]}{after}", encoding="utf-8")
    typer.echo(f"Written into {DOCS}.")


if __name__ == "__main__":
    try:
        app()
    except (LifeStreamError, FileNotFoundError, RuntimeError) as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(2)
