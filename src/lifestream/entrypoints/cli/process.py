"""``lifestream process``: recordings in, documents out."""

from __future__ import annotations

import logging

import typer

from lifestream.bootstrap import bootstrap, calendar, open_library
from lifestream.config import Settings, load_settings
from lifestream.entrypoints.cli import options as o
from lifestream.entrypoints.cli.batch import Wishes, process_all
from lifestream.entrypoints.cli.main import usage
from lifestream.entrypoints.cli.targets import STDOUT, plan
from lifestream.errors import InputError
from lifestream.pipeline.options import ProcessOptions
from lifestream.ports.transcriber import SpeechOptions


def process(
    videos: o.Videos,
    output: o.Output = None,
    output_dir: o.OutputDir = None,
    formats: o.Formats = None,
    language: o.Languages = None,
    hotwords: o.Hotwords = None,
    speakers: o.Speakers = None,
    model: o.Model = None,
    writer: o.Writer = None,
    template: o.Template = None,
    kind: o.Kind = None,
    chunk_minutes: o.ChunkMinutes = 5.0,
    recorded_at: o.RecordedAt = None,
    fresh: o.Fresh = False,
    offline: o.Offline = False,
    verbose: o.Verbose = False,
    quiet: o.Quiet = False,
    as_json: o.AsJson = False,
    in_library: o.InLibrary = True,
    copy: o.Copy = False,
) -> None:
    """Write verified minutes, or a journal entry, about each recording.

    It becomes part of the library, too. Running it again resumes at the first stage that is not stored.
    Exit code 3 means that a stage failed and the rest was written; 1, that a recording could not be
    processed at all; 2, that an option cannot be meant.
    """
    with usage():
        if as_json and output == STDOUT:
            raise InputError("--json and -o - would both print.", remedy="Use one of them.")
        targets = plan(videos, formats or (), output, output_dir)
        options = ProcessOptions(
            speech=SpeechOptions(o.read_languages(language), o.listed(hotwords)),
            speakers=o.read_bounds(speakers),
            chunk_seconds=60 * chunk_minutes,
            kind=kind.value if kind else None,
            template=template.value if template else None,
        )
        when = o.read_moment(recorded_at, calendar(load_settings()).zone)
        if copy and not in_library:
            raise InputError("--copy keeps media in the library, and --no-library keeps nothing there.")
    settings = settings_of(model, writer, offline)
    library = open_library(settings) if in_library else None
    wishes = Wishes(
        options, when, o.is_day(recorded_at), fresh, is_quiet=quiet, as_json=as_json, library=library, copy=copy
    )
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(name)s: %(message)s")
    raise typer.Exit(process_all(targets, bootstrap(settings), wishes))


def settings_of(model: str | None, writer: o.WriterName | None, offline: bool) -> Settings:
    """The settings of the environment, and what the command line says otherwise."""
    settings = load_settings()
    if model:
        settings.transcriber.model = model
    if writer:
        settings.writer.kind = writer.value
    settings.offline = settings.offline or offline
    return settings
