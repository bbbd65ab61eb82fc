"""The text on what was seen, read once for every distinct picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lifestream.domain.scene import Keyframe, Scenes, TextLine
from lifestream.pipeline.distinct import group_places, group_same
from lifestream.pipeline.find_scenes import SeeTools
from lifestream.pipeline.picture import Cells, fine_print, sharpness, thumb
from lifestream.pipeline.picture_kind import Look, measure, picture_kind
from lifestream.pipeline.slides import collect_slides, find_title
from lifestream.ports.watch import PartialWatch, Watch

FEWEST_LETTERS = 3
"""Fewer letters and digits on a whole picture are mostly texture that was taken for writing."""
MOST_PER_HOUR, MOST_AT_LEAST = 240, 60
"""How many pictures are read for an hour, and for a short recording: slides change less often, films more."""
_KEPT_PRINTS = 64
_SURVEYED, _COMPARED, _READ_FIRST = 0.15, 0.25, 0.75
"""Shares of the stage at which its parts end."""


@dataclass(frozen=True, slots=True)
class _Still:
    """A keyframe with what was measured on its picture."""

    keyframe: Keyframe
    thumb: Cells
    detail: float
    look: Look


def read_text(scenes: Scenes, tools: SeeTools, watch: Watch) -> Scenes:
    """Read the text of keyframes, say what sort of picture each is, and find slides with their spans.

    Each distinct picture is read once. Of pictures of one place (somebody speaking into a camera)
    the busiest is read first, and the others only if there is text on it. Where there are more
    than ``MOST_PER_HOUR``, those most like slides are read, and a warning says how many were not.
    """
    stills = _survey(scenes.keyframes, tools, PartialWatch(watch, 0.0, _SURVEYED))
    same, places = _compare(stills, tools, PartialWatch(watch, _SURVEYED, _COMPARED))
    most = _most(scenes)
    firsts = [_busiest(place) for place in places]
    lines = _read(_likest_slides(firsts, most), tools, PartialWatch(watch, _COMPARED, _READ_FIRST))
    others = [s for p in places if lines.get(_busiest(p).keyframe.id) for s in p if s.keyframe.id not in lines]
    lines |= _read(_likest_slides(others, most - len(lines)), tools, PartialWatch(watch, _READ_FIRST, 1.0))
    seen: dict[str, Keyframe] = {}
    for group in same:
        text = lines.get(_busiest(group).keyframe.id, ())
        seen |= {still.keyframe.id: _describe(still, text) for still in group}
    keyframes, slides = collect_slides(scenes.scenes, [seen.get(k.id, k) for k in scenes.keyframes])
    left = len(firsts) + len(others) - len(lines)
    warnings = (f"{left} of {len(same)} pictures were not searched for text: {most} were, those most like slides.",)
    return replace(
        scenes,
        keyframes=tuple(keyframes),
        slides=tuple(slides),
        warnings=scenes.warnings + (warnings if left else ()),
    )


def _most(scenes: Scenes) -> int:
    """How many pictures are read at most."""
    end = max((scene.segment.end for scene in scenes.scenes), default=0.0)
    return max(MOST_AT_LEAST, round(MOST_PER_HOUR * end / 3600))


def _survey(keyframes: Sequence[Keyframe], tools: SeeTools, watch: Watch) -> list[_Still]:
    def still(keyframe: Keyframe) -> _Still:
        image = tools.decoder.read_picture(tools.blobs.get(keyframe.image))
        return _Still(keyframe, thumb(image), sharpness(image), measure(image))

    stills: list[_Still] = []
    for found in tools.workers.map(still, keyframes):
        stills.append(found)
        watch.report(len(stills) / len(keyframes), f"{len(stills)} pictures")
    return stills


def _compare(stills: Sequence[_Still], tools: SeeTools, watch: Watch) -> tuple[list[list[_Still]], list[list[_Still]]]:
    """Groups of pictures that are the same, and the busiest of each in groups that show one place."""

    @lru_cache(_KEPT_PRINTS)
    def print_of(n: int) -> Cells:
        return fine_print(tools.decoder.read_picture(tools.blobs.get(stills[n].keyframe.image)))

    groups = group_same([still.thumb for still in stills], print_of, PartialWatch(watch, 0.0, 0.5))
    same = [[stills[n] for n in group] for group in groups]
    distinct = [_busiest(group) for group in same]
    places = group_places([still.thumb for still in distinct], PartialWatch(watch, 0.5, 1.0))
    return same, [[distinct[n] for n in place] for place in places]


def _busiest(group: Sequence[_Still]) -> _Still:
    return max(group, key=lambda still: still.detail)


def _likest_slides(stills: Sequence[_Still], most: int) -> Sequence[_Still]:
    """The ``most`` that look most as if there were text on them, in their order."""
    ranked = sorted(stills, key=lambda still: (-round(still.look.painted, 1), -still.detail))
    chosen = {still.keyframe.id for still in ranked[: max(0, most)]}
    return [still for still in stills if still.keyframe.id in chosen]


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
