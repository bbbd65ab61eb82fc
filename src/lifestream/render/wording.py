"""Dates, durations and shares as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from lifestream.domain.media import Origin
from lifestream.domain.recording import Recording
from lifestream.domain.speaker import UNKNOWN_SPEAKER, Speaker

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Written out here, because the names of ``strftime`` change with the machine's locale."""


def date_text(day: date) -> str:
    """A date with its weekday.

    >>> date_text(date(2026, 11, 6))
    'Fri 6 Nov 2026'
    """
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_text(recording: Recording, origin: Origin) -> str:
    """When a recording was made, as far as it is known, with its zone, and how that is known."""
    said, found = recording.recorded_at, origin.recorded_at
    if said is not None:
        return date_text(said) if recording.is_day else _clock(said)
    if found is None:
        return "Date not known"
    is_vague = origin.zone_source == "unknown"
    if origin.is_day:
        return f"{date_text(found)} (from the file's name)"
    match origin.source:
        case "file":
            return f"{_clock(found)} (the file's own date; when it was recorded is not known)"
        case "filename" if is_vague:
            return f"{date_text(found)}, {found:%H:%M} (from the file's name, which says no zone)"
        case "filename":
            return f"{_clock(found)} (from the file's name)"
    if origin.zone_source == "local":
        return f"{date_text(found)}, {found:%H:%M} (the recording says no zone)"
    return _clock(found) + (" (the local time is not known)" if is_vague else "")


def _clock(moment: datetime) -> str:
    return f"{date_text(moment)}, {moment:%H:%M} {moment:%Z}".rstrip()


def length_text(seconds: float) -> str:
    """A duration in the two units that matter.

    >>> length_text(42), length_text(380), length_text(7500)
    ('42 s', '6 min 20 s', '2 h 5 min')
    """
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if minutes:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{rest} s"


def percent(share: float) -> str:
    """A share of 0–1 in whole percent; never 100 % of what is not whole, nor 0 % of what is there.

    >>> percent(0.996), percent(0.001), percent(0.465)
    ('99 %', '1 %', '46 %')
    """
    whole = round(100 * share)
    if share < 1 and whole == 100:
        whole = 99
    if share > 0 and whole == 0:
        whole = 1
    return f"{whole} %"


def speaker_name(speaker: Speaker) -> str:
    """What a reader calls a speaker.

    >>> speaker_name(Speaker("S1", "Alice")), speaker_name(Speaker("S?"))
    ('Alice', 'Unknown voice')
    """
    return "Unknown voice" if speaker.id == UNKNOWN_SPEAKER and not speaker.name else speaker.label


def writers_text(fingerprints: str, *, is_brief: bool = False) -> str:
    """What a reader calls those who wrote: of the built-in writer the versions are of no interest.

    In a sentence, ``is_brief``, neither are those of the others.

    >>> writers_text("llama3 at localhost (prompt 1, answer 2), extractive 3 minilm-l6-v2 df37")
    'llama3 at localhost (prompt 1, answer 2), the built-in writer'
    >>> writers_text("llama3 at localhost (prompt 1, answer 2)", is_brief=True)
    'llama3 at localhost'
    """
    text = re.sub(r"(?:^|(?<=, ))extractive \d+[^,]*", "the built-in writer", fingerprints)
    return re.sub(r" \(prompt [^()]*\)", "", text) if is_brief else text


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "turn"), count(3, "turn")
    ('1 turn', '3 turns')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence.

    >>> listed(["Alice", "Bob", "S3"])
    'Alice, Bob and S3'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
