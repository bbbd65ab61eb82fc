"""One day, made from the parts of recordings that lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from pathlib import PurePath
from zoneinfo import ZoneInfo

from lifestream.domain.claim import Claim
from lifestream.domain.day import Commitment, Day, Event, Gap, PlaceName, ZoneSource, elapsed
from lifestream.domain.document import Chapter, Document, RecordingKind
from lifestream.domain.segment import Segment
from lifestream.library.happenings import Told
from lifestream.library.placing import day_seconds, day_start, zone_name
from lifestream.library.themes import presences, themes
from lifestream.ports.gazetteer import Gazetteer
from lifestream.render.heading import place_text
from lifestream.render.wording import count

LEAST_GAP = 300.0
"""Seconds between two events from which a day says that there is no recording of them."""
MOST_TITLES = 3
_UNTITLED: dict[RecordingKind, str] = {
    "meeting": "a meeting",
    "lecture": "a lecture",
    "interview": "an interview",
    "event": "an event",
    "solo": "a spoken note",
    "silent": "a recording without words",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a recording that lies in one day, in media time."""

    told: Told
    segment: Segment

    def holds(self, seconds: float) -> bool:
        """Whether what begins at a media time belongs to this day; what lies beyond the end, to the last."""
        is_last = self.segment.end >= self.told.entry.duration
        return self.segment.start <= seconds and (is_last or seconds < self.segment.end)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a day is made in: the user's zone, who names places, and the documents that themes are weighed against."""

    zone: ZoneInfo | None = None
    gazetteer: Gazetteer | None = None
    everything: tuple[Document, ...] = ()


def make_day(on: date, parts: Sequence[Part], ledger: Sequence[Commitment], setting: Setting) -> Day:
    """Put the parts of a day in order, and say what became of every commitment on it."""
    ordered = sorted(parts, key=lambda p: (not p.told.placed or not p.told.placed.is_day, _starts(p), p.told.entry.id))
    events = tuple(_event(part, setting.gazetteer) for part in ordered)
    zone, source = _zone(ordered, setting.zone)
    told = [(part.told.document, part.told.timeline) for part in ordered]
    pending = [c for c in ledger if c.is_pending and c.opened_on != on]
    return Day(
        date=on,
        zone=zone_name(zone, day_start(on, zone)),
        zone_source=source,
        headline=_headline(events),
        seconds=day_seconds(on, zone),
        events=events,
        gaps=tuple(_gaps(events)),
        opened=tuple(c for c in ledger if c.opened_on == on and c.state != "dismissed"),
        carried=tuple(c for c in pending if c.state == "open"),
        closed=tuple(c for c in ledger if c.state == "closed" and c.closed_on == on),
        overdue=tuple(c for c in pending if c.state == "overdue"),
        people=presences(document for document, _ in told),
        themes=themes(told, setting.everything),
    )


def _starts(part: Part) -> float:
    return part.told.at(part.segment.start).timestamp()


def _zone(parts: Sequence[Part], wanted: ZoneInfo | None) -> tuple[tzinfo, ZoneSource]:
    """The zone of a day: the one that its first recording tells or was made in, else the user's, else UTC."""
    placed = [part.told.placed for part in parts if part.told.placed]
    own = next((each.zone for each in placed if each.zone_from in ("recording", "place")), None)
    if own is not None:
        return own, "recordings"
    return (wanted, "user") if wanted else (UTC, "assumed")


def _event(part: Part, gazetteer: Gazetteer | None) -> Event:
    told, segment = part.told, part.segment
    entry, document, placed = told.entry, told.document, told.placed
    is_timed = placed is not None and not placed.is_day
    names = [speaker.name for speaker in document.speakers if speaker.name]
    return Event(
        recording=entry.id,
        title=entry.title,
        kind=entry.kind,
        media=entry.media,
        part=segment,
        start=told.at(segment.start) if is_timed else None,
        end=told.at(segment.end) if is_timed else None,
        date_source=entry.date_source,
        zone_source=placed.zone_from if placed else "unknown",
        people=tuple(dict.fromkeys(names)),
        unnamed=sum(1 for speaker in document.speakers if not speaker.name),
        place=_place(part, gazetteer),
        picture=_picture(part),
        bottom_line=_claims(part, document.bottom_line),
        decisions=_claims(part, document.decisions),
        chapters=_chapters(part),
        began_before=segment.start > 0,
        goes_on=segment.end < entry.duration,
    )


def _claims(part: Part, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.is_shown and part.holds(claim.start))


def _chapters(part: Part) -> tuple[Chapter, ...]:
    """The chapters that have something to say in a part."""
    chapters = (replace(c, claims=_claims(part, c.claims)) for c in part.told.document.chapters)
    return tuple(c for c in chapters if c.claims or part.holds(c.segment.start))


def _place(part: Part, gazetteer: Gazetteer | None) -> PlaceName | None:
    """Where it happened: as measured, else as somebody said or a slide showed; a picture's look is no place."""
    point = part.told.entry.place
    if point is not None:
        town = gazetteer.find(point.latitude, point.longitude) if gazetteer else None
        return PlaceName(town.name if town else place_text(point), "gps")
    for notes in part.told.document.blocks:
        claim = notes.location
        if claim and claim.is_shown and claim.source != "inferred" and part.holds(claim.start):
            return PlaceName(claim.text, "said" if claim.source == "spoken" else "shown", claim)
    return None


def _picture(part: Part) -> str | None:
    """The blob key of the picture that stands for a part.

    That of its first chapter; else one that its bottom line speaks of, so that both agree; else that in its middle.
    """
    document = part.told.document
    images = {k.id: k.image for k in document.keyframes if part.holds(k.time)}
    cited = (e.ref for claim in document.bottom_line if claim.is_shown for e in claim.evidence)
    wanted = (*(chapter.keyframe for chapter in document.chapters), *cited, *list(images)[len(images) // 2 :])
    return next((images[id] for id in wanted if id in images), None)


def _gaps(events: Sequence[Event]) -> list[Gap]:
    """Stretches between events without a recording, in real time."""
    found: list[Gap] = []
    until = None
    for event in events:
        if event.start is None or event.end is None:
            continue
        if until is not None and elapsed(until, event.start) >= LEAST_GAP:
            found.append(Gap(until, event.start))
        until = event.end if until is None else max(until, event.end)
    return found


def _headline(events: Sequence[Event]) -> str:
    """What the day was about: the titles of its weightiest recordings, in order of time."""
    names: dict[str, tuple[int, float]] = {}
    for event in events:
        name = event_name(event)
        weight = (len(event.decisions) + len(event.bottom_line), event.part.duration)
        names[name] = max(names.get(name, weight), weight)
    if not names:
        return "No recordings"
    chosen = sorted(names, key=lambda name: names[name], reverse=True)[:MOST_TITLES]
    rest = len(names) - len(chosen)
    told = [name for name in names if name in chosen] + ([count(rest, "other")] if rest else [])
    text = " · ".join(told)
    return text[:1].upper() + text[1:]


def event_name(event: Event) -> str:
    """The title of an event; what it is, where its title is only the name of its file."""
    is_file_name = event.title == PurePath(event.media).stem
    return _UNTITLED[event.kind] if is_file_name else event.title
