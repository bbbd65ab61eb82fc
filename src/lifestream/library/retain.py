"""What may go: what nobody needs, and what was kept for as long as the user wants it kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from lifestream.domain.entry import Entry
from lifestream.library.erase import bury_all, erase
from lifestream.library.library import Library

UNFINISHED_DAYS = 7
"""A blob that no recording needs may be of a run that goes on; after so many days it is not."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days each kind of thing is kept after its recording was added; ``None`` is for ever.

    ``media`` are the library's own copies, ``artefacts`` what makes a second run quick, ``recordings`` everything.
    """

    media: int | None = None
    keyframes: int | None = None
    artefacts: int | None = None
    recordings: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a collection would delete, and the bytes of it. Pinned recordings are not in it.

    ``blobs`` are keys that no recording needs or whose time is over, ``copies`` the recordings whose media goes,
    ``recordings`` those that go as a whole, ``interrupted`` the erasures that a crash cut short.
    """

    blobs: tuple[str, ...] = ()
    blob_bytes: int = 0
    copies: tuple[str, ...] = ()
    copy_bytes: int = 0
    recordings: tuple[Entry, ...] = ()
    interrupted: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.blobs or self.copies or self.recordings or self.interrupted)


def plan(library: Library, retention: Retention) -> Plan:
    """Say what may go."""
    now = library.clock.now()
    entries = {entry.id: entry for entry in library.store.entries()}

    def is_over(entry: Entry, days: int | None) -> bool:
        return days is not None and not entry.is_pinned and entry.added_at + timedelta(days=days) < now

    facts = library.blobs.facts()
    held = library.store.held()
    oldest = now - timedelta(days=UNFINISHED_DAYS)
    loose = {key for key, fact in facts.items() if _is_made(key) and key not in held and fact.put_at < oldest}
    for entry in entries.values():
        for days, prefix in ((retention.keyframes, "keyframes/"), (retention.artefacts, "artefacts/")):
            if is_over(entry, days):
                loose |= {key for key in library.store.held(entry.id) if key.startswith(prefix) and key in facts}
    sizes = library.media.sizes()
    copies = [id for id in sizes if id not in entries or is_over(entries[id], retention.media)]
    return Plan(
        blobs=tuple(sorted(loose)),
        blob_bytes=sum(facts[key].size_bytes for key in loose),
        copies=tuple(copies),
        copy_bytes=sum(sizes[id] for id in copies),
        recordings=tuple(entry for entry in entries.values() if is_over(entry, retention.recordings)),
        interrupted=sum(not stone.is_buried for stone in library.store.tombstones()),
    )


def collect(library: Library, wanted: Plan) -> None:
    """Delete what a plan names, and finish erasures."""
    bury_all(library)
    for entry in wanted.recordings:
        erase(library, entry.id)
    for key in wanted.blobs:
        library.blobs.delete(key)
    known = {entry.id: entry for entry in library.store.entries()}
    for id in wanted.copies:
        library.media.delete(id)
        if id in known and known[id].held == "copy":
            library.store.change(replace(known[id], held="erased"))


def _is_made(key: str) -> bool:
    """Whether a blob can be made again from a recording."""
    return key.startswith(("artefacts/", "keyframes/"))
