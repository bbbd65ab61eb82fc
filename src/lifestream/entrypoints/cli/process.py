"""``lifestream process``: recordings in, documents out."""

from __future__ import annotations

import logging
import os
import re
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lifestream.bootstrap import App, bootstrap
from lifestream.config import load_settings
from lifestream.domain.document import Document
from lifestream.domain.recording import Recording
from lifestream.domain.timeline import Timeline
from lifestream.entrypoints.cli.output import OutputFormat, save
from lifestream.entrypoints.cli.progress import Board
from lifestream.entrypoints.cli.summary import print_summary
from lifestream.errors import InputError, LifeStreamError
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.process import process as process_recording
from lifestream.ports.diarizer import SpeakerBounds
from lifestream.ports.transcriber import SpeechOptions

EXIT_FAILED, EXIT_DEGRADED, EXIT_STOPPED = 1, 3, 130
STOP_SECONDS = 1.5
"""How long work in flight may take to notice that it should stop, before the process just ends."""


class WriterName(StrEnum):
    """Who writes."""

    EXTRACTIVE = "extractive"
    OPENAI = "openai"


class TemplateName(StrEnum):
    """What is written."""

    MINUTES = "minutes"
    JOURNAL = "journal"


class KindName(StrEnum):
    """What a recording is taken for."""

    MEETING = "meeting"
    LECTURE = "lecture"
    INTERVIEW = "interview"
    EVENT = "event"
    SOLO = "solo"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asked for, checked."""

    options: ProcessOptions
    formats: tuple[OutputFormat, ...]
    output: Path | None
    output_dir: Path | None
    recorded_at: datetime | None
    fresh: bool
    loudness: int  # 0 quiet, 1 normal, 2 verbose
    as_json: bool


def process(
    videos: Annotated[list[Path], typer.Argument(metavar="VIDEO…", help="Recordings: video or sound.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to save (one recording only).")] = None,
    output_dir: Annotated[Path | None, typer.Option(help="The folder to save to; the current one by default.")] = None,
    formats: Annotated[
        list[OutputFormat] | None, typer.Option("--format", help="What to save: repeat it for several.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language codes that may be spoken, such as 'en' or 'en,de'.")
    ] = None,
    hotwords: Annotated[str | None, typer.Option(help="Names and terms to expect, separated by commas.")] = None,
    speakers: Annotated[str | None, typer.Option(help="How many people speak: '3' or '2-5'.")] = None,
    model: Annotated[str | None, typer.Option(help="Whisper size, hub name or CTranslate2 folder.")] = None,
    writer: Annotated[WriterName | None, typer.Option(help="Who writes.")] = None,
    template: Annotated[TemplateName | None, typer.Option(help="What is written; by kind if not said.")] = None,
    kind: Annotated[KindName | None, typer.Option(help="What the recording is; measured if not said.")] = None,
    chunk_minutes: Annotated[float, typer.Option(min=0.5, max=60, help="Length of the blocks.")] = 5.0,
    recorded_at: Annotated[
        str | None, typer.Option(help="When it was recorded, such as 2026-11-03T09:30+01:00.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Do everything again.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the document as JSON.")] = False,
) -> None:
    """Write verified minutes, or a journal entry, about each recording.

    Running it again resumes at the first stage that is not stored. Exit code 3 means that a stage
    failed and the rest was written.
    """
    if output and len(videos) > 1:
        raise InputError("-o names one file, but there are several recordings.", remedy="Use --output-dir.")
    wishes = Wishes(
        options=ProcessOptions(
            speech=SpeechOptions(_listed(language), _listed(hotwords)),
            speakers=_bounds(speakers),
            chunk_seconds=60 * chunk_minutes,
            kind=kind.value if kind else None,
            template=template.value if template else None,
        ),
        formats=tuple(formats or ()),
        output=output,
        output_dir=output_dir,
        recorded_at=_moment(recorded_at),
        fresh=fresh,
        loudness=0 if quiet else 2 if verbose else 1,
        as_json=as_json,
    )
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(name)s: %(message)s")
    settings = load_settings()
    if model:
        settings.transcriber.model = model
    if writer:
        settings.writer.kind = writer.value
    application = bootstrap(settings)
    raise typer.Exit(max(_one(video, application, wishes) for video in videos))


def _one(video: Path, application: App, wishes: Wishes) -> int:
    """Process one recording and say how it went; returns the exit code."""
    console = Console(stderr=True, quiet=wishes.loudness == 0)
    recording = Recording(id="", path=str(video), filename=video.name, recorded_at=wishes.recorded_at)
    board = Board(console, video.name)
    steps = Steps(application.blobs, application.clock, board.show, fresh=wishes.fresh)
    try:
        with board:
            document, timeline = _watched(recording, application, wishes.options, steps)
    except KeyboardInterrupt:
        again = "Run the same command again to go on where it stopped."
        Console(stderr=True).print(f"\nStopped. What was finished is kept. {again}", style="yellow")
        os._exit(EXIT_STOPPED)  # a unit of native code may still run; everything stored is whole
    except LifeStreamError as error:
        errors = Console(stderr=True)
        errors.print(f"{video.name}: {error.message}", style="red", markup=False, highlight=False)
        if error.remedy:
            errors.print(error.remedy, markup=False, highlight=False)
        return EXIT_FAILED
    saved = save(document, timeline, application.blobs, wishes.formats, wishes.output, wishes.output_dir)
    if wishes.as_json:
        from lifestream.render.json import render_json

        typer.echo(render_json(document))
    print_summary(console, document, timeline, saved, steps.seconds)
    for failure in document.failures:
        Console(stderr=True).print(
            f"Failed: {failure.stage}: {failure.error} {failure.remedy}", style="red", markup=False, highlight=False
        )
    return EXIT_DEGRADED if document.failures else 0


def _watched(
    recording: Recording, application: App, options: ProcessOptions, steps: Steps
) -> tuple[Document, Timeline]:
    """Run the pipeline beside the main thread, so that Ctrl-C is heard at any time."""
    results: list[tuple[Document, Timeline]] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(process_recording(recording, application.tools, options, steps))
        except BaseException as error:  # noqa: BLE001 (it is raised again in the main thread)
            errors.append(error)

    thread = threading.Thread(target=work, name="pipeline", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.1)
    except KeyboardInterrupt:
        steps.stop.set()
        thread.join(STOP_SECONDS)
        raise
    if errors:
        raise errors[0]
    return results[0]


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _bounds(text: str | None) -> SpeakerBounds:
    """Read ``3`` or ``2-5``.

    Raises:
        InputError: it is neither.
    """
    if text is None:
        return SpeakerBounds()
    match = re.fullmatch(r"\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?\s*", text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= low <= high:
        raise InputError(
            f"--speakers {text} is not a count.", remedy="Give a number such as 3, or a range such as 2-5."
        )
    return SpeakerBounds(low, high)


def _moment(text: str | None) -> datetime | None:
    """Read an ISO 8601 moment; one without an offset is in this machine's zone.

    Raises:
        InputError: it is not one.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"--recorded-at {text} is not a date.", remedy="Write it as 2026-11-03T09:30+01:00."
        ) from error
    return moment if moment.tzinfo else moment.astimezone()
