"""When and where a recording was made, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from lifestream.adapters.media.dated_names import NamedTime, read_name
from lifestream.domain.media import Origin, Place

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Cameras without a clock write 1904, 1970 or 1980; no recording that anybody keeps is older than this."""

_LATEST = datetime(9999, 12, 1, tzinfo=UTC)
"""Later ones leave no room for their length, nor for a zone."""
_STEP, _FURTHEST, _SLACK = 1800.0, 14 * 3600.0, 5.0
"""Zones are whole half hours from UTC, but for a few, and never further than this; two clocks are seconds apart."""
_ZOOM_FILE = re.compile(r"(?:video|audio|zoom_|GMT)[\w ]*\.\w+$", re.IGNORECASE)
_ZOOM_FOLDER = re.compile(r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d ")
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?")
_CREATED = ("com.apple.quicktime.creationdate", "creation_time", "date_recorded", "date", "DATE_RECORDED")
_PLACED = ("com.apple.quicktime.location.ISO6709", "location", "location-eng")


def find_origin(path: Path, metadata: Mapping[str, str], duration: float = 0.0) -> Origin:
    """Read when and where from the container's metadata, then the file's name, then the file's time.

    A zone is taken only where it is written, or where it can be computed: QuickTime's creation date carries an offset;
    ``Z`` in ``creation_time`` says that the instant is UTC, not where the camera was, but a name that shows the same
    moment by another clock tells how that clock was set. Some write the end instead of the beginning: ``duration`` in
    seconds.
    """
    place = _find_place(metadata)
    named = _named(path)
    for moment, is_instant in _written(metadata):
        if not _is_plausible(moment):
            continue
        if moment.tzinfo is None:
            return Origin(moment.replace(tzinfo=UTC), "container", "local", place)
        if not is_instant:
            return Origin(moment, "container", "container", place)
        if named and (offset := _offset(named, moment, duration)):
            return Origin(named.moment.replace(tzinfo=timezone(offset)), "filename", "filename", place)
        return Origin(moment, "container", "unknown", place)
    if named:
        return Origin(named.moment, "filename", "none" if named.is_day else named.zone, place)
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return Origin(modified, "file", "unknown", place)


def _named(path: Path) -> NamedTime | None:
    """The time in the name of a file; Zoom writes it into that of the folder, and ``video1.mp4`` inside."""
    found = read_name(path.name)
    if found is None and _ZOOM_FILE.match(path.name) and _ZOOM_FOLDER.match(path.parent.name):
        found = read_name(path.parent.name)
    return found if found and _is_plausible(found.moment) else None


def _written(metadata: Mapping[str, str]) -> Iterator[tuple[datetime, bool]]:
    """The moments that a container tells, best first, and whether each is an instant alone, without its zone."""
    for key in _CREATED:
        text = metadata.get(key, "").strip()
        moment = _read_moment(text)
        if moment is not None:
            yield moment, text.endswith("Z")
    # Broadcast WAV: a date and a time of day, each in a field of its own.
    both = f"{metadata.get('date', '').strip()}T{metadata.get('creation_time', '').strip()}"
    if len(both) <= len("2026-11-05T09:30:00") and (moment := _read_moment(both)) is not None:
        yield moment, False


def _offset(named: NamedTime, instant: datetime, duration: float) -> timedelta | None:
    """How far the clock of a name is from UTC, where the name and the container tell one moment by two clocks.

    ``None`` where they are hours of something else apart, and where they agree: a camera that writes its own time as
    UTC looks the same as one that was set to UTC.
    """
    if named.zone != "unknown" or named.is_day:
        return None
    for begun in (instant, instant - timedelta(seconds=duration)):
        away = (named.moment - begun).total_seconds()
        hours = round(away / _STEP) * _STEP
        if hours and abs(hours) <= _FURTHEST and abs(away - hours) <= _SLACK:
            return timedelta(seconds=hours)
    return None


def _read_moment(text: str) -> datetime | None:
    """Read an ISO 8601 date and time; a bare date is not a moment."""
    if len(text) < len("2026-11-05T09:30"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_plausible(moment: datetime) -> bool:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _EARLIEST < aware < _LATEST


def _find_place(metadata: Mapping[str, str]) -> Place | None:
    """Read a point in the form of ISO 6709, such as ``+52.5200+013.4050+034.0/``."""
    for key in _PLACED:
        if match := _ISO_6709.match(metadata.get(key, "").strip()):
            latitude, longitude = float(match[1]), float(match[2])
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return Place(latitude, longitude, float(match[3]) if match[3] else None, "container")
    return None
