"""PySceneDetect: where a new shot begins.

The decoder is OpenCV, as for anybody who calls ``detect``. Its PyAV backend finds the same cuts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.measure import Found, Stopwatch
from benchmarks.peers.recording import has_track


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector of PySceneDetect with its own defaults, and how many frames it leaves out after each it looks at."""

    kind: str
    frame_skip: int = 0


DETECTORS = {
    "content-skip2": Detector("ContentDetector", frame_skip=2),
    "adaptive": Detector("AdaptiveDetector"),
}


def find_cuts(media: Path, detector: Detector, watch: Stopwatch) -> tuple[float, ...]:
    """The time (seconds) of the first frame of each shot but the first; none where there are no moving pictures.

    Two parts are timed: ``load`` (import) and ``shots``.
    """
    if not has_track(media, "video"):
        return ()
    with watch.part("load"):
        import scenedetect
    with watch.part("shots"):
        manager = scenedetect.SceneManager()
        manager.add_detector(getattr(scenedetect, detector.kind)())
        manager.detect_scenes(scenedetect.open_video(str(media)), frame_skip=detector.frame_skip)
        return tuple(float(start.seconds) for start, _ in manager.get_scene_list()[1:])


def shots(media: Path, name: str, watch: Stopwatch) -> Found:
    """Find cuts with the detector of that name in ``DETECTORS``."""
    return Found(cuts=find_cuts(media, DETECTORS[name], watch))
