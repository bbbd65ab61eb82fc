"""Scenes of a recording, and the stills that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.media import Media
from lifestream.domain.scene import Keyframe, Scene, Scenes
from lifestream.pipeline.picture import changed_share, likeness, sharpness, thumb
from lifestream.ports.blob_store import BlobStore
from lifestream.ports.media_decoder import Image, MediaDecoder
from lifestream.ports.scene_detector import SceneDetector
from lifestream.ports.text_reader import TextReader
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

MAX_HEIGHT = 1_080
"""Pixels of a stored picture's height at most."""
FLOOR_SECONDS = 60.0
"""A scene longer than this is looked at again this often."""
SETTLE_SECONDS = 0.4
"""How long a picture may still be blending after a scene begins."""
CANDIDATES, CANDIDATE_STEP = 3, 0.25
SAME_SHARE, SAME_LIKENESS = 0.004, 0.9
DETECTING, CHOOSING = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class SeeTools:
    """What seeing asks of the world."""

    decoder: MediaDecoder
    detector: SceneDetector
    reader: TextReader
    blobs: BlobStore
    workers: Workers


@dataclass(frozen=True, slots=True)
class _Part(Watch):
    """A watch over one part of a stage: ``share`` of its progress, from ``begin`` on."""

    watch: Watch
    begin: float
    share: float

    def report(self, done: float, detail: str = "") -> None:
        self.watch.report(self.begin + self.share * done, detail)


def find_scenes(path: Path, media: Media, tools: SeeTools, watch: Watch) -> Scenes:
    """Find scenes and store a sharp still of each as JPEG under ``keyframes/``; text is not read yet.

    A long scene is looked at once a minute, and gets another keyframe where its picture has changed.
    """
    scenes = tools.detector.find(path, media, tools.workers, _Part(watch, 0.0, DETECTING))
    groups = [times for scene in scenes for times in _looks(scene)]
    owners = [n for n, scene in enumerate(scenes) for _ in _looks(scene)]
    wanted = list(zip(owners, groups, strict=True))
    progress = _Part(watch, DETECTING, CHOOSING)
    chosen: list[list[str]] = [[] for _ in scenes]
    keyframes: list[Keyframe] = []
    previous: dict[int, NDArray[np.uint8]] = {}

    def best(look: tuple[int, Sequence[float]]) -> tuple[int, float, Image, NDArray[np.uint8]] | None:
        owner, times = look
        found = [
            (sharpness(image), time, image) for time, image in tools.decoder.frames(path, media, times, MAX_HEIGHT)
        ]
        if not found:
            return None
        _, time, image = max(found, key=lambda item: item[0])
        return owner, time, image, thumb(image)

    for n, found in enumerate(tools.workers.map(best, wanted), 1):
        progress.report(n / len(wanted), f"{n} of {len(wanted)} pictures")
        if found is None:
            continue
        owner, time, image, small = found
        if owner in previous and is_same(previous[owner], small):
            continue
        previous[owner] = small
        key = f"keyframes/{media.sha256[:32]}/{round(time * 1000):09d}.jpg"
        tools.blobs.put(key, tools.decoder.write_picture(image))
        keyframe = Keyframe(f"k{len(keyframes) + 1}", time, key, image.shape[1], image.shape[0])
        keyframes.append(keyframe)
        chosen[owner].append(keyframe.id)
    full = tuple(replace(scene, keyframes=tuple(ids)) for scene, ids in zip(scenes, chosen, strict=True))
    return Scenes(full, tuple(keyframes))


def is_same(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> bool:
    """Whether two thumbs show the same, up to noise or somebody moving before the same background."""
    return changed_share(first, second) <= SAME_SHARE or likeness(first, second) >= SAME_LIKENESS


def _looks(scene: Scene) -> list[tuple[float, ...]]:
    """Times to look at: a few close ones to choose the sharpest from, then one a minute."""
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
