"""Recordings, documents and edits in the library's database."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from lifestream import codec
from lifestream.adapters.local.database import Database
from lifestream.domain.document import Document
from lifestream.domain.edit import Edit
from lifestream.domain.entry import Entry
from lifestream.domain.passage import Filters
from lifestream.domain.timeline import Timeline
from lifestream.errors import NotFoundError
from lifestream.ports.library_store import LibraryStore, Tombstone


class SqliteLibraryStore(LibraryStore):
    """Keeps each value as JSON beside the columns by which it is looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def put(self, entry: Entry, document: Document, timeline: Timeline) -> None:
        with self.transaction():
            self._put_entry(entry)
            self._database.write(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)",
                (entry.id, zlib.compress(codec.dump(document)), zlib.compress(codec.dump(timeline))),
            )
            self._database.write("DELETE FROM tombstones WHERE recording = ?", (entry.id,))

    def change(self, entry: Entry) -> None:
        with self.transaction():
            self.entry(entry.id)
            self._put_entry(entry)

    def entry(self, recording: str) -> Entry:
        return codec.load(Entry, self._one("SELECT entry FROM recordings WHERE id = ?", recording))

    def entries(self, filters: Filters = Filters()) -> tuple[Entry, ...]:  # noqa: B008 (frozen)
        conditions, values = _conditions(filters)
        rows = self._database.read(
            f"SELECT entry FROM recordings WHERE {conditions} ORDER BY recorded_at DESC NULLS LAST, id",  # noqa: S608
            values,
        )
        return tuple(codec.load(Entry, row[0]) for row in rows)

    def recordings(self, filters: Filters = Filters()) -> frozenset[str]:  # noqa: B008 (frozen)
        conditions, values = _conditions(filters)
        rows = self._database.read(f"SELECT id FROM recordings WHERE {conditions}", values)  # noqa: S608
        return frozenset(row[0] for row in rows)

    def names(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._database.read("SELECT DISTINCT name FROM names ORDER BY name"))

    def document(self, recording: str) -> Document:
        blob = self._one("SELECT document FROM documents WHERE recording = ?", recording)
        return codec.load(Document, zlib.decompress(blob))

    def timeline(self, recording: str) -> Timeline:
        blob = self._one("SELECT timeline FROM documents WHERE recording = ?", recording)
        return codec.load(Timeline, zlib.decompress(blob))

    def hold(self, recording: str, blobs: Collection[str]) -> None:
        self._database.write_many("INSERT OR IGNORE INTO blobs VALUES (?, ?)", [(recording, key) for key in blobs])

    def held(self, recording: str | None = None) -> frozenset[str]:
        rows = self._database.read("SELECT key FROM blobs WHERE recording = coalesce(?1, recording)", (recording,))
        return frozenset(row[0] for row in rows)

    def erase(self, recording: str, at: datetime) -> Tombstone:
        with self.transaction():
            own = self._database.read(
                "SELECT key FROM blobs WHERE recording = ?1 "
                "EXCEPT SELECT key FROM blobs WHERE recording <> ?1 ORDER BY key",
                (recording,),
            )
            left = {key for stone in self.tombstones() if stone.recording == recording for key in stone.blobs}
            stone = Tombstone(recording, at, tuple(sorted({row[0] for row in own} | left)))
            self._database.write("DELETE FROM recordings WHERE id = ?", (recording,))
            self._database.write(
                "INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)",
                (recording, at.isoformat(), json.dumps(stone.blobs)),
            )
        return stone

    def tombstones(self) -> tuple[Tombstone, ...]:
        rows = self._database.read("SELECT * FROM tombstones ORDER BY erased_at, recording")
        return tuple(
            Tombstone(
                row["recording"],
                datetime.fromisoformat(row["erased_at"]),
                tuple(json.loads(row["blobs"] or "[]")),
                is_buried=row["blobs"] is None,
            )
            for row in rows
        )

    def bury(self, recording: str) -> None:
        self._database.write("UPDATE tombstones SET blobs = NULL WHERE recording = ?", (recording,))

    def size_bytes(self) -> int:
        return self._database.size_bytes()

    def add_edit(self, edit: Edit) -> None:
        with self.transaction():
            self.entry(edit.recording)
            self._database.write(
                "INSERT INTO edits (id, recording, edit) VALUES (?, ?, ?)",
                (edit.id, edit.recording, codec.dump(edit).decode()),
            )

    def edits(self, recording: str) -> tuple[Edit, ...]:
        rows = self._database.read("SELECT edit FROM edits WHERE recording = ? ORDER BY number", (recording,))
        return tuple(codec.load(Edit, row[0]) for row in rows)

    def remove_edit(self, edit: str) -> None:
        if not self._database.write("DELETE FROM edits WHERE id = ?", (edit,)):
            raise NotFoundError(f"There is no edit {edit}.")

    def _put_entry(self, entry: Entry) -> None:
        day = entry.day.isoformat() if entry.day else None
        moment = entry.recorded_at.timestamp() if entry.recorded_at else None
        self._database.write(
            "INSERT INTO recordings VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, "
            "day = excluded.day, recorded_at = excluded.recorded_at, kind = excluded.kind, entry = excluded.entry",
            (entry.id, entry.owner, day, moment, entry.kind, codec.dump(entry).decode()),
        )
        self._database.write("DELETE FROM tags WHERE recording = ?", (entry.id,))
        self._database.write_many("INSERT INTO tags VALUES (?, ?)", [(entry.id, tag) for tag in set(entry.tags)])
        self._database.write("DELETE FROM names WHERE recording = ?", (entry.id,))
        names = [(entry.id, name, name.casefold()) for name in set(entry.people)]
        self._database.write_many("INSERT INTO names VALUES (?, ?, ?)", names)

    def _one(self, sql: str, recording: str) -> bytes:
        rows = self._database.read(sql, (recording,))
        if not rows:
            raise NotFoundError(
                f"There is no recording {recording} in the library.", remedy="'lifestream list' shows them all."
            )
        value: bytes = rows[0][0]
        return value


def _conditions(filters: Filters) -> tuple[str, list[object]]:
    """The filters that the database can look at, as SQL and its values."""
    conditions, values = ["1"], list[object]()

    def one_of(column: str, allowed: Sequence[object]) -> str:
        values.extend(allowed)
        return f"{column} IN ({', '.join('?' * len(allowed))})"

    if filters.first_day:
        conditions.append("day >= ?")
        values.append(filters.first_day.isoformat())
    if filters.last_day:
        conditions.append("day <= ?")
        values.append(filters.last_day.isoformat())
    if filters.recordings:
        conditions.append(one_of("id", filters.recordings))
    if filters.kinds:
        conditions.append(one_of("kind", filters.kinds))
    if filters.tags:
        conditions.append(f"id IN (SELECT recording FROM tags WHERE {one_of('tag', filters.tags)})")  # noqa: S608
    if filters.people:
        people = one_of("folded", [name.casefold() for name in filters.people])
        conditions.append(f"id IN (SELECT recording FROM names WHERE {people})")  # noqa: S608
    return " AND ".join(conditions), values
