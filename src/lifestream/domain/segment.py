"""The algebra of media time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A half-open interval ``[start, end)`` in seconds of media time, ``0 <= start <= end``.

    Segments are ordered by start, then end.

    >>> Segment(1.0, 3.0).overlap(Segment(2.0, 5.0))
    1.0
    >>> Segment(1.0, 3.0).gap(Segment(4.0, 5.0))
    1.0
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.start) and math.isfinite(self.end)):
            raise ValueError(f"a segment needs finite times, not [{self.start}, {self.end})")
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"a segment needs 0 <= start <= end, not [{self.start}, {self.end})")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The time half-way through, in seconds."""
        return (self.start + self.end) / 2

    def contains(self, time: float) -> bool:
        """Whether ``time`` (seconds) lies in the interval; its end does not."""
        return self.start <= time < self.end

    def overlap(self, other: Segment) -> float:
        """Seconds that both share; 0 where they only touch."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def gap(self, other: Segment) -> float:
        """Seconds between the two; 0 where they touch or overlap."""
        return max(0.0, max(self.start, other.start) - min(self.end, other.end))

    def hull(self, other: Segment) -> Segment:
        """The smallest segment that covers both."""
        return Segment(min(self.start, other.start), max(self.end, other.end))

    def clamp(self, bounds: Segment) -> Segment:
        """The part inside ``bounds``; empty, at the nearer edge, where there is none."""
        start = min(max(self.start, bounds.start), bounds.end)
        return Segment(start, max(start, min(self.end, bounds.end)))


def union(segments: Iterable[Segment], bridge: float = 0.0) -> tuple[Segment, ...]:
    """Merge segments that overlap, touch or lie at most ``bridge`` seconds apart; in order of time."""
    merged: list[Segment] = []
    for segment in sorted(segments):
        if merged and segment.start - merged[-1].end <= bridge:
            merged[-1] = merged[-1].hull(segment)
        else:
            merged.append(segment)
    return tuple(merged)


def timecode(time: float) -> str:
    """Write seconds as ``mm:ss``, or ``h:mm:ss`` from the first hour on; fractions are cut off.

    >>> timecode(83.07), timecode(3725)
    ('01:23', '1:02:05')
    """
    whole = int(time + 1e-6)
    hours, minutes, seconds = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
