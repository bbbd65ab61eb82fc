"""A recording is processed and becomes part of the library; a job says where it is, also after a crash."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lifestream import codec
from lifestream.domain.document import Document
from lifestream.domain.entry import Entry
from lifestream.domain.job import Job, State
from lifestream.domain.recording import Recording
from lifestream.domain.timeline import Timeline
from lifestream.errors import Cancelled, LifeStreamError
from lifestream.library.add import Processed, add
from lifestream.library.library import Library
from lifestream.library.recognise import recognise
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.process import process
from lifestream.pipeline.tools import Tools

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for: a media file, how to process it, and whether to keep a copy of it."""

    media: str
    options: ProcessOptions = ProcessOptions()
    recorded_at: datetime | None = None
    is_day: bool = False
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a recording. ``entry`` is ``None`` where the library could not keep it; ``lost`` says why."""

    document: Document
    timeline: Timeline
    entry: Entry | None = None
    lost: LifeStreamError | None = None


def take_in(library: Library, tools: Tools, request: Request, step: Steps) -> Taken:
    """Process a recording and keep it; what was processed is returned even where the library fails.

    A job stays ``processing`` where the process dies: ``interrupted`` finds it, and the same request resumes it.

    Raises:
        InputError: the recording cannot be read at all.
        Cancelled: somebody asked to stop; finished stages are kept.
    """
    job = _begin(library, request)
    recording = Recording(
        "", request.media, Path(request.media).name, recorded_at=request.recorded_at, is_day=request.is_day
    )
    try:
        document, timeline = process(recording, tools, request.options, step)
    except LifeStreamError as error:
        _end(library, job, "cancelled" if isinstance(error, Cancelled) else "failed", error)
        raise
    job = replace(job, recording=document.recording.id)
    try:
        with library.store.transaction():
            entry = add(library, Processed(document, timeline, frozenset(step.keys)), copy=request.copy)
            recognise(library, entry.id)
            _end(library, job, "completed")
    except LifeStreamError as error:
        _end(library, job, "failed", error)
        return Taken(document, timeline, lost=error)
    return Taken(document, timeline, library.store.entry(entry.id))


def interrupted(library: Library) -> tuple[Job, ...]:
    """Jobs that were begun and never ended: of a process that died, or that is still at work."""
    return library.jobs.jobs({"processing"})


def request_of(job: Job) -> Request:
    """What a job was asked for."""
    return codec.load(Request, job.request)


def _begin(library: Library, request: Request) -> Job:
    """Write down what is begun; the job of an earlier, interrupted run of the same media goes on."""
    media = str(Path(request.media).absolute())
    now = library.clock.now()
    job = next((j for j in interrupted(library) if j.media == media), None) or Job(
        uuid.uuid4().hex, "processing", media, Path(media).name, "", now, now
    )
    text = codec.dump(replace(request, media=media)).decode()
    job = replace(job, request=text, attempt=job.attempt + 1, changed_at=now)
    _put(library, job)
    return job


def _end(library: Library, job: Job, state: State, error: LifeStreamError | None = None) -> None:
    message, remedy = (error.message, error.remedy) if error else ("", "")
    _put(library, replace(job, state=state, error=message, remedy=remedy, changed_at=library.clock.now()))


def _put(library: Library, job: Job) -> None:
    try:
        library.jobs.put(job)
    except LifeStreamError:
        # A library that cannot be written must not cost the recording: the caller hears of it when it is kept.
        log.warning("the job of %s was not written down", job.filename, exc_info=True)
