"""When a recording was made, as cameras, phones and meeting programs write it into the names of files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal

NameZone = Literal["unknown", "utc", "filename"]

_DATE = r"(?<!\d)(?P<y>(?:19|20)\d\d)"
_ZONE = r"(?: ?(?P<zone>UTC|GMT|Z)(?P<far>[+-]\d{1,2}(?::?\d\d)?)?|(?P<offset>\+\d\d:?\d\d|-\d\d:\d\d))?(?![\d:])"
"""A bare ``-0123`` behind a time may be anything, such as the number of the file."""
_TIMED = (
    # GMT20261105-093000_Recording.mp4 (Zoom), PXL_20261105_093000123.mp4 (Pixel phones): both count in UTC
    re.compile(
        r"(?P<utc>GMT|PXL_)(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)[_-](?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)", re.IGNORECASE
    ),
    # VID_20261105_093000.mp4, 20261105_093000.mp4, DJI_20261105093000_0001.MP4, …-20261105_093000-Meeting Recording.mp4
    re.compile(_DATE + r"(?P<m>\d\d)(?P<d>\d\d)[_\-T ]?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?"),
    # WIN_20261105_09_30_12_Pro.mp4 (Windows), 2026_1105_093012_001.MP4 (dashboard cameras)
    re.compile(_DATE + r"(?P<m>\d\d)(?P<d>\d\d)_(?P<H>\d\d)_(?P<M>\d\d)_(?P<S>\d\d)(?!\d)"),
    re.compile(_DATE + r"_(?P<m>\d\d)(?P<d>\d\d)_(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)(?!\d)"),
    # 2026-11-05 09-30-00.mkv (OBS), 2026-11-05 at 9.30.12 AM.mov (macOS), 2026-11-05T09:30:00+01:00,
    # abc-defg-hij (2026-11-05 at 09 30 GMT+1).mp4 (Meet), video_2026-11-05_09-30-12.mp4 (Telegram)
    re.compile(
        _DATE + r"[-_.](?P<m>\d\d)[-_.](?P<d>\d\d)(?:[ _T\-]|\s+at\s+|\s+um\s+)"
        r"(?P<H>\d{1,2})[.:\-_h ]?(?P<M>\d\d)(?:[.:\-_m ]?(?P<S>\d\d)(?!\d))?(?:\s?(?P<half>[AP])M\b)?" + _ZONE,
        re.IGNORECASE,
    ),
)
_FURTHEST = 14 * 60
"""Minutes that no zone is further from UTC."""
_EPOCH = re.compile(r"^RPReplay_(?:Final)?(?P<epoch>\d{10})(?!\d)")
"""Recordings of an iPhone's screen: seconds since 1970."""
_DAY = re.compile(_DATE + r"(?P<sign>[-_.]?)(?P<m>\d\d)(?P=sign)(?P<d>\d\d)(?!\d)")
"""VID-20261105-WA0003.mp4 (WhatsApp): a day without an hour."""


@dataclass(frozen=True, slots=True)
class NamedTime:
    """What a name tells: a moment, aware; ``zone`` says whether its offset is the recording's own.

    ``filename``: the name says the offset; ``utc``: it is in UTC, wherever the recording was made; ``unknown``: it is
    what a clock on the wall showed, written as UTC. With ``is_day`` only the date is told.
    """

    moment: datetime
    zone: NameZone
    is_day: bool = False


def read_name(name: str) -> NamedTime | None:
    """The time in the name of a file; ``None`` where there is none.

    >>> read_name("VID-20261105-WA0003.mp4").is_day, read_name("IMG_1240.mp4")
    (True, None)
    """
    name = name[:300]
    if match := _EPOCH.search(name):
        return NamedTime(datetime.fromtimestamp(int(match["epoch"]), UTC), "utc")
    for pattern in _TIMED:
        if (match := pattern.search(name)) and (found := _moment(match)):
            return found
    if (match := _DAY.search(name)) and (found := _moment(match)):
        return NamedTime(found.moment, "unknown", is_day=True)
    return None


def _moment(match: re.Match[str]) -> NamedTime | None:
    part = {key: value for key, value in match.groupdict().items() if value}
    hour = int(part.get("H", 0))
    if "half" in part:
        hour = hour % 12 + (12 if part["half"].upper() == "P" else 0)
    zone, known = _zone(part)
    try:
        moment = datetime(
            int(part["y"]),
            int(part["m"]),
            int(part["d"]),
            hour,
            int(part.get("M", 0)),
            int(part.get("S", 0)),
            tzinfo=zone,
        )
    except ValueError:
        return None
    return NamedTime(moment, known)


def _zone(part: dict[str, str]) -> tuple[tzinfo, NameZone]:
    match = re.fullmatch(r"([+-])(\d{1,2}):?(\d\d)?", part.get("far") or part.get("offset", ""))
    if match is None:
        return UTC, "utc" if "utc" in part or "zone" in part else "unknown"
    minutes = 60 * int(match[2]) + int(match[3] or 0)
    if minutes > _FURTHEST:
        return UTC, "unknown"
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes)), "filename"
