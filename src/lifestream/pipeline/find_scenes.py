"""Scenes of a recording, and the stills that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lifestream.domain.media import Media
from lifestream.domain.scene import Keyframe, Scene, Scenes
from lifestream.errors import UndecodableError
from lifestream.pipeline.picture import Cells, changed_share, fine_print, is_rewritten, likeness, sharpness, thumb
from lifestream.pipeline.picture_kind import measure
from lifestream.ports.blob_store import BlobStore
from lifestream.ports.media_decoder import Image, MediaDecoder
from lifestream.ports.scene_detector import SceneDetector
from lifestream.ports.text_reader import TextReader
from lifestream.ports.watch import PartialWatch, Watch
from lifestream.ports.workers import Workers

MAX_HEIGHT = 1_080
"""Pixels of a stored picture's height at most."""
FLOOR_SECONDS = 20.0
"""A scene longer than this is looked at again this often."""
SETTLE_SECONDS = 0.4
"""How long a picture may still be blending after a scene begins."""
CANDIDATES, CANDIDATE_STEP = 3, 0.25
SAME_SHARE, SAME_LIKENESS = 0.004, 0.9
PAINTED = 0.5
"""How surely a picture was drawn by a machine where every letter counts."""
DETECTING = 0.8


@dataclass(frozen=True, slots=True)
class SeeTools:
    """What seeing asks of the world."""

    decoder: MediaDecoder
    detector: SceneDetector
    reader: TextReader
    blobs: BlobStore
    workers: Workers


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture as far as another look at the same scene is compared with it."""

    thumb: Cells
    print: Cells
    is_painted: bool

    @classmethod
    def of(cls, image: Image) -> Sight:
        """Measure a picture."""
        return cls(thumb(image), fine_print(image), measure(image).painted >= PAINTED)


def find_scenes(path: Path, media: Media, tools: SeeTools, watch: Watch) -> Scenes:
    """Find scenes and store a sharp still of each as JPEG under ``keyframes/``; text is not read yet.

    A long scene is looked at every twenty seconds, and gets another keyframe where its picture has changed.

    Raises:
        UndecodableError: not one picture can be decoded.
    """
    scenes = tools.detector.find(path, media, tools.workers, PartialWatch(watch, 0.0, DETECTING))
    groups = [times for scene in scenes for times in _looks(scene)]
    owners = [n for n, scene in enumerate(scenes) for _ in _looks(scene)]
    wanted = list(zip(owners, groups, strict=True))
    progress = PartialWatch(watch, DETECTING, 1.0)
    chosen: list[list[str]] = [[] for _ in scenes]
    keyframes: list[Keyframe] = []
    last: tuple[int, Sight] | None = None

    def best(look: tuple[int, Sequence[float]]) -> tuple[int, float, Image, Sight] | None:
        owner, times = look
        found = [
            (sharpness(image), time, image) for time, image in tools.decoder.frames(path, media, times, MAX_HEIGHT)
        ]
        if not found:
            return None
        _, time, image = max(found, key=lambda item: item[0])
        return owner, time, image, Sight.of(image)

    for n, found in enumerate(tools.workers.map(best, wanted), 1):
        progress.report(n / len(wanted), f"{n} of {len(wanted)} pictures")
        if found is None:
            continue
        owner, time, image, sight = found
        if last is not None and last[0] == owner and is_same(last[1], sight):
            continue
        last = owner, sight
        key = f"keyframes/{media.sha256[:32]}/{round(time * 1000):09d}.jpg"
        tools.blobs.put(key, tools.decoder.write_picture(image))
        keyframe = Keyframe(f"k{len(keyframes) + 1}", time, key, image.shape[1], image.shape[0])
        keyframes.append(keyframe)
        chosen[owner].append(keyframe.id)
    if not keyframes:
        raise UndecodableError(
            f"No picture of {path.name} can be decoded: it was cut off or is damaged.",
            remedy="Copy or download it again, or repair it with the program that recorded it.",
        )
    full = tuple(replace(scene, keyframes=tuple(ids)) for scene, ids in zip(scenes, chosen, strict=True))
    return Scenes(full, tuple(keyframes))


def is_same(first: Sight, second: Sight) -> bool:
    """Whether two pictures show the same, up to noise or somebody moving before the same background.

    On slides and screens a digit is enough to make another: it is the numbers that people look up.
    """
    if first.is_painted and second.is_painted:
        return not is_rewritten(first.print, second.print)
    return (
        changed_share(first.thumb, second.thumb) <= SAME_SHARE or likeness(first.thumb, second.thumb) >= SAME_LIKENESS
    )


def _looks(scene: Scene) -> list[tuple[float, ...]]:
    """Times to look at: a few close ones to choose the sharpest from, then one every ``FLOOR_SECONDS``."""
    start, end = scene.segment.start, scene.segment.end
    settled = min(start + max(SETTLE_SECONDS, 0.35 * min(scene.segment.duration, 6.0)), (start + end) / 2)
    room = max(0.0, end - SETTLE_SECONDS - settled)
    step = min(CANDIDATE_STEP, room / CANDIDATES)
    looks = [tuple(settled + n * step for n in range(CANDIDATES)) if step > 0.02 else (settled,)]
    time = settled + FLOOR_SECONDS
    while time < end - SETTLE_SECONDS:
        looks.append((time,))
        time += FLOOR_SECONDS
    return looks
