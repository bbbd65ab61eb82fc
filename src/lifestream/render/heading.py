"""The top of a page: front matter for machines, title and facts for people."""

from __future__ import annotations

from lifestream.domain.media import Origin, Place
from lifestream.domain.recording import Recording
from lifestream.domain.segment import timecode
from lifestream.render.escape import markdown, quoted
from lifestream.render.hearing import silence
from lifestream.render.page import Page
from lifestream.render.wording import count, length_text, listed, moment_text, speaker_name


def front_matter(page: Page) -> list[str]:
    """YAML between dashes: title, date and how it is known, people, kind, duration."""
    document = page.document
    people = ", ".join(quoted(speaker_name(speaker)) for speaker in document.speakers)
    return [
        "---",
        f"title: {quoted(document.title)}",
        *_date(document.recording, document.media.origin),
        f"people: [{people}]",
        f"kind: {document.kind.label}",
        f"duration: {quoted(timecode(document.media.duration))}",
        *([f"languages: [{', '.join(map(quoted, document.languages))}]"] if document.languages else []),
        f"source: {quoted(document.recording.filename)}",
        "---",
        "",
    ]


def _date(recording: Recording, origin: Origin) -> list[str]:
    """The date and its source, so that nobody takes a file's own date for the recording's."""
    moment = recording.recorded_at or origin.recorded_at
    if moment is None:
        return []
    source = "user" if recording.recorded_at else origin.source
    if recording.is_day if source == "user" else origin.is_day:
        return [f"date: {moment.date().isoformat()}", f"date_source: {source}"]
    if source != "user" and (
        origin.zone_source == "local" or (source == "filename" and origin.zone_source == "unknown")
    ):
        moment = moment.replace(tzinfo=None)
    return [f"date: {moment.isoformat()}", f"date_source: {source}"]


def title(page: Page) -> list[str]:
    """The title, then one line: date and zone, length, kind, people."""
    document = page.document
    when = moment_text(document.recording, document.media.origin)
    people = listed(page.names(speaker.id for speaker in document.speakers)) or silence(document).short
    facts = [f"**{when}**", length_text(document.media.duration), document.kind.label, people]
    lines = [f"# {markdown(document.title) or 'Untitled'}", "", " · ".join(facts), ""]
    if document.failures:
        stages = listed([markdown(failure.stage) for failure in document.failures])
        warning = f"> **Not everything worked:** {count(len(document.failures), 'stage')} failed ({stages})."
        lines += [f"{warning} The end of this page says why.", ""]
    return lines


def place_text(place: Place | None) -> str:
    """Coordinates in degrees, and how they are known; empty where they are not."""
    if place is None:
        return ""
    north = f"{abs(place.latitude):.4f}° {'N' if place.latitude >= 0 else 'S'}"
    east = f"{abs(place.longitude):.4f}° {'E' if place.longitude >= 0 else 'W'}"
    return f"{north}, {east} (from the {markdown(place.source)})"
