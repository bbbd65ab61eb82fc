"""Recordings on the calendar: in the zone they were made in, cut where a day ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from lifestream.domain.day import EventZone
from lifestream.domain.entry import Entry
from lifestream.domain.segment import Segment
from lifestream.errors import ConfigurationError, InputError

OWN_ZONE = frozenset({"container", "user", "filename"})
"""Sources of a zone that say where the recording was made."""
MOST_PARTS = 15
"""Days that one recording may reach into; probing refuses longer ones."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a recording lies in time: its beginning, aware, in ``zone``.

    ``zone_from`` says how that is known: the recording tells it, the place where it was made does, the user set it,
    or nobody knows and it is UTC.
    """

    entry: Entry
    start: datetime
    zone: tzinfo
    zone_from: EventZone

    @property
    def is_day(self) -> bool:
        """Whether only the date counts: the user said no hour, or it is the file's, which copying may change."""
        return self.entry.is_day or self.entry.date_source == "file"

    def at(self, seconds: float) -> datetime:
        """The moment at a media time, with the offset that clocks had then; whole milliseconds."""
        moment = self.start.astimezone(UTC) + timedelta(milliseconds=round(1000 * seconds))
        return fixed(moment.astimezone(self.zone))

    def day_at(self, seconds: float) -> date:
        """The calendar day at a media time."""
        return self.start.date() if self.is_day else self.at(seconds).date()

    def parts(self) -> Iterator[tuple[date, Segment]]:
        """Each calendar day that the recording reaches into, with the media time that lies in it."""
        if self.is_day:
            yield self.start.date(), Segment(0.0, self.entry.duration)
            return
        begin, day = 0.0, self.start.date()
        for _ in range(MOST_PARTS):
            midnight = day_start(day + timedelta(days=1), self.zone)
            left = (midnight - self.start.astimezone(UTC)).total_seconds()
            end = min(self.entry.duration, left)
            yield day, Segment(begin, max(begin, end))
            if self.entry.duration <= left:
                return
            begin, day = end, day + timedelta(days=1)


def place(entry: Entry, zone: ZoneInfo | None, there: ZoneInfo | None = None) -> Placed | None:
    """Place a recording: in its own zone where that is known, else that of its place (``there``), else the user's.

    What a name or a container tells without any zone is what a clock on the wall showed; anything else is an instant.
    ``None`` where nobody knows when it was made. Where nothing tells a zone, it is UTC.
    """
    moment = entry.recorded_at
    if moment is None:
        return None
    if entry.zone_source in OWN_ZONE:
        own = moment.tzinfo or UTC
        # A named zone knows when clocks change, which a bare offset does not.
        named = next((z for z in (there, zone) if z and moment.astimezone(z).utcoffset() == moment.utcoffset()), None)
        own = named or own
        return Placed(entry, fixed(moment), own, "recording")
    home: tzinfo = there or zone or UTC
    is_named = entry.date_source == "filename" and entry.zone_source == "unknown"
    is_wall_clock = entry.is_day or is_named or entry.zone_source == "local"
    shown = moment.replace(tzinfo=home) if is_wall_clock else moment.astimezone(home)
    return Placed(entry, fixed(shown), home, "place" if there else "user" if zone else "unknown")


def day_start(day: date, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which a day begins; where clocks skip midnight, that at which they do."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_seconds(day: date, zone: tzinfo) -> float:
    """The real length of a day.

    >>> day_seconds(date(2026, 3, 29), ZoneInfo("Europe/Berlin")) / 3600
    23.0
    """
    return (day_start(day + timedelta(days=1), zone) - day_start(day, zone)).total_seconds()


def fixed(moment: datetime) -> datetime:
    """The same moment with a bare offset, so that differences and comparisons are those of real time."""
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()), fold=0)


def zone_name(zone: tzinfo, moment: datetime) -> str:
    """What a zone is called: by its place, or by its offset from UTC.

    >>> zone_name(timezone(timedelta(hours=5, minutes=30)), datetime(2026, 11, 5, tzinfo=UTC))
    'UTC+05:30'
    """
    if isinstance(zone, ZoneInfo):
        return zone.key
    minutes = round((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds() / 60)
    return f"UTC{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"


def read_zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name such as ``Europe/Berlin``; ``None`` for none.

    Raises:
        InputError: there is no zone of that name.
        ConfigurationError: this machine knows no zones at all.
    """
    if not name or not name.strip():
        return None
    try:
        return ZoneInfo(name.strip())
    except (ValueError, OSError, KeyError) as error:  # ZoneInfoNotFoundError is a KeyError; a folder an OSError
        if not available_timezones():
            raise ConfigurationError(
                "This machine has no list of time zones.", remedy="Install it: pip install tzdata."
            ) from error
        raise InputError(
            f"There is no time zone {name}.", remedy="Name one by continent and city, such as Europe/Berlin, or UTC."
        ) from error
