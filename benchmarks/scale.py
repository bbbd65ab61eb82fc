"""Speed, memory and disk of one recording, from a minute to an hour."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.items import Item
from benchmarks.outcome import outcome_of
from benchmarks.results import Speed
from lifestream.config import usable_cores

LENGTHS = (1.0, 10.0, 60.0)
"""Minutes."""

RUNS: tuple[tuple[float, int | None, bool], ...] = (
    *((minutes, None, False) for minutes in LENGTHS),
    (10.0, 1, False),
    (1.0, None, True),
)
"""Minutes, cores (all where ``None``), and whether the start is warm."""


def measure_speed(folder: Path, media: Path, minutes: float, cores: int | None, *, is_warm: bool) -> Speed:
    """Process a recording from nothing, in a folder that is emptied for it.

    A warm start finds the models joined, checked and in the system's cache, as they are from the second recording on;
    no stage of the recording itself is stored in either.
    """
    shutil.rmtree(folder, ignore_errors=True)
    item = Item(media.parent, {"id": media.stem, "kind": "long", "media": media.name, "duration_s": 60 * minutes})
    if is_warm:
        outcome_of(item, folder, cores=cores)
        for made in folder.iterdir():
            shutil.rmtree(made / "blobs" if made.name == "home" else made)
    cost = outcome_of(item, folder, cores=cores).cost
    assert cost is not None, "a stage was stored before"
    disk = sum(path.stat().st_size for path in (folder / "home" / "blobs").rglob("*") if path.is_file())
    return Speed(
        minutes, cores or usable_cores(), is_warm, cost.seconds, cost.cpu_seconds, cost.peak_bytes, disk, cost.stages
    )
