"""A library in dictionaries, for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime

from lifestream import codec
from lifestream.domain.document import Document
from lifestream.domain.edit import Edit
from lifestream.domain.entry import Entry
from lifestream.domain.passage import Filters
from lifestream.domain.timeline import Timeline
from lifestream.errors import NotFoundError
from lifestream.ports.library_store import LibraryStore, Tombstone


@dataclass(slots=True)
class _Shelves:
    entries: dict[str, Entry] = field(default_factory=dict)
    documents: dict[str, tuple[Document, Timeline]] = field(default_factory=dict)
    blobs: dict[str, frozenset[str]] = field(default_factory=dict)
    edits: dict[str, Edit] = field(default_factory=dict)
    tombstones: dict[str, Tombstone] = field(default_factory=dict)

    def copy(self) -> _Shelves:
        return _Shelves(*(dict(getattr(self, shelf.name)) for shelf in fields(self)))


class MemoryLibraryStore(LibraryStore):
    """Keeps everything until the process ends."""

    def __init__(self) -> None:
        self._shelves = _Shelves()
        self._depth = 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = self._shelves.copy() if self._depth == 0 else None
        self._depth += 1
        try:
            yield
        except BaseException:
            self._shelves = before or self._shelves
            raise
        finally:
            self._depth -= 1

    def put(self, entry: Entry, document: Document, timeline: Timeline) -> None:
        self._shelves.entries[entry.id] = entry
        self._shelves.documents[entry.id] = document, timeline
        self._shelves.tombstones.pop(entry.id, None)

    def change(self, entry: Entry) -> None:
        self.entry(entry.id)
        self._shelves.entries[entry.id] = entry

    def entry(self, recording: str) -> Entry:
        if recording not in self._shelves.entries:
            raise NotFoundError(f"There is no recording {recording} in the library.")
        return self._shelves.entries[recording]

    def entries(self, filters: Filters = Filters()) -> tuple[Entry, ...]:  # noqa: B008 (frozen)
        found = [entry for entry in self._shelves.entries.values() if _fits(entry, filters)]
        return tuple(sorted(found, key=lambda e: (-e.recorded_at.timestamp() if e.recorded_at else float("inf"), e.id)))

    def recordings(self, filters: Filters = Filters()) -> frozenset[str]:  # noqa: B008 (frozen)
        return frozenset(entry.id for entry in self.entries(filters))

    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for entry in self._shelves.entries.values() for name in entry.people}))

    def document(self, recording: str) -> Document:
        self.entry(recording)
        return self._shelves.documents[recording][0]

    def timeline(self, recording: str) -> Timeline:
        self.entry(recording)
        return self._shelves.documents[recording][1]

    def hold(self, recording: str, blobs: Collection[str]) -> None:
        self._shelves.blobs[recording] = self.held(recording) | frozenset(blobs)

    def held(self, recording: str | None = None) -> frozenset[str]:
        wanted = self._shelves.blobs if recording is None else {recording}
        return frozenset(key for id in wanted for key in self._shelves.blobs.get(id, ()))

    def erase(self, recording: str, at: datetime) -> Tombstone:
        shelves = self._shelves
        own = shelves.blobs.pop(recording, frozenset()) - self.held()
        before = shelves.tombstones.get(recording)
        stone = Tombstone(recording, at, tuple(sorted(own.union(before.blobs if before else ()))))
        shelves.tombstones[recording] = stone
        shelves.entries.pop(recording, None)
        shelves.documents.pop(recording, None)
        shelves.edits = {id: edit for id, edit in shelves.edits.items() if edit.recording != recording}
        return stone

    def tombstones(self) -> tuple[Tombstone, ...]:
        return tuple(sorted(self._shelves.tombstones.values(), key=lambda stone: (stone.at, stone.recording)))

    def bury(self, recording: str) -> None:
        if stone := self._shelves.tombstones.get(recording):
            self._shelves.tombstones[recording] = Tombstone(recording, stone.at, is_buried=True)

    def size_bytes(self) -> int:
        return sum(len(codec.dump(part)) for pair in self._shelves.documents.values() for part in pair)

    def add_edit(self, edit: Edit) -> None:
        self.entry(edit.recording)
        self._shelves.edits[edit.id] = edit

    def edits(self, recording: str) -> tuple[Edit, ...]:
        return tuple(edit for edit in self._shelves.edits.values() if edit.recording == recording)

    def remove_edit(self, edit: str) -> None:
        if self._shelves.edits.pop(edit, None) is None:
            raise NotFoundError(f"There is no edit {edit}.")


def _fits(entry: Entry, filters: Filters) -> bool:
    day, people = entry.day, {name.casefold() for name in entry.people}
    return (
        (not filters.first_day or (day is not None and day >= filters.first_day))
        and (not filters.last_day or (day is not None and day <= filters.last_day))
        and (not filters.recordings or entry.id in filters.recordings)
        and (not filters.kinds or entry.kind in filters.kinds)
        and (not filters.tags or bool(set(entry.tags) & set(filters.tags)))
        and (not filters.people or bool(people & {name.casefold() for name in filters.people}))
    )
