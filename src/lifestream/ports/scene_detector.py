"""The need: where one picture ends and the next begins."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Protocol

from lifestream.domain.media import Media
from lifestream.domain.scene import Scene
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers


class SceneDetector(Protocol):
    """Finds hard cuts, fades and dissolves."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Method and settings, as text."""

    @abstractmethod
    def find(self, path: Path, media: Media, workers: Workers, watch: Watch) -> tuple[Scene, ...]:
        """Find the scenes of a video: they tile it from its first frame to the media's end.

        A scene starts at the time of its first frame. Keyframes are not chosen yet.
        """
