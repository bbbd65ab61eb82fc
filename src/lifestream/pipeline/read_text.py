"""The text on what was seen, read once for every distinct picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.scene import Keyframe, Scenes, TextLine
from lifestream.pipeline.find_scenes import SeeTools
from lifestream.pipeline.picture import changed_share, likeness, sharpness, thumb
from lifestream.pipeline.picture_kind import Look, measure, picture_kind
from lifestream.pipeline.slides import collect_slides, find_title
from lifestream.ports.watch import Watch

SAME_SHARE = 0.004
"""Pictures in which no more of the area differs are read once."""
FEWEST_LETTERS = 3
"""Fewer letters and digits on a whole picture are mostly texture that was taken for writing."""
ALIKE = 0.9
"""Pictures this alike in structure show one place: where the busiest holds no text, the others are not read."""


@dataclass(frozen=True, slots=True)
class _Still:
    """A keyframe with what was measured on its picture."""

    keyframe: Keyframe
    thumb: NDArray[np.uint8]
    detail: float
    look: Look


def read_text(scenes: Scenes, tools: SeeTools, watch: Watch) -> Scenes:
    """Read the text of keyframes, say what sort of picture each is, and find slides with their spans.

    Each distinct picture is read once. Of pictures of one place (somebody speaking into a camera)
    the busiest is read first, and the others only if there is text on it.
    """
    stills = _survey(scenes.keyframes, tools, watch)
    same = _groups(stills, lambda a, b: changed_share(a.thumb, b.thumb) <= SAME_SHARE)
    places = _groups([_busiest(group) for group in same], lambda a, b: likeness(a.thumb, b.thumb) >= ALIKE)
    lines = _read([_busiest(place) for place in places], tools, watch)
    others = [still for place in places if lines[_busiest(place).keyframe.id] for still in place]
    lines |= _read([still for still in others if still.keyframe.id not in lines], tools, watch)
    seen: dict[str, Keyframe] = {}
    for group in same:
        text = lines.get(_busiest(group).keyframe.id, ())
        seen |= {still.keyframe.id: _describe(still, text) for still in group}
    keyframes, slides = collect_slides(scenes.scenes, [seen.get(k.id, k) for k in scenes.keyframes])
    return replace(scenes, keyframes=tuple(keyframes), slides=tuple(slides))


def _survey(keyframes: Sequence[Keyframe], tools: SeeTools, watch: Watch) -> list[_Still]:
    def still(keyframe: Keyframe) -> _Still:
        image = tools.decoder.read_picture(tools.blobs.get(keyframe.image))
        return _Still(keyframe, thumb(image), sharpness(image), measure(image))

    stills = []
    for found in tools.workers.map(still, keyframes):
        stills.append(found)
        watch.report(0.0, f"{len(stills)} pictures")
    return stills


def _groups(stills: Sequence[_Still], belongs: Callable[[_Still, _Still], bool]) -> list[list[_Still]]:
    """Put each picture with the first group whose first member it belongs to."""
    groups: list[list[_Still]] = []
    for still in stills:
        group = next((group for group in groups if belongs(group[0], still)), None)
        if group is None:
            groups.append([still])
        else:
            group.append(still)
    return groups


def _busiest(group: Sequence[_Still]) -> _Still:
    return max(group, key=lambda still: still.detail)


def _read(stills: Sequence[_Still], tools: SeeTools, watch: Watch) -> dict[str, tuple[TextLine, ...]]:
    """Read pictures, by keyframe id."""

    def lines(still: _Still) -> tuple[TextLine, ...]:
        return tools.reader.read(tools.decoder.read_picture(tools.blobs.get(still.keyframe.image)))

    read: dict[str, tuple[TextLine, ...]] = {}
    for still, found in zip(stills, tools.workers.map(lines, stills), strict=True):
        read[still.keyframe.id] = found
        watch.report(len(read) / len(stills), f"{len(read)} of {len(stills)} pictures")
    return read


def _describe(still: _Still, lines: tuple[TextLine, ...]) -> Keyframe:
    if sum(map(str.isalnum, "".join(line.text for line in lines))) < FEWEST_LETTERS:
        lines = ()
    kind, score = picture_kind(still.look, lines)
    return replace(still.keyframe, lines=lines, title=find_title(lines), kind=kind, kind_score=score)
