"""Progress of the stages, as bars in a terminal."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from lifestream.domain.stage import Progress as Report
from lifestream.domain.stage import Stage

NAMES = {
    Stage.PROBE: "Reading the container",
    Stage.AUDIO: "Decoding the sound",
    Stage.DIARISE: "Telling voices apart",
    Stage.TRANSCRIBE: "Writing down words",
    Stage.SCENES: "Finding scenes",
    Stage.OCR: "Reading slides",
    Stage.TERMS: "Listening for terms",
    Stage.SPEAKERS: "Giving words to speakers",
    Stage.ALIGN: "Putting all on one clock",
    Stage.NOTES: "Taking notes",
    Stage.COMPOSE: "Checking and composing",
}
LONG = frozenset({Stage.AUDIO, Stage.DIARISE, Stage.TRANSCRIBE, Stage.SCENES, Stage.OCR, Stage.TERMS})
"""Stages whose time grows with the recording's length."""
MARKS = {"done": "[green]✓[/]", "stored": "[blue]↺[/]", "failed": "[red]✗[/]", "skipped": "[dim]–[/]"}


class Board:
    """A bar a stage; where the output is no terminal, a line for each stage that ends."""

    def __init__(self, console: Console, title: str) -> None:
        self._console = console
        self._title = title
        self._lock = threading.Lock()
        self._tasks: dict[Stage, TaskID] = {}
        self._ended: set[Stage] = set()
        self._progress = Progress(
            TextColumn("{task.fields[mark]}"),
            SpinnerColumn(finished_text=" "),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            TaskProgressColumn(),
            TimeRemainingColumn(compact=True, elapsed_when_finished=True),
            TextColumn("{task.fields[speed]}"),
            TextColumn("{task.fields[detail]}", style="dim"),
            console=console,
            transient=False,
        )

    def __enter__(self) -> Board:
        self._console.print(Text(self._title, style="bold"))
        if self._console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._progress.stop()

    def show(self, report: Report) -> None:
        """Draw one report; called from any thread."""
        with self._lock:
            if self._console.is_terminal:
                self._draw(report)
            elif report.state != "running" and report.stage not in self._ended:
                self._ended.add(report.stage)
                line = f"  {MARKS[report.state]} {NAMES[report.stage]}"
                self._console.print(f"{line} [dim]{report.seconds:.1f} s[/]" if report.state == "done" else line)

    def _draw(self, report: Report) -> None:
        if report.stage not in self._tasks:
            self._tasks[report.stage] = self._progress.add_task(
                NAMES[report.stage], total=1.0, mark=" ", detail="", speed=""
            )
        ended = report.state != "running"
        self._progress.update(
            self._tasks[report.stage],
            completed=1.0 if ended else report.done,
            mark=MARKS.get(report.state, " "),
            speed=_speed(report),
            detail=report.detail[:60] if not ended or report.state == "failed" else "",
        )


def _speed(report: Report) -> str:
    """How many times faster than the recording plays; nothing for stages that take no time."""
    return f"{report.speed:.0f} ×" if report.speed and report.stage in LONG and report.seconds > 0.5 else ""
