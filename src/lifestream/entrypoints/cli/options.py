"""The options of ``lifestream process``, and how their texts are read."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lifestream.bootstrap import language_code
from lifestream.entrypoints.cli.targets import OutputFormat
from lifestream.errors import InputError
from lifestream.ports.diarizer import SpeakerBounds


class WriterName(StrEnum):
    """Who writes."""

    EXTRACTIVE = "extractive"
    OPENAI = "openai"


class TemplateName(StrEnum):
    """What is written."""

    MINUTES = "minutes"
    JOURNAL = "journal"


class KindName(StrEnum):
    """What a recording is taken for."""

    MEETING = "meeting"
    LECTURE = "lecture"
    INTERVIEW = "interview"
    EVENT = "event"
    SOLO = "solo"


Videos = Annotated[list[Path], typer.Argument(metavar="VIDEO…", help="Recordings: video or sound.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Where to save (one recording only); '-' prints it.")
]
OutputDir = Annotated[Path | None, typer.Option(help="The folder to save to; the current one by default.")]
Formats = Annotated[list[OutputFormat] | None, typer.Option("--format", help="What to save: repeat it for several.")]
Languages = Annotated[str | None, typer.Option(help="Language codes that may be spoken, such as 'en' or 'en,de'.")]
Hotwords = Annotated[str | None, typer.Option(help="Names and terms to expect, separated by commas.")]
Speakers = Annotated[str | None, typer.Option(help="How many people speak: '3' or '2-5'.")]
Model = Annotated[str | None, typer.Option(help="Whisper size, hub name or CTranslate2 folder.")]
Writer = Annotated[WriterName | None, typer.Option(help="Who writes.")]
Template = Annotated[TemplateName | None, typer.Option(help="What is written; by kind if not said.")]
Kind = Annotated[KindName | None, typer.Option(help="What the recording is; measured if not said.")]
ChunkMinutes = Annotated[float, typer.Option(min=0.5, max=60, help="Length of the blocks.")]
RecordedAt = Annotated[
    str | None, typer.Option(help="When it was recorded, such as 2026-11-03T09:30+01:00 or 2026-11-03.")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Do everything again.")]
Offline = Annotated[
    bool, typer.Option("--offline", help="Refuse the network for models, pyannote's too; servers you set are asked.")
]
InLibrary = Annotated[bool, typer.Option("--library/--no-library", help="Keep it in the library, or only write.")]
Copy = Annotated[bool, typer.Option("--copy", help="Let the library keep a copy of the recording, too.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Say more.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print each document as one line of JSON.")]


def listed(text: str | None) -> tuple[str, ...]:
    """Read a list with commas.

    >>> listed("Ada, Grace,")
    ('Ada', 'Grace')
    """
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def read_languages(text: str | None) -> tuple[str, ...]:
    """Read languages, by their codes or English names, each once.

    Raises:
        InputError: one is not known.
    """
    return tuple(dict.fromkeys(language_code(name) for name in listed(text)))


def read_bounds(text: str | None) -> SpeakerBounds:
    """Read ``3`` or ``2-5``.

    Raises:
        InputError: it is neither.
    """
    if text is None:
        return SpeakerBounds()
    match = re.fullmatch(r"\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?\s*", text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= low <= high:
        raise InputError(
            f"--speakers {text} is not a count.", remedy="Give a number such as 3, or a range such as 2-5."
        )
    return SpeakerBounds(low, high)


def read_moment(text: str | None, zone: tzinfo | None = None) -> datetime | None:
    """Read an ISO 8601 moment; one without an offset is in the zone that the user set, else in this machine's.

    Raises:
        InputError: it is not one.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"--recorded-at {text} is not a date.", remedy="Write it as 2026-11-03T09:30+01:00."
        ) from error
    if moment.tzinfo:
        return moment
    # A bare offset: it is the recording's own, and is kept as such.
    shown = moment.replace(tzinfo=zone) if zone else moment.astimezone()
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()))


def is_day(text: str | None) -> bool:
    """Whether a moment is a date without a time.

    >>> is_day("2026-11-03"), is_day("2026-11-03T00:00")
    (True, False)
    """
    try:
        date.fromisoformat(text or "")
    except ValueError:
        return False
    return True
