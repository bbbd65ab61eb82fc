"""The need: to keep recordings, what was written about them, and what people changed."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lifestream.domain.document import Document
from lifestream.domain.edit import Edit
from lifestream.domain.entry import Entry
from lifestream.domain.passage import Filters
from lifestream.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A recording that was erased: its id, when, and the blobs that still have to go."""

    recording: str
    at: datetime
    blobs: tuple[str, ...] = ()


class LibraryStore(Protocol):
    """Keeps entries, documents and edits. Documents and timelines are machine output: edits never change them."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """Within this, everything written to stores of one database is kept as a whole, or nothing of it.

        May be nested; the outermost counts.

        Raises:
            UnavailableError: the store cannot be written (full, locked for long, read-only).
        """

    @abstractmethod
    def put(self, entry: Entry, document: Document, timeline: Timeline) -> None:
        """Keep a recording with what was written about it, replacing what was known of it."""

    @abstractmethod
    def change(self, entry: Entry) -> None:
        """Replace an entry alone.

        Raises:
            NotFoundError: there is no recording of that id.
        """

    @abstractmethod
    def entry(self, recording: str) -> Entry:
        """One entry.

        Raises:
            NotFoundError: there is no recording of that id.
        """

    @abstractmethod
    def entries(self, filters: Filters = Filters()) -> tuple[Entry, ...]:  # noqa: B008 (frozen)
        """The entries that fit, newest first, those of unknown date last. Modalities are not looked at."""

    @abstractmethod
    def document(self, recording: str) -> Document:
        """What the machine wrote.

        Raises:
            NotFoundError: there is no recording of that id.
        """

    @abstractmethod
    def timeline(self, recording: str) -> Timeline:
        """What the document cites.

        Raises:
            NotFoundError: there is no recording of that id.
        """

    @abstractmethod
    def erase(self, recording: str, blobs: tuple[str, ...], at: datetime) -> None:
        """Forget a recording and its edits, and leave a tombstone that names the blobs still to be deleted.

        No error where there is no such recording: erasing may be repeated.
        """

    @abstractmethod
    def tombstones(self) -> tuple[Tombstone, ...]:
        """Erased recordings, in order of time."""

    @abstractmethod
    def bury(self, recording: str) -> None:
        """Say that the blobs of an erased recording are gone; the tombstone stays, without them."""

    @abstractmethod
    def add_edit(self, edit: Edit) -> None:
        """Keep an edit."""

    @abstractmethod
    def edits(self, recording: str) -> tuple[Edit, ...]:
        """The edits of a recording, in order of time."""

    @abstractmethod
    def remove_edit(self, edit: str) -> None:
        """Take an edit back.

        Raises:
            NotFoundError: there is none of that id.
        """
