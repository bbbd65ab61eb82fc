"""How much of what is in the library."""

from __future__ import annotations

from dataclasses import dataclass

from lifestream.library.library import Library
from lifestream.ports.index import IndexState


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, hours of media, and bytes by kind.

    ``text`` is the database with the words in it, ``index`` what is derived from it, ``artefacts`` what makes a
    second run quick; ``originals`` are the users' own files, which are not the library's.
    """

    recordings: int
    seconds: float
    people: int
    passages: IndexState
    media_bytes: int
    keyframe_bytes: int
    artefact_bytes: int
    text_bytes: int
    index_bytes: int
    original_bytes: int


def measure(library: Library) -> Stats:
    """Count everything."""
    entries = library.store.entries()
    facts = library.blobs.facts()

    def size(prefix: str) -> int:
        return sum(fact.size_bytes for key, fact in facts.items() if key.startswith(prefix))

    return Stats(
        recordings=len(entries),
        seconds=sum(entry.duration for entry in entries),
        people=len(library.people.people()),
        passages=library.index.state(),
        media_bytes=sum(library.media.sizes().values()),
        keyframe_bytes=size("keyframes/"),
        artefact_bytes=size("artefacts/"),
        text_bytes=library.store.size_bytes(),
        index_bytes=library.index.size_bytes(),
        original_bytes=sum(entry.size_bytes for entry in entries if entry.held == "original"),
    )
