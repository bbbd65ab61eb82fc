"""Scenes found in small pictures of a video, decoded in full only where something may happen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import numpy as np

from lifestream.adapters.media.container import find_picture, open_container
from lifestream.adapters.media.cuts import Pictures, Times
from lifestream.adapters.media.glimpses import Glimpse, Looker
from lifestream.adapters.media.gradual import without_pauses
from lifestream.adapters.media.groups import Group, read_groups
from lifestream.adapters.media.probe import clock_start
from lifestream.adapters.media.signature import SIZE
from lifestream.adapters.media.transitions import Boundary, find_boundaries
from lifestream.domain.media import Media
from lifestream.domain.scene import Scene
from lifestream.domain.segment import Segment
from lifestream.ports.scene_detector import SceneDetector
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

MIN_SCENE_SECONDS = 0.3
"""Boundaries nearer than this are one: nobody can take in a picture that is gone sooner."""
FADE_SECONDS = 1.0
"""A picture that fades out and another that fades in so soon after are one transition."""
RUN_FRAMES, RUN_SECONDS = 1_500, 60.0
"""Frames or time after which what was seen is judged, so that memory stays flat."""
CONTEXT_SECONDS = 10.0
"""How much of it is kept, so that what straddles the end is seen whole."""


class PyavSceneDetector(SceneDetector):
    """Looks at keyframes, and decodes what lies between two of them only if something may happen there.

    A group of frames is left alone where its keyframe and the next show the same picture and no
    frame between them took many more bits than its fellows. Every other frame is decoded and
    shrunk to a few thousand cells, in which cuts stand out from the change around them.
    """

    @property
    def fingerprint(self) -> str:
        return "pyav-scenes-5"

    def find(self, path: Path, media: Media, workers: Workers, watch: Watch) -> tuple[Scene, ...]:
        if not media.video:
            return ()
        boundaries: list[Boundary] = []
        with open_container(path) as container:
            stream = find_picture(container, media.video[0].index, path)
            clock, stop = clock_start(container), Event()
            looker = Looker(stream, clock, stop)
            run = _Run()
            try:
                for glimpse in workers.map(looker.resolve, _ahead(looker, read_groups(container, stream))):
                    boundaries += run.add(glimpse)
                    watch.report(min(1.0, run.clock / media.duration) if media.duration else 0.0)
            finally:
                stop.set()
            boundaries += run.finish()
        return _scenes(boundaries, run.start, media.duration)


def _ahead(looker: Looker, groups: Iterator[Group]) -> Iterator[Group | Glimpse]:
    """Decode what must be decoded in its order, leave the rest to the workers."""
    for group in groups:
        looker.learn(group)
        yield group if group.is_whole else looker.look_on(group)


class _Run:
    """Consecutive frames, judged as soon as there are enough."""

    def __init__(self) -> None:
        self._times: Times = np.empty(0)
        self._pictures: Pictures = np.empty((0, SIZE), np.uint8)
        self._judged = -np.inf
        self.start = 0.0
        self._is_begun = False

    @property
    def clock(self) -> float:
        """The time reached, in seconds."""
        return float(self._times[-1]) if len(self._times) else 0.0

    def add(self, glimpse: Glimpse) -> Iterator[Boundary]:
        """Take more frames; yield the boundaries that are certain by now."""
        fresh = glimpse.times > (self._times[-1] if len(self._times) else -np.inf)
        times, pictures = glimpse.times[fresh], glimpse.pictures[fresh]
        if len(times) and not self._is_begun:
            self.start, self._is_begun = max(0.0, float(times[0])), True
        # Frames that are far apart are taken a minute at a time: a pause is time too, as far as it is looked at.
        minutes = np.flatnonzero(np.diff(without_pauses(times) // RUN_SECONDS)) + 1
        for some, shown in zip(np.split(times, minutes), np.split(pictures, minutes), strict=True):
            yield from self._take(some, shown)
        if glimpse.course == "moving":
            yield from self._judge(np.inf)
            self._times, self._pictures = self._times[:0], self._pictures[:0]

    def _take(self, times: Times, pictures: Pictures) -> Iterator[Boundary]:
        self._times = np.concatenate((self._times, times))
        self._pictures = np.concatenate((self._pictures, pictures))
        steady = without_pauses(self._times)
        if len(steady) > RUN_FRAMES or (len(steady) and steady[-1] > RUN_SECONDS):
            settled = max(0, int(np.searchsorted(steady, steady[-1] - CONTEXT_SECONDS / 2, side="right")) - 1)
            yield from self._judge(float(self._times[settled]))
            # What comes after the frame that is settled has still to be compared with it, however long it stayed.
            first = min(settled, int(np.searchsorted(steady, steady[-1] - CONTEXT_SECONDS)))
            self._times, self._pictures = self._times[first:], self._pictures[first:]

    def finish(self) -> Iterator[Boundary]:
        """Yield what is left."""
        yield from self._judge(np.inf)

    def _judge(self, until: float) -> Iterator[Boundary]:
        if not len(self._times):
            return
        for boundary in find_boundaries(self._times, self._pictures):
            if self._judged < boundary.time <= until:
                yield boundary
        self._judged = min(until, self.clock)


def _scenes(boundaries: list[Boundary], start: float, end: float) -> tuple[Scene, ...]:
    """Tile the video from its first frame to the media's end."""
    kept = [Boundary(start, "start", start)]
    for boundary in sorted(boundaries, key=lambda b: b.time):
        last = kept[-1]
        gap = boundary.time - last.time
        if boundary.transition == "fade" and boundary.since - start < FADE_SECONDS:
            continue  # the picture comes up at the start: nothing was there before
        if boundary.transition == last.transition == "fade" and gap < FADE_SECONDS:
            kept[-1] = Boundary((last.time + boundary.time) / 2, "fade", last.since)
        elif gap >= MIN_SCENE_SECONDS and boundary.time < end:
            kept.append(boundary)
    edges = [boundary.time for boundary in kept] + [max(end, kept[-1].time)]
    return tuple(
        Scene(f"s{n}", Segment(begin, finish), boundary.transition)
        for n, (boundary, (begin, finish)) in enumerate(zip(kept, pairwise(edges), strict=True), 1)
    )
