"""What was on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lifestream.domain.segment import Segment

PictureKind = Literal["slide", "screen", "people", "landscape", "unknown"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line read from a picture. ``box`` is left, top, right, bottom as fractions 0–1 of the picture."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A still that stands for a stretch of video: ``time`` in seconds, ``image`` a blob key (JPEG).

    ``kind`` says what sort of picture it is with a score of 0–1, or ``unknown``. ``lines`` is the
    text seen on it in reading order; a keyframe that shows the same slide as an earlier one has
    ``slide`` set to that slide's id and repeats its lines.
    """

    id: str
    time: float
    image: str
    width: int
    height: int
    kind: PictureKind = "unknown"
    kind_score: float = 0.0
    lines: tuple[TextLine, ...] = ()
    title: str | None = None
    slide: str | None = None

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


Transition = Literal["start", "cut", "fade", "dissolve"]


@dataclass(frozen=True, slots=True)
class Scene:
    """Frames between two cuts, and the transition that began it. Scenes tile the video."""

    id: str
    segment: Segment
    transition: Transition = "cut"
    keyframes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """One distinct slide or screen: its text, the keyframe that shows it best, when it was on screen."""

    id: str
    keyframe: str
    title: str | None
    text: str
    spans: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Scenes:
    """Everything seen: scenes and keyframes in order of time, slides in order of first appearance."""

    scenes: tuple[Scene, ...] = ()
    keyframes: tuple[Keyframe, ...] = ()
    slides: tuple[Slide, ...] = ()
    warnings: tuple[str, ...] = ()
