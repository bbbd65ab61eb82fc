"""One calendar day of recordings: what happened, what was promised, and what became of earlier promises."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from lifestream.domain.claim import Claim, Due
from lifestream.domain.document import Chapter, RecordingKind
from lifestream.domain.segment import Segment

ZoneSource = Literal["recordings", "user", "assumed"]
EventZone = Literal["recording", "place", "user", "unknown"]
PlaceSource = Literal["gps", "said", "shown"]
CommitmentState = Literal["open", "overdue", "closed", "dismissed"]
Closer = Literal["evidence", "user"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A moment of a recording that bears on a commitment: who said what, and when.

    ``segment`` is media time; ``day`` is ``None`` where it is not known when the recording was made. ``ref`` is the id
    of the action, or of the utterance.
    """

    recording: str
    day: datetime.date | None
    segment: Segment
    quote: str
    speaker: str | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something somebody said he would do, across all recordings that speak of it.

    ``owner`` is a name, or what a recording calls an unnamed voice; ``None`` means not said. ``opened`` are the
    moments at which it was taken on, in order of time; ``closed`` those that say that it is done. ``state`` is as of
    the day that is shown, ``closed_on`` the day on which it left the list.
    """

    id: str
    task: str
    owner: str | None
    due: Due | None
    opened: tuple[Mention, ...]
    state: CommitmentState = "open"
    closed: tuple[Mention, ...] = ()
    closed_by: Closer | None = None
    closed_on: datetime.date | None = None

    @property
    def opened_on(self) -> datetime.date | None:
        """The day on which it was first taken on."""
        return self.opened[0].day if self.opened else None

    @property
    def is_pending(self) -> bool:
        """Whether it is still to be done."""
        return self.state in ("open", "overdue")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Where something happened, in words, and how it is known; ``claim`` is what said so."""

    text: str
    source: PlaceSource
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A recording, or the part of one that lies in the day.

    ``part`` is that part in media time. ``start`` and ``end`` are aware, with the offset at that time and place, and
    ``None`` where only the day is known. ``picture`` is the blob key of a keyframe. ``people`` are names, ``unnamed``
    counts the voices without one. Claims are those whose earliest evidence lies in ``part``. ``date_source`` is that of
    the entry; ``zone_source`` says whose zone the times are in: the ``recording``'s own, that of its ``place``, the
    ``user``'s, or ``unknown``, which is UTC.
    """

    recording: str
    title: str
    kind: RecordingKind
    media: str
    part: Segment
    start: datetime.datetime | None
    end: datetime.datetime | None
    date_source: str = "unknown"
    zone_source: EventZone = "unknown"
    people: tuple[str, ...] = ()
    unnamed: int = 0
    place: PlaceName | None = None
    picture: str | None = None
    bottom_line: tuple[Claim, ...] = ()
    decisions: tuple[Claim, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    began_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between two events of which there is no recording."""

    start: datetime.datetime
    end: datetime.datetime

    @property
    def seconds(self) -> float:
        """Its real length, whatever clocks were put back or forward meanwhile."""
        return elapsed(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who spoke: seconds of talk, in how many recordings."""

    name: str
    talk_seconds: float
    recordings: int


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of one day, in order of time; events whose hour is not known come first.

    ``zone`` is a name such as ``Europe/Berlin``, or an offset; ``zone_source`` says whether the recordings tell it, the
    user did, or nobody (then it is UTC). ``seconds`` is the real length of the day: 82,800 and 90,000 where clocks
    change. Of the commitments ``opened`` and ``closed`` changed on this day, ``carried`` are open from before, and
    ``overdue`` should have been done by now.
    """

    date: datetime.date
    zone: str
    zone_source: ZoneSource
    headline: str
    seconds: float = 86_400.0
    events: tuple[Event, ...] = ()
    gaps: tuple[Gap, ...] = ()
    opened: tuple[Commitment, ...] = ()
    carried: tuple[Commitment, ...] = ()
    closed: tuple[Commitment, ...] = ()
    overdue: tuple[Commitment, ...] = ()
    people: tuple[Presence, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def decisions(self) -> tuple[tuple[Event, Claim], ...]:
        """Every decision of the day with the event it was made in."""
        return tuple((event, claim) for event in self.events for claim in event.decisions)

    @property
    def recorded_seconds(self) -> float:
        """How much of the day there are recordings of, in seconds of media."""
        return sum(event.part.duration for event in self.events)


@dataclass(frozen=True, slots=True)
class Period:
    """Several days in a row, both ends inside; ``days`` are those with recordings.

    ``opened`` and ``closed`` changed in the period; ``open`` and ``overdue`` are what stands on the day ``as_of``: its
    last, or today where that is yet to come.
    """

    first: datetime.date
    last: datetime.date
    as_of: datetime.date
    headline: str
    days: tuple[Day, ...] = ()
    opened: tuple[Commitment, ...] = ()
    closed: tuple[Commitment, ...] = ()
    open: tuple[Commitment, ...] = ()
    overdue: tuple[Commitment, ...] = ()
    people: tuple[Presence, ...] = ()
    themes: tuple[str, ...] = ()


def elapsed(start: datetime.datetime, end: datetime.datetime) -> float:
    """Seconds between two aware moments; two wall clocks of one zone must not be subtracted from each other."""
    return (end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC)).total_seconds()
