"""Recordings one after the other: each is processed and saved, and none that fails stops the next."""

from __future__ import annotations

import json
import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console

from lifestream.bootstrap import App
from lifestream.domain.document import Document
from lifestream.domain.recording import Recording
from lifestream.entrypoints.cli.main import EXIT_FAILED, EXIT_STOPPED, STOPPED
from lifestream.entrypoints.cli.output import Saved, save
from lifestream.entrypoints.cli.progress import Board
from lifestream.entrypoints.cli.summary import print_summary
from lifestream.entrypoints.cli.targets import Target
from lifestream.errors import LifeStreamError
from lifestream.library.library import Library
from lifestream.library.take_in import Request, Taken, take_in
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.process import process as process_recording
from lifestream.render.json import render_json

T = TypeVar("T")

EXIT_DEGRADED = 3
_SEVERITY = (0, EXIT_DEGRADED, EXIT_FAILED)
STOP_SECONDS = 1.5
"""How long work in flight may take to notice that it should stop, before the process just ends."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asked for, checked."""

    options: ProcessOptions
    recorded_at: datetime | None = None
    is_day: bool = False
    fresh: bool = False
    is_quiet: bool = False
    as_json: bool = False
    library: Library | None = None  # where recordings are kept
    copy: bool = False  # whether their media is kept too


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one recording."""

    taken: Taken
    saved: Saved


def process_all(targets: Sequence[Target], application: App, wishes: Wishes) -> int:
    """Process all recordings and say how it went; returns the worst exit code."""
    for warning in application.warnings:
        _say(warning, style="yellow")
    for target in targets:
        if target.is_renamed:
            _say(f"{target.video} is saved as {target.files[0][1]}: another recording has its name.", style="yellow")
    names = list(_names([target.video for target in targets]))
    runs = enumerate(zip(targets, names, strict=True), 1)
    return worst(_one(t, _Run(name, n, len(names)), application, wishes) for n, (t, name) in runs)


def worst(codes: Iterable[int]) -> int:
    """The exit code of several recordings: nothing could be done counts most."""
    return max(codes, key=_SEVERITY.index, default=0)


@dataclass(frozen=True, slots=True)
class _Run:
    """What a recording is called, and which of how many it is."""

    name: str
    number: int
    count: int

    @property
    def heading(self) -> str:
        return f"{self.name} ({self.number} of {self.count})" if self.count > 1 else self.name


def _names(videos: Sequence[Path]) -> Iterator[str]:
    """The name of each file, with its folder where another has the same."""
    known = Counter(video.name for video in videos)
    for video in videos:
        yield video.name if known[video.name] == 1 else str(video)


def _one(target: Target, run: _Run, application: App, wishes: Wishes) -> int:
    """Process one recording, save its document and say how it went; returns the exit code."""
    console = Console(stderr=True, quiet=wishes.is_quiet)
    video = target.video
    board = Board(console, run.heading)
    steps = Steps(application.blobs, application.clock, board.show, fresh=wishes.fresh)

    def work() -> Outcome:
        taken = _process(str(video), application, wishes, steps)
        document, timeline = taken.document, taken.timeline
        return Outcome(taken, save(document, timeline, application.blobs, target.files))

    try:
        with board:
            done = _watched(work, steps)
    except KeyboardInterrupt:
        _say(f"\n{STOPPED}", style="yellow")
        os._exit(EXIT_STOPPED)  # a unit of native code may still run; everything stored is whole
    if error := done.exception():
        _say_failure(run.name, error)
        return EXIT_FAILED
    return _report(done.result(), console, steps, wishes)


def _process(video: str, application: App, wishes: Wishes, steps: Steps) -> Taken:
    """Process a recording, and keep it where there is a library."""
    request = Request(video, wishes.options, wishes.recorded_at, wishes.is_day, wishes.copy)
    if wishes.library:
        return take_in(wishes.library, application.tools, request, steps)
    recording = Recording("", video, Path(video).name, recorded_at=wishes.recorded_at, is_day=wishes.is_day)
    return Taken(*process_recording(recording, application.tools, wishes.options, steps))


def _report(outcome: Outcome, console: Console, steps: Steps, wishes: Wishes) -> int:
    """Print what was asked for and what was found; returns the exit code."""
    document, saved, lost = outcome.taken.document, outcome.saved, outcome.taken.lost
    if wishes.as_json:
        typer.echo(_one_line(document))
    typer.echo(saved.printed, nl=False)
    print_summary(console, outcome.taken, saved.paths, steps.seconds)
    for path, backup in saved.kept:
        _say(f"{path} was not as LifeStream had left it. It is kept as {backup}.", style="yellow")
    for failure in document.failures:
        _say(f"Failed: {failure.stage}: {failure.error} {failure.remedy}", style="red")
    if lost:
        _say(f"It is not in the library: {lost.message} {lost.remedy}", style="red")
    return EXIT_DEGRADED if document.failures or lost else 0


def _one_line(document: Document) -> str:
    """A document as one line of JSON, so that those of several recordings make JSON Lines."""
    return json.dumps(json.loads(render_json(document)), ensure_ascii=False)


def _watched(work: Callable[[], T], steps: Steps) -> Future[T]:
    """Run work beside the main thread, so that Ctrl-C is heard at any time; returns when it has ended."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="pipeline")
    future = pool.submit(work)
    try:
        while not future.done():
            wait([future], timeout=0.1)
    except KeyboardInterrupt:
        steps.stop.set()
        wait([future], timeout=STOP_SECONDS)
        raise
    pool.shutdown()
    return future


def _say_failure(name: str, error: BaseException) -> None:
    """Say why a recording failed: in a sentence if it is an error of ours, else by its name."""
    if os.environ.get("LIFESTREAM_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, LifeStreamError):
        _say(f"{name}: {error.message}", style="red")
        if error.remedy:
            _say(error.remedy)
    else:
        _say(f"{name}: {type(error).__name__}: {error}", style="red")
        _say("LifeStream did not expect this. With LIFESTREAM_DEBUG=1 it shows where it happened.")


def _say(text: str, style: str | None = None) -> None:
    """Print a sentence on the standard error stream, whatever is in it, even where little is said."""
    Console(stderr=True).print(text, style=style, markup=False, highlight=False, soft_wrap=True)
