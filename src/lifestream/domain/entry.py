"""A recording as the library keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from lifestream.domain.document import RecordingKind
from lifestream.domain.media import Place

HeldMedia = Literal["original", "copy", "erased"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording of the library: what it is called, when it was, where its media lies.

    ``title`` is the user's where he gave one (``is_titled``), else the document's. ``recorded_at`` is aware; its
    offset is the recording's own zone where ``zone_source`` is not ``"unknown"``, else UTC. With ``is_day`` only the
    date is known. ``media`` is a path: that of the user's own file (``held="original"``; never deleted) or of a copy
    that belongs to the library. ``is_stale`` says that edits came after the document was written.
    """

    id: str
    filename: str
    title: str
    kind: RecordingKind
    duration: float
    sha256: str
    size_bytes: int
    media: str
    added_at: datetime
    changed_at: datetime
    owner: str = "local"
    held: HeldMedia = "original"
    recorded_at: datetime | None = None
    date_source: str = "unknown"
    zone_source: str = "unknown"
    is_day: bool = False
    place: Place | None = None
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_titled: bool = False
    is_pinned: bool = False
    is_stale: bool = False

    @property
    def day(self) -> date | None:
        """The calendar day on which it began, in the zone it was made in as far as that is known."""
        return self.recorded_at.date() if self.recorded_at else None

    @property
    def ends_at(self) -> datetime | None:
        """When it ended; ``None`` where its beginning is not known, or only its day."""
        return self.recorded_at + timedelta(seconds=self.duration) if self.recorded_at and not self.is_day else None
