"""The terms on slides, which speakers are likely to say while a slide is on screen."""

from __future__ import annotations

import re

from lifestream.domain.scene import Scenes
from lifestream.domain.segment import Segment
from lifestream.pipeline.names_on_slides import find_names_on_slides
from lifestream.ports.transcriber import Hint

MIN_CONFIDENCE = 0.8
"""Confidence (0–1) of the text reader below which a line may be misspelt."""
AROUND = 3.0
"""Seconds for which people speak about a slide before it comes and after it has gone."""
MOST_TERMS = 40
_TERM = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?")
_SHORTEST = 4  # letters; shorter words are mostly the ones that every sentence has
_SHORTEST_NAME = 3


def slide_hints(scenes: Scenes, duration: float) -> tuple[Hint, ...]:
    """Say for each time a slide is on screen which words it shows, and which people are named all the time.

    ``duration`` is that of the recording, in seconds.
    """
    keyframes = {keyframe.id: keyframe for keyframe in scenes.keyframes}
    hints: list[Hint] = []
    names = (part for found in find_names_on_slides(scenes) for part in found.name.split() if _is_term(part))
    people = tuple(dict.fromkeys(names))[:MOST_TERMS]
    if people:
        hints.append(Hint(Segment(0.0, duration), people))
    for slide in scenes.slides:
        lines = [line.text for line in keyframes[slide.keyframe].lines if line.confidence >= MIN_CONFIDENCE]
        words = [word for line in lines for word in _TERM.findall(line)]
        terms = {word.casefold(): word for word in reversed(words) if _is_term(word)}
        chosen = tuple(list(terms.values())[::-1][:MOST_TERMS])
        if chosen:
            hints += [Hint(Segment(max(0.0, span.start - AROUND), span.end + AROUND), chosen) for span in slide.spans]
    return tuple(sorted(hints, key=lambda hint: hint.segment))


def _is_term(word: str) -> bool:
    return len(word) >= (_SHORTEST_NAME if word[0].isupper() else _SHORTEST)
