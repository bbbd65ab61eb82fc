"""What the use cases work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lifestream.ports.blob_store import BlobStore
from lifestream.ports.clock import Clock
from lifestream.ports.embedder import Embedder
from lifestream.ports.index import Index
from lifestream.ports.job_store import JobStore
from lifestream.ports.library_store import LibraryStore
from lifestream.ports.media_store import MediaStore
from lifestream.ports.people_store import PeopleStore
from lifestream.search.retrieve import Sources


@dataclass(frozen=True, slots=True)
class Library:
    """The stores of one library, of which each use case takes what it needs.

    ``embedder`` is asked for when something is to be embedded: loading it takes a third of a second, which a list
    need not pay.
    """

    store: LibraryStore
    people: PeopleStore
    jobs: JobStore
    index: Index
    blobs: BlobStore
    media: MediaStore
    clock: Clock
    embedder: Callable[[], Embedder]

    def sources(self, today: date | None = None) -> Sources:
        """Where a search looks; today is the day where this machine is, if none is given."""
        today = today or self.clock.now().astimezone().date()
        return Sources(self.store, self.people, self.index, self.embedder, today)
