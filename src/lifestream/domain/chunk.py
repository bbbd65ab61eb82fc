"""A window of the timeline that is written about in one call."""

from __future__ import annotations

from dataclasses import dataclass

from lifestream.domain.scene import Keyframe, Slide
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.domain.transcript import Utterance


@dataclass(frozen=True, slots=True)
class Chunk:
    """One window, five minutes by default: chunks tile the timeline and never cut an utterance.

    An utterance belongs to the chunk in which it starts. ``slides`` are those on screen at any time
    in the window, with their spans clamped to it.
    """

    index: int
    segment: Segment
    utterances: tuple[Utterance, ...] = ()
    keyframes: tuple[Keyframe, ...] = ()
    slides: tuple[Slide, ...] = ()
    speakers: tuple[Speaker, ...] = ()
