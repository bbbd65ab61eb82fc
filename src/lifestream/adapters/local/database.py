"""The library's one SQLite database: connections, transactions, migrations."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lifestream.adapters.local.migrations import MIGRATIONS
from lifestream.errors import ConfigurationError, UnavailableError

BUSY_SECONDS = 30.0
"""How long a writer waits for another one to finish."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REMEDIES = {
    sqlite3.SQLITE_FULL: "Free space on the disk, and run the same command again.",
    sqlite3.SQLITE_BUSY: "Another process is writing for long. Wait for it, and run the same command again.",
    sqlite3.SQLITE_LOCKED: "Another process is writing for long. Wait for it, and run the same command again.",
    sqlite3.SQLITE_READONLY: "Fix the permissions of its folder, or name another one with LIFESTREAM_HOME.",
    sqlite3.SQLITE_CANTOPEN: "Fix the permissions of its folder, or name another one with LIFESTREAM_HOME.",
}


class Database:
    """One SQLite file in WAL mode, shared by all stores of the library.

    Each thread has a connection of its own. Outside of ``transaction`` every statement is its own transaction.
    """

    def __init__(self, path: Path) -> None:
        """Open the database, making it or bringing its schema up to date where that is needed.

        Raises:
            ConfigurationError: it was made by a newer version, or is damaged.
            UnavailableError: it cannot be opened or written.
        """
        self.path = path
        self._threads = threading.local()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnavailableError(
                f"The folder {path.parent} cannot be made: {error.strerror}.",
                remedy=_REMEDIES[sqlite3.SQLITE_CANTOPEN],
            ) from error
        self._migrate()

    def read(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """The rows of a query."""
        with self._translated():
            return self._connection.execute(sql, values).fetchall()

    def write(self, sql: str, values: Sequence[object] = ()) -> int:
        """Change rows; returns how many."""
        with self._translated():
            return self._connection.execute(sql, values).rowcount

    def write_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Change many rows by one statement; all of them, or none."""
        with self.transaction(), self._translated():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything that is written inside as a whole, or nothing of it; may be nested.

        Writers take turns: the second waits from the beginning, so that what it reads inside is what it changes.
        """
        if self._connection.in_transaction:
            yield
            return
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back already
                self._connection.execute("ROLLBACK")
            raise
        with self._translated():
            try:
                self._connection.execute("COMMIT")
            except sqlite3.Error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close this thread's connection."""
        if connection := getattr(self._threads, "connection", None):
            connection.close()
            del self._threads.connection

    def size_bytes(self) -> int:
        """Bytes of the file and of what is not yet written back into it."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def compact(self) -> None:
        """Write everything back into the file and empty the log, in which what was deleted may still stand.

        Deleted content is zeroed in the file at once (``secure_delete``). Its room is used again, not given back.
        """
        with self._translated():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            connection.row_factory = sqlite3.Row
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {pragma}")
            self._threads.connection = connection
        return connection

    def _migrate(self) -> None:
        newest = len(MIGRATIONS)
        if self._version() < newest:
            with self.transaction():
                # Another process may have done it while this one waited.
                for version in range(self._version(), newest):
                    for statement in MIGRATIONS[version]:
                        self.write(statement)
                self.write(f"PRAGMA user_version = {newest}")
        elif self._version() > newest:
            raise ConfigurationError(
                f"{self.path} was made by a newer version of LifeStream (schema {self._version()}; "
                f"this one knows {newest}).",
                remedy="Update LifeStream, or name another folder with LIFESTREAM_HOME.",
            )

    def _version(self) -> int:
        return int(self.read("PRAGMA user_version")[0][0])

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Within this, what SQLite raises is an error of ours."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.DatabaseError) -> Exception:
        code: Any = getattr(error, "sqlite_errorcode", 0) or 0
        primary = int(code) & 0xFF  # extended codes carry their kind in the lowest byte
        if primary in _DAMAGED:
            return ConfigurationError(
                f"{self.path} is damaged: {error}.",
                remedy="Move it away and run 'lifestream add' on your recordings, or put back a copy of it. "
                "Its recordings and pictures are not touched.",
            )
        if primary in _REMEDIES or isinstance(error, sqlite3.OperationalError):
            return UnavailableError(
                f"The library {self.path} cannot be used: {error}.", remedy=_REMEDIES.get(primary, "")
            )
        return error
