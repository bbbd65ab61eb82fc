"""The need: to keep recordings, what was written about them, and what people changed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
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
    """A recording that was erased: its id, when, the blobs that have to go, and whether they and the media are gone."""

    recording: str
    at: datetime
    blobs: tuple[str, ...] = ()
    is_buried: bool = False


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
    def recordings(self, filters: Filters = Filters()) -> frozenset[str]:  # noqa: B008 (frozen)
        """The ids of the entries that fit."""

    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """The names of all people of all entries, each once, sorted."""

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
    def hold(self, recording: str, blobs: Collection[str]) -> None:
        """Say that a recording needs these blobs too: its artefacts and keyframes."""

    @abstractmethod
    def held(self, recording: str | None = None) -> frozenset[str]:
        """The keys of the blobs that a recording needs, or any of them."""

    @abstractmethod
    def erase(self, recording: str, at: datetime) -> Tombstone:
        """Forget a recording and its edits, and leave a tombstone that names the blobs nobody else needs.

        No error where there is no such recording: erasing may be repeated.
        """

    @abstractmethod
    def tombstones(self) -> tuple[Tombstone, ...]:
        """Erased recordings, in order of time."""

    @abstractmethod
    def bury(self, recording: str) -> None:
        """Say that blobs and media of an erased recording are gone; the tombstone stays, without naming them."""

    @abstractmethod
    def size_bytes(self) -> int:
        """How much room everything takes, words and edits included."""

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
