"""Slides: which keyframes show the same one, what it is called, and when it was on screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from lifestream.domain.scene import Keyframe, Scene, Slide, TextLine
from lifestream.domain.segment import Segment, union

MIN_LETTERS = 12
"""A slide says at least this much."""
SAME_TEXT = 0.9
"""Share of words that two readings of one slide have in common."""
TITLE_HEIGHT = 1.2
"""A title is written this much larger than the usual line."""
_BRIDGE = 0.05
_WORD, _NUMBER = re.compile(r"\w+"), re.compile(r"\d+")


def find_title(lines: Sequence[TextLine]) -> str | None:
    """The title among a slide's lines: the largest in the upper half, with what belongs to it; else none.

    >>> head, line = TextLine("Release", (0.1, 0.1, 0.5, 0.2), 1.0), TextLine("Friday", (0.1, 0.5, 0.3, 0.55), 1.0)
    >>> find_title([head, line])
    'Release'
    """
    upper = [line for line in lines if line.box[1] < 0.5 and any(map(str.isalpha, line.text))]
    if not upper:
        return None
    largest = max(upper, key=_height)
    if len(lines) > 1 and _height(largest) < TITLE_HEIGHT * median(_height(line) for line in lines):
        first = min(upper, key=lambda line: line.box[1])
        return first.text if first.box[1] < 0.25 else None
    title = [line for line in upper if _height(line) >= 0.8 * _height(largest) and _is_near(line, largest)]
    return " ".join(line.text for line in sorted(title, key=lambda line: (round(line.box[1], 1), line.box[0])))


def _height(line: TextLine) -> float:
    return line.box[3] - line.box[1]


def _is_near(line: TextLine, largest: TextLine) -> bool:
    gap = max(line.box[1], largest.box[1]) - min(line.box[3], largest.box[3])
    return line is largest or gap < 0.8 * _height(largest)


def is_slide(keyframe: Keyframe) -> bool:
    """Whether a keyframe shows something made to be read."""
    return keyframe.kind in ("slide", "screen") and sum(map(str.isalnum, keyframe.text)) >= MIN_LETTERS


def same_text(first: str, second: str) -> bool:
    r"""Whether two readings are of one slide: the same words but for slips, and the same numbers.

    >>> same_text("Budget 2026: 40,000 euros", "Budget 2026: 40,000 euro"), same_text("page 1", "page 2")
    (False, False)
    >>> same_text("Planned: 17 November\nSync engine finished", "Planned: 17 November Sync engine finished")
    True
    """
    (one, numbers), (two, others) = _counted(first), _counted(second)
    if numbers != others:
        return False
    shared = (one & two).total()
    return shared >= SAME_TEXT * max(one.total(), two.total(), 1)


@lru_cache(4_096)
def _counted(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in a text, and each number, also one that is part of a word (``Q3``)."""
    return Counter(word.casefold() for word in _WORD.findall(text)), Counter(_NUMBER.findall(text))


def collect_slides(scenes: Sequence[Scene], keyframes: Sequence[Keyframe]) -> tuple[list[Keyframe], list[Slide]]:
    """Recognise slides that come back; return the keyframes with their slide's id, and the slides.

    Slides are in order of first appearance; each is on screen while a keyframe of it stands for the
    scene, and is shown by the keyframe on which its text was read most surely.
    """
    spans = keyframe_spans(scenes, keyframes)
    groups: list[list[Keyframe]] = []
    for keyframe in keyframes:
        if not is_slide(keyframe):
            continue
        group = next((g for g in groups if same_text(g[0].text, keyframe.text)), None)
        if group is None:
            groups.append([keyframe])
        else:
            group.append(keyframe)
    slides: list[Slide] = []
    owner: dict[str, str] = {}
    for n, group in enumerate(groups, 1):
        best = max(group, key=_certainty)
        shown = union((spans[k.id] for k in group if k.id in spans), bridge=_BRIDGE)
        slides.append(Slide(f"d{n}", best.id, best.title, best.text, shown))
        owner |= {k.id: f"d{n}" for k in group}
    return [replace(k, slide=owner.get(k.id)) for k in keyframes], slides


def _certainty(keyframe: Keyframe) -> float:
    return sum(line.confidence * len(line.text) for line in keyframe.lines)


def keyframe_spans(scenes: Sequence[Scene], keyframes: Sequence[Keyframe]) -> dict[str, Segment]:
    """For how long each keyframe stands: its scene, shared with the scene's other keyframes at the middle."""
    times = {keyframe.id: keyframe.time for keyframe in keyframes}
    spans: dict[str, Segment] = {}
    for scene in scenes:
        ids = [id for id in scene.keyframes if id in times]
        middles = [(times[a] + times[b]) / 2 for a, b in pairwise(ids)]
        edges = [scene.segment.start, *middles, scene.segment.end]
        spans |= {id: Segment(a, b) for id, (a, b) in zip(ids, pairwise(edges), strict=False)}
    return spans
