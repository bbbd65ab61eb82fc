"""A library of LifeStream's own, filled with passages that were made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.library.corpus import Corpus, vectors
from lifestream.bootstrap import open_library
from lifestream.config import load_settings
from lifestream.domain.document import Document, Kind
from lifestream.domain.entry import Entry
from lifestream.domain.media import Media
from lifestream.domain.passage import Passage
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Scenes
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript
from lifestream.library.library import Library
from lifestream.ports.index import Embedded

RECORDINGS = 3
"""Recordings whose passages are really embedded: the vectors of the others lie about these."""
STARTS = 5
"""Cold starts, of which the median counts."""
MADE_AT = datetime(2026, 11, 10, tzinfo=UTC)


def open_at(home: Path) -> Library:
    """The library in a folder, as the commands open it."""
    return open_library(load_settings().model_copy(update={"home": home}))


def embed_some(library: Library, corpus: Corpus) -> tuple[NDArray[np.float32], float]:
    """Index some passages with their embedding; their vectors, and how many a second that were."""
    recordings = [corpus.recording(number) for number in range(RECORDINGS)]
    embedder = library.embedder()
    embedder.embed(["Nobody waits for the first one."])
    begin, rows = perf_counter(), []
    for passages in recordings:
        rows.append(embedder.embed([p.text for p in passages]))
        _put(library, passages, Embedded(embedder.fingerprint, rows[-1]))
    return np.concatenate(rows), sum(map(len, recordings)) / (perf_counter() - begin)


def fill(
    library: Library, corpus: Corpus, basis: NDArray[np.float32], show: Callable[[int], None] = lambda number: None
) -> float:
    """Index every passage with a vector that was made beforehand; returns passages a second."""
    fingerprint, seconds = library.embedder().fingerprint, 0.0
    for number, passages in enumerate(corpus.all()):
        rows = Embedded(fingerprint, vectors(basis, len(passages), number))
        begin = perf_counter()
        _put(library, passages, rows)
        seconds += perf_counter() - begin
        show(number)
    return corpus.count / seconds


def _put(library: Library, passages: tuple[Passage, ...], rows: Embedded) -> None:
    """What adding a recording does at its end, in one transaction."""
    entry, document, timeline = _recording(passages[0].recording, len(passages))
    with library.store.transaction():
        library.store.put(entry, document, timeline)
        library.index.replace(entry.id, passages, rows)


def _recording(id: str, minutes: int) -> tuple[Entry, Document, Timeline]:
    duration = 30.0 * minutes
    recording = Recording(id, f"/recordings/{id}.mp4", f"{id}.mp4")
    media = Media("0" * 64, 1_000, "mp4", duration)
    entry = Entry(
        id, recording.filename, id, "meeting", duration, media.sha256, 1_000, recording.path, MADE_AT, MADE_AT
    )
    document = Document(recording, media, "minutes", Kind("meeting", (("meeting", 1.0),), ()), id)
    return entry, document, Timeline(recording, media, Transcript(), Scenes())


def cold_start(home: Path, queries: tuple[str, ...]) -> tuple[float, ...]:
    """Seconds that ``lifestream search`` takes from its start to its end, in a process of its own each time."""
    environment = {**os.environ, "LIFESTREAM_HOME": str(home), "LIFESTREAM_OFFLINE": "1"}
    taken = []
    for query in queries[:STARTS]:
        begin = perf_counter()
        command = [sys.executable, "-m", "lifestream", "search", query]
        subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603 (our own words)
        taken.append(perf_counter() - begin)
    return tuple(taken)
