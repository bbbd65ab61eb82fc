"""How days, hours, gaps and commitments are put into words; the same for every format."""

from __future__ import annotations

from datetime import date, datetime

from lifestream.domain.claim import Claim, Due
from lifestream.domain.day import Commitment, Day, Event, Period, PlaceName, Presence
from lifestream.domain.document import Chapter
from lifestream.render.page import MOMENTS
from lifestream.render.wording import MONTHS, count, date_text, length_text, listed

_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WHOLE_DAY = 86_400.0


def long_date(day: date) -> str:
    """A date in full.

    >>> long_date(date(2026, 11, 5))
    'Thursday, 5 November 2026'
    """
    return f"{_LONG_DAYS[day.weekday()]}, {day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def span_date(first: date, last: date) -> str:
    """A stretch of days.

    >>> span_date(date(2026, 11, 2), date(2026, 11, 8)), span_date(date(2026, 12, 28), date(2027, 1, 3))
    ('2–8 November 2026', '28 December 2026 – 3 January 2027')
    """
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_LONG_MONTHS[first.month - 1]} {first.year}"
    ends = [f"{d.day} {_LONG_MONTHS[d.month - 1]} {d.year}" for d in (first, last)]
    return " – ".join(ends)


def brief_date(day: date | None) -> str:
    """A date within a year that is understood.

    >>> brief_date(date(2026, 11, 5))
    '5 Nov'
    """
    return f"{day.day} {MONTHS[day.month - 1]}" if day else "an unknown day"


def zone_sentence(day: Day) -> str:
    """In which zone the hours of a day are told, and how that is known."""
    match day.zone_source:
        case "recordings":
            return f"Times are those of the recordings ({day.zone})."
        case "user":
            return f"Recordings that do not say their zone are shown in {day.zone}, as you set it."
        case "assumed":
            return "The recordings do not say their zone: times are in UTC. Set LIFESTREAM_ZONE to see them in yours."


def amount_sentence(day: Day) -> str:
    """How much of the day there are recordings of."""
    hours = "" if day.seconds == _WHOLE_DAY else f" of {length_text(day.seconds)} (clocks were changed)"
    return f"{count(len(day.events), 'recording')}, {length_text(day.recorded_seconds)}{hours}."


def clock(moment: datetime | None) -> str:
    """The hour as a wall clock showed it; empty where it is not known."""
    return f"{moment:%H:%M}" if moment else ""


def hours(event: Event) -> str:
    """From when to when an event went, and whether it goes beyond the day."""
    if event.start is None or event.end is None:
        return "Time not known"
    start = "…" if event.began_before else clock(event.start)
    end = "24:00 …" if event.goes_on else clock(event.end)
    return f"{start} – {end}" if start != end else start


def known_from(event: Event, day: Day) -> str:
    """How the time of an event is known, where a reader should be warned and the day does not say it; else nothing."""
    match event.date_source:
        case "file":
            return "the day is that of the file; when it was recorded is not known"
        case "filename" if event.zone_source in ("unknown", "user"):
            return "the time is from the file's name, which says no zone"
        case "user" if event.start is None:
            return "the day is as you said"
    if event.zone_source == "place":
        return "in the zone of its place"
    is_odd = event.zone_source in ("unknown", "user") and day.zone_source == "recordings"
    zone = "your zone" if event.zone_source == "user" else "UTC"
    return f"shown in {zone}, its own is not known" if is_odd else ""


def people_text(event: Event) -> str:
    """Who was heard: names, then how many voices have none."""
    unnamed = [count(event.unnamed, "unnamed voice")] if event.unnamed else []
    return listed([*event.people, *unnamed])


def place_words(place: PlaceName) -> str:
    """A place and how it is known."""
    source = {"gps": "by GPS", "said": "as somebody said", "shown": "as shown on screen"}[place.source]
    return f"{place.text.rstrip('.')} ({source})"


def continuation(event: Event) -> str:
    """That an event began on the day before, or goes on after this one."""
    parts = ["began the day before"] * event.began_before + ["goes on after midnight"] * event.goes_on
    return " and ".join(parts)


def due_text(due: Due | None) -> str:
    """When something is due: the date, else the words; empty where nothing was said."""
    if due is None:
        return ""
    return date_text(due.date) if due.date else f"“{due.text}”" if due.text.strip() else ""


def standing(commitment: Commitment, today: date) -> str:
    """What became of a commitment, in a few words."""
    due = due_text(commitment.due)
    match commitment.state:
        case "closed":
            by = "as you said" if commitment.closed_by == "user" else ""
            return " ".join(filter(None, (f"done on {brief_date(commitment.closed_on)}", by)))
        case "dismissed":
            return "dismissed"
        case "overdue" if commitment.due and commitment.due.date:
            late = (today - commitment.due.date).days
            return f"was due {due}, {count(late, 'day')} late"
    since = "" if commitment.opened_on in (None, today) else f"since {brief_date(commitment.opened_on)}"
    return ", ".join(filter(None, (f"due {due}" if due else "", since)))


def presence_text(presence: Presence) -> str:
    """How long somebody spoke, in how many recordings."""
    amount = f" in {presence.recordings} recordings" if presence.recordings > 1 else ""
    return f"{presence.name} ({length_text(presence.talk_seconds)}{amount})"


def decided(day: Day) -> tuple[tuple[Event, Claim], ...]:
    """The decisions of a day, each text once."""
    return tuple({claim.text: (event, claim) for event, claim in reversed(day.decisions)}.values())[::-1]


def untold(event: Event) -> tuple[tuple[Chapter, tuple[Claim, ...]], ...]:
    """What the chapters of an event say beside its bottom line and its decisions."""
    told = {claim.text for claim in (*event.bottom_line, *event.decisions)}
    rest = ((c, tuple(claim for claim in c.claims if claim.text not in told)) for c in event.chapters)
    return tuple((chapter, claims) for chapter, claims in rest if claims)


def moments(claim: Claim) -> tuple[float, ...]:
    """The beginnings of what a claim rests on, in seconds of media time, as many as a page links."""
    return tuple(dict.fromkeys(e.segment.start for e in claim.evidence if e.segment))[:MOMENTS]


def commitment_sections(day: Day) -> tuple[tuple[str, tuple[Commitment, ...]], ...]:
    """The groups in which a day shows commitments, most pressing first; those that hold any."""
    groups = (("Overdue", day.overdue), ("Opened", day.opened), ("Closed", day.closed), ("Carried over", day.carried))
    return tuple((name, found) for name, found in groups if found)


def period_sections(period: Period) -> tuple[tuple[str, tuple[Commitment, ...]], ...]:
    """The groups in which a period shows commitments, without saying anything twice."""
    fresh = {c.id for c in (*period.overdue, *period.closed)}
    groups = (("Overdue", period.overdue), ("Open", period.open), ("Closed", period.closed))
    opened = tuple(c for c in period.opened if c.id not in fresh and not c.is_pending)
    return tuple((name, found) for name, found in (*groups, ("Opened", opened)) if found)
