"""Measured facts of a container; never guessed ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AudioStream:
    """One audio track. ``start`` is its offset on the media clock, in seconds."""

    index: int
    codec: str
    sample_rate: int
    channels: int
    start: float
    language: str | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class VideoStream:
    """One video track that moves (cover pictures are left out).

    ``width`` and ``height`` are pixels as displayed, so after ``rotation`` (0, 90, 180 or 270
    degrees clockwise). ``fps`` is the average frame rate; ``is_variable`` says that frames are not
    evenly spaced, so that only their own times count.
    """

    index: int
    codec: str
    width: int
    height: int
    fps: float
    start: float
    rotation: int = 0
    is_variable: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a recording was made: degrees north and east, metres above sea level."""

    latitude: float
    longitude: float
    altitude: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Origin:
    """When and where a recording was made, and how each is known.

    ``recorded_at`` is aware. ``source`` is ``container``, ``filename``, ``file``, ``user`` or ``unknown``. Its offset
    is the recording's own zone where ``zone_source`` is ``container``, ``filename`` or ``user``, and else UTC: with
    ``utc`` the name says so, with ``local`` the container tells what a clock on the wall showed, and with ``unknown``
    a file name does that, while a container or a file tells the instant. With ``none`` only the date is told, and
    counts.
    """

    recorded_at: datetime | None = None
    source: str = "unknown"
    zone_source: str = "unknown"
    place: Place | None = None

    @property
    def is_day(self) -> bool:
        """Whether only the date counts."""
        return self.zone_source == "none"


@dataclass(frozen=True, slots=True)
class Media:
    """What a container holds. Media time 0 is the container's own start; ``duration`` in seconds."""

    sha256: str
    size_bytes: int
    container: str
    duration: float
    audio: tuple[AudioStream, ...] = ()
    video: tuple[VideoStream, ...] = ()
    origin: Origin = Origin()
    title: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def has_audio(self) -> bool:
        """Whether there is a track to hear."""
        return bool(self.audio)

    @property
    def has_video(self) -> bool:
        """Whether there is a moving picture to see."""
        return bool(self.video)


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording's speech track as mono int16 PCM at ``sample_rate`` Hz in a file.

    Sample 0 is media time 0: a track that starts late is preceded by silence.
    """

    path: str
    samples: int
    sample_rate: int = 16_000
    warnings: tuple[str, ...] = ()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate
