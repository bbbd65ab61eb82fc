"""When and where a recording was made, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from lifestream.domain.media import Origin, Place

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Cameras without a clock write 1904, 1970 or 1980; no recording that anybody keeps is older than this."""

_DATED_NAMES = (
    # GMT20261105-093000_Recording.mp4 (Zoom; in UTC as it says)
    re.compile(r"GMT(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)-(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)(?P<utc>)"),
    # VID_20261105_093000.mp4, PXL_20261105_093000123.mp4, 20261105_093000.mp4, IMG-20261105-0930
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)[_\-T ]?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?"),
    # 2026-11-05 09-30-00.mkv (OBS), 2026-11-05 at 09.30.12.mov, 2026-11-05T09:30
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[ _T\-]|\s+at\s+)"
        r"(?P<H>\d\d)[.:\-_h]?(?P<M>\d\d)(?:[.:\-_m]?(?P<S>\d\d))?(?!\d)"
    ),
)
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?")
_CREATED = ("com.apple.quicktime.creationdate", "creation_time", "date_recorded", "date", "DATE_RECORDED")
_PLACED = ("com.apple.quicktime.location.ISO6709", "location", "location-eng")


def find_origin(path: Path, metadata: Mapping[str, str]) -> Origin:
    """Read when and where from the container's metadata, then the file's name, then the file's time.

    A zone is taken only where it is written: QuickTime's creation date carries an offset; ``Z`` in
    ``creation_time`` says that the instant is UTC, not where the camera was.
    """
    place = _find_place(metadata)
    for key in _CREATED:
        moment = _read_moment(metadata.get(key, ""))
        if moment is not None and _is_plausible(moment):
            known = moment.utcoffset() is not None and not metadata[key].rstrip().endswith("Z")
            zone = "container" if known else "unknown"
            return Origin(moment if moment.tzinfo else moment.replace(tzinfo=UTC), "container", zone, place)
    moment = _read_name(path.name)
    if moment is not None and _is_plausible(moment):
        return Origin(moment if moment.tzinfo else moment.replace(tzinfo=UTC), "filename", "unknown", place)
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return Origin(modified, "file", "unknown", place)


def _read_moment(text: str) -> datetime | None:
    """Read an ISO 8601 date and time; a bare date is not a moment."""
    text = text.strip()
    if len(text) < len("2026-11-05T09:30"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _read_name(name: str) -> datetime | None:
    for pattern in _DATED_NAMES:
        if match := pattern.search(name):
            part = {key: int(value) for key, value in match.groupdict().items() if value}
            zone = UTC if "utc" in match.groupdict() else None
            try:
                return datetime(part["y"], part["m"], part["d"], part["H"], part["M"], part.get("S", 0), tzinfo=zone)
            except ValueError:
                continue
    return None


def _is_plausible(moment: datetime) -> bool:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware > _EARLIEST


def _find_place(metadata: Mapping[str, str]) -> Place | None:
    """Read a point in the form of ISO 6709, such as ``+52.5200+013.4050+034.0/``."""
    for key in _PLACED:
        if match := _ISO_6709.match(metadata.get(key, "").strip()):
            latitude, longitude = float(match[1]), float(match[2])
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return Place(latitude, longitude, float(match[3]) if match[3] else None, "container")
    return None
