"""A processed recording becomes part of the library."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.document import Document
from lifestream.domain.entry import Entry, HeldMedia
from lifestream.domain.passage import Passage
from lifestream.domain.timeline import Timeline
from lifestream.errors import ConfigurationError, NotFoundError
from lifestream.library.enrol import follow
from lifestream.library.library import Library
from lifestream.library.overlay import View, overlay
from lifestream.library.view import view
from lifestream.pipeline.passages import passages_of
from lifestream.ports.index import Embedded


@dataclass(frozen=True, slots=True)
class Processed:
    """What came out of the pipeline: the document, what it cites, and the keys of the blobs that hold its artefacts."""

    document: Document
    timeline: Timeline
    artefacts: Collection[str] = ()


def add(library: Library, processed: Processed, *, copy: bool = False) -> Entry:
    """Keep a recording with what was written about it, replacing what was known of it; index its passages.

    Its title, tags, pin and edits stay. With ``copy`` the library keeps a copy of the media; without, it remembers
    where the user's own file lies.

    Raises:
        UnavailableError: the library cannot be written; nothing of the recording is in it then.
    """
    document, timeline = processed.document, processed.timeline
    id = document.recording.id
    media = str(Path(document.recording.path).absolute())
    held: HeldMedia = "original"
    if copy:
        media, held = library.media.keep(id, Path(media)), "copy"
    seen = overlay(document, timeline, library.store.edits(id))
    passages, vectors = _passages(library, seen)
    entry = replace(_entry(library, document, media, held), people=_people(seen))
    images = {keyframe.image for keyframe in document.keyframes}
    with library.store.transaction():
        library.store.put(entry, document, timeline)
        library.store.hold(id, {*processed.artefacts, *images})
        follow(library, id, seen)
        library.index.replace(id, passages, vectors)
    return entry


def reindex(library: Library, recording: str) -> Entry:
    """Make the passages of a recording anew from its document as edited; vectors of unchanged texts are kept.

    Raises:
        NotFoundError: there is no recording of that id.
    """
    seen = view(library, recording)
    passages, vectors = _passages(library, seen)
    with library.store.transaction():
        entry = replace(library.store.entry(recording), people=_people(seen))
        library.store.change(entry)
        follow(library, recording, seen)
        library.index.replace(recording, passages, vectors)
    return entry


def _people(seen: View) -> tuple[str, ...]:
    return tuple(dict.fromkeys(speaker.name for speaker in seen.document.speakers if speaker.name))


def _passages(library: Library, seen: View) -> tuple[tuple[Passage, ...], Embedded | None]:
    """The passages of a recording and their vectors, embedded before anything is locked."""
    passages = passages_of(seen.document, seen.timeline)
    recording = seen.document.recording.id
    vectors = library.index.vectors(recording)
    kept = {p.text: vectors[p.id] for p in library.index.passages(recording) if p.id in vectors}
    return passages, _embed(library, passages, kept)


def _embed(library: Library, passages: Collection[Passage], kept: dict[str, NDArray[np.float32]]) -> Embedded | None:
    """The vectors of passages; ``None`` where there is no embedder: words can be found without."""
    try:
        embedder = library.embedder()
    except ConfigurationError:
        return None
    if library.index.state().embedder not in (None, embedder.fingerprint):
        kept = {}
    new = [p.text for p in passages if p.text not in kept]
    made = dict(zip(new, embedder.embed(new), strict=True))
    rows = [kept[p.text] if p.text in kept else made[p.text] for p in passages]
    return Embedded(embedder.fingerprint, np.stack(rows)) if rows else None


def _entry(library: Library, document: Document, media: str, held: HeldMedia) -> Entry:
    """The entry of a document; what the user said of an earlier one is taken over."""
    recording, origin = document.recording, document.media.origin
    now = library.clock.now()
    try:
        before = library.store.entry(recording.id)
    except NotFoundError:
        before = None
    is_copied = before is not None and before.held == "copy" and held == "original"
    entry = Entry(
        id=recording.id,
        filename=recording.filename,
        title=before.title if before and before.is_titled else document.title,
        kind=document.kind.label,
        duration=document.media.duration,
        sha256=document.media.sha256,
        size_bytes=document.media.size_bytes,
        media=before.media if before and is_copied else media,
        held="copy" if is_copied else held,
        added_at=before.added_at if before else now,
        changed_at=now,
        owner=recording.owner,
        recorded_at=recording.recorded_at or origin.recorded_at,
        date_source="user" if recording.recorded_at else origin.source,
        zone_source="user" if recording.recorded_at else origin.zone_source,
        is_day=recording.is_day if recording.recorded_at else origin.is_day,
        place=origin.place,
    )
    if before is None:
        return entry
    return replace(entry, tags=before.tags, is_titled=before.is_titled, is_pinned=before.is_pinned)
