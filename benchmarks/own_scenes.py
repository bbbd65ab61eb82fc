"""``python -m benchmarks.own_scenes VIDEO…`` prints the seconds that LifeStream takes to find the cuts of videos.

In a process of its own, as the peers are measured; importing and loading is not counted, as it is not for them.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from lifestream.bootstrap import bootstrap
from lifestream.config import load_settings


class Unwatched:
    """Nobody looks on."""

    def report(self, done: float, detail: str = "") -> None:
        """Tell nobody."""


def main(paths: list[Path]) -> None:
    """Find the scenes of each video in turn."""
    tools, watch = bootstrap(load_settings()).tools, Unwatched()
    begun = time.perf_counter()
    for path in paths:
        tools.detector.find(path, tools.decoder.probe(path, watch), tools.workers, watch)
    print(time.perf_counter() - begun)  # noqa: T201 (the parent reads it)


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
