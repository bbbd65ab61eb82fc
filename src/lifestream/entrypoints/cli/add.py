"""``lifestream add | resume | reindex``: recordings into the library, and what was interrupted."""

from __future__ import annotations

from pathlib import Path

import typer

from lifestream.bootstrap import bootstrap, calendar, open_library
from lifestream.config import load_settings
from lifestream.entrypoints.cli import library_options as lib
from lifestream.entrypoints.cli import options as o
from lifestream.entrypoints.cli.batch import Wishes, process_all, worst
from lifestream.entrypoints.cli.main import usage
from lifestream.entrypoints.cli.targets import Target
from lifestream.library.add import reindex as index_again
from lifestream.library.erase import bury_all
from lifestream.library.take_in import interrupted, request_of
from lifestream.pipeline.options import ProcessOptions
from lifestream.ports.transcriber import SpeechOptions
from lifestream.render.wording import count


def add(
    videos: o.Videos,
    language: o.Languages = None,
    hotwords: o.Hotwords = None,
    speakers: o.Speakers = None,
    kind: o.Kind = None,
    recorded_at: o.RecordedAt = None,
    copy: o.Copy = False,
    quiet: o.Quiet = False,
) -> None:
    """Process recordings into the library, and write no page; 'process' has more options and does both."""
    with usage():
        speech = SpeechOptions(o.read_languages(language), o.listed(hotwords))
        options = ProcessOptions(speech, o.read_bounds(speakers), kind=kind.value if kind else None)
        when = o.read_moment(recorded_at, calendar(load_settings()).zone)
    settings = load_settings()
    library = open_library(settings)
    bury_all(library)
    wishes = Wishes(options, when, o.is_day(recorded_at), is_quiet=quiet, library=library, copy=copy)
    raise typer.Exit(process_all([Target(video, ()) for video in videos], bootstrap(settings), wishes))


def resume(quiet: o.Quiet = False) -> None:
    """Go on with recordings whose processing was interrupted, and with erasures."""
    library = lib.the_library()
    if number := bury_all(library):
        lib.say(f"Finished {count(number, 'erasure')}.")
    jobs = interrupted(library)
    if not jobs:
        lib.say("No recording was interrupted.")
        return
    application = bootstrap(load_settings())
    codes = []
    for job in jobs:
        request = request_of(job)
        wishes = Wishes(
            request.options,
            request.recorded_at,
            request.is_day,
            is_quiet=quiet,
            library=library,
            copy=request.copy,
        )
        codes.append(process_all([Target(Path(job.media), ())], application, wishes))
    raise typer.Exit(worst(codes))


def reindex() -> None:
    """Make the passages of all recordings anew, and the vectors that are missing."""
    library = lib.the_library()
    entries = library.store.entries()
    for entry in entries:
        index_again(library, entry.id)
    state = library.index.state()
    left = f"; {state.unembedded} have no vector" if state.unembedded else ""
    lib.say(f"Indexed {count(len(entries), 'recording')}: {count(state.passages, 'passage')}{left}.")
