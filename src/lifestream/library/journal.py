"""The journal: days and longer periods of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date
from zoneinfo import ZoneInfo

from lifestream.domain.day import Commitment, Day, Period
from lifestream.domain.entry import Entry
from lifestream.domain.media import Place
from lifestream.errors import InputError, NotFoundError
from lifestream.library.commitments import ledgers
from lifestream.library.days import Part, Setting, make_day
from lifestream.library.edit import Editor
from lifestream.library.happenings import Told
from lifestream.library.library import Library
from lifestream.library.overlay import overlay
from lifestream.library.owners import Names
from lifestream.library.placing import Placed, place, read_zone
from lifestream.library.themes import presences, themes
from lifestream.ports.gazetteer import Gazetteer
from lifestream.render.wording import count

SAME_ZONE_KM = 50.0
"""How far from a town its zone is believed; a border may run between."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The user's zone, for recordings that do not say theirs, and who knows places; each where there is one.

    The gazetteer is asked for when a recording that has a place needs it: reading it takes a while.
    """

    zone: ZoneInfo | None = None
    gazetteer: Callable[[], Gazetteer] | None = None

    def place(self, entry: Entry) -> Placed | None:
        """Where a recording lies in time; see ``placing.place``."""
        return place(entry, self.zone, self._zone_at(entry.place) if entry.place else None)

    def _zone_at(self, point: Place) -> ZoneInfo | None:
        """The zone of a place; ``None`` where no town is near, or this machine does not know the zone."""
        town = self.gazetteer().find(point.latitude, point.longitude) if self.gazetteer else None
        if town is None or town.kilometres > SAME_ZONE_KM:
            return None
        with suppress(InputError):
            return read_zone(town.zone)
        return None


UNSET = Calendar()


def day(library: Library, on: date, calendar: Calendar = UNSET) -> Day:
    """One day; without events where there is no recording of it."""
    return _days(library, read_until(library, on, calendar), [on], calendar)[0]


def period(library: Library, first: date, last: date, calendar: Calendar = UNSET) -> Period:
    """The days with recordings from the first to the last, both inside, and what stands at the end."""
    told = read_until(library, last, calendar)
    recent = [t for t in told if any(first <= on <= last for on in _dates(t))]
    dates = sorted({on for t in recent for on in _dates(t) if first <= on <= last})
    today = library.clock.now().astimezone(calendar.zone or UTC).date()
    as_of = min(last, max(first, today))
    known = commitments_of(library, told, [as_of], calendar)[as_of]
    topics = themes([(t.document, t.timeline) for t in recent], [t.document for t in told])
    amount = f"{count(len(recent), 'recording')} on {count(len(dates), 'day')}" if recent else "No recordings"
    return Period(
        first,
        last,
        as_of,
        f"{amount}: {', '.join(topics)}" if topics else amount,
        _days(library, told, dates, calendar),
        opened=tuple(c for c in known if c.opened_on and c.opened_on >= first and c.state != "dismissed"),
        closed=tuple(c for c in known if c.state == "closed" and c.closed_on and c.closed_on >= first),
        open=tuple(c for c in known if c.state == "open"),
        overdue=tuple(c for c in known if c.state == "overdue"),
        people=presences(t.document for t in recent),
        themes=topics,
    )


def commitments(library: Library, on: date, calendar: Calendar = UNSET) -> tuple[Commitment, ...]:
    """Every commitment as it stands at the end of a day, in the order in which they were taken on."""
    return commitments_of(library, read_until(library, on, calendar), [on], calendar)[on]


def close(library: Library, wanted: str, on: date, calendar: Calendar = UNSET) -> Commitment:
    """Say that a commitment is done, in every recording that speaks of it; ``wanted`` is its id, or how that begins.

    Raises:
        NotFoundError: none that is pending is called so.
        InputError: several are.
    """
    found = [c for c in commitments(library, on, calendar) if c.is_pending and wanted and c.id.startswith(wanted)]
    if not found:
        raise NotFoundError(f"Nothing that is open has the id {wanted}.", remedy="'lifestream actions' shows the ids.")
    if len(found) > 1:
        raise InputError(f"{wanted} may be any of {len(found)}.", remedy="Write more of the id.")
    for recording, action in dict.fromkeys((mention.recording, mention.ref) for mention in found[0].opened):
        Editor(library, recording).judge(action, "action-done")
    return found[0]


def latest_day(library: Library, calendar: Calendar = UNSET) -> date | None:
    """The last day of which there is a recording."""
    placed = (calendar.place(entry) for entry in library.store.entries())
    return max((on for each in placed if each for on, _ in each.parts()), default=None)


def read_until(library: Library, until: date, calendar: Calendar) -> tuple[Told, ...]:
    """The recordings that began until a day, as edited, and those of which nobody knows when; in order of time."""
    found = []
    for entry in library.store.entries():
        placed = calendar.place(entry)
        if placed and placed.start.date() > until:
            continue
        written, edits = library.store.document(entry.id), library.store.edits(entry.id)
        seen = overlay(written, library.store.timeline(entry.id), edits)
        kept = {action.claim.id for action in seen.document.actions}
        gone = tuple(action for action in written.actions if action.claim.id not in kept)
        found.append(Told(entry, placed, seen.document, seen.timeline, gone, edits))
    return tuple(sorted(found, key=lambda told: (told.at(0.0), told.entry.id)))


def commitments_of(
    library: Library, told: Sequence[Told], days: Iterable[date], calendar: Calendar
) -> dict[date, tuple[Commitment, ...]]:
    """The commitments of recordings that were read, at the end of each of several days."""
    return ledgers(told, Names(library.people.people()), days, calendar.zone or UTC)


def _days(library: Library, told: Sequence[Told], dates: Sequence[date], calendar: Calendar) -> tuple[Day, ...]:
    known = commitments_of(library, told, dates, calendar)
    is_placed = any(t.entry.place for t in told)
    namer = calendar.gazetteer() if calendar.gazetteer and is_placed else None
    days = []
    for on in dates:
        documents = tuple(t.document for t in told if not t.placed or t.placed.start.date() <= on)
        days.append(make_day(on, list(_parts(told, on)), known[on], Setting(calendar.zone, namer, documents)))
    return tuple(days)


def _parts(told: Sequence[Told], on: date) -> Iterator[Part]:
    for each in told:
        yield from (Part(each, segment) for at, segment in (each.placed.parts() if each.placed else ()) if at == on)


def _dates(told: Told) -> list[date]:
    return [on for on, _ in told.placed.parts()] if told.placed else []
