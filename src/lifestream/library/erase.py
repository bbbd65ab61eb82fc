"""Erasing: everything of a recording goes, and a receipt says what went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lifestream.library.library import Library
from lifestream.ports.library_store import Tombstone


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased of a recording. Its own file, where it was never copied, is not touched: ``original``."""

    recording: str
    title: str
    passages: int
    blobs: int
    blob_bytes: int
    media_bytes: int
    voiceprints: int
    original: str | None = None


def erase(library: Library, recording: str) -> Receipt:
    """Erase text, passages, edits, jobs, voices, pictures, artefacts and the copy of the media.

    First the database forgets everything at once and notes which blobs are left; then those go. A crash between
    the two is made good by ``bury_all``.

    Raises:
        NotFoundError: there is no recording of that id.
    """
    entry = library.store.entry(recording)
    passages = len(library.index.passages(recording))
    with library.store.transaction():
        voiceprints = library.people.unenrol(recording)
        library.index.remove(recording)
        library.jobs.forget(recording)
        stone = library.store.erase(recording, library.clock.now())
    size = _size(library, stone.blobs)
    media = _bury(library, stone)
    library.index.purge()
    return Receipt(
        recording,
        entry.title,
        passages,
        len(stone.blobs),
        size,
        media,
        voiceprints,
        original=entry.media if entry.held == "original" else None,
    )


def bury_all(library: Library) -> int:
    """Finish every erasure that was interrupted; returns how many there were."""
    left = [stone for stone in library.store.tombstones() if not stone.is_buried]
    for stone in left:
        _bury(library, stone)
    if left:
        library.index.purge()
    return len(left)


def _bury(library: Library, stone: Tombstone) -> int:
    """Delete what a tombstone names; returns the bytes of the media's copy."""
    for key in stone.blobs:
        library.blobs.delete(key)
    size = library.media.delete(stone.recording)
    library.store.bury(stone.recording)
    return size


def _size(library: Library, keys: Collection[str]) -> int:
    facts = library.blobs.facts() if keys else {}
    return sum(facts[key].size_bytes for key in keys if key in facts)
