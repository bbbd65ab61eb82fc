"""Speed side by side with others on the same files, by turns; importing and loading models is nobody's time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.items import Item
from benchmarks.join import samples_of, write_wav
from benchmarks.outcome import outcome_of
from benchmarks.peers.outcome import peer_outcome
from benchmarks.peers.race import race
from benchmarks.results import Race

HEARING = ("audio", "diarise", "transcribe", "speakers")
"""Our stages of what the reference composition does in the parts after it."""
REFERENCE_HEARING = ("decode", "diarise", "transcribe", "assign")


def race_scenes(items: Sequence[Item], folder: Path) -> Race:
    """Find the cuts of videos, against PySceneDetect's AdaptiveDetector."""
    taken = race({"LifeStream": lambda: _own_scenes(items, folder), "Adaptive": lambda: _adaptive(items, folder)})
    return Race("finding scenes", {name: tuple(seconds) for name, seconds in taken.items()})


def race_hearing(items: Sequence[Item], folder: Path) -> Race:
    """Say who said what, against the reference composition: of the sound alone, so that nothing runs beside it."""
    sounds = [_sound_of(item, folder) for item in items]

    def ours() -> float:
        shutil.rmtree(folder / "own", ignore_errors=True)
        costs = [outcome_of(item, folder / "own").cost for item in sounds]
        return sum(cost.stages.get(stage, 0.0) for cost in costs if cost for stage in HEARING)

    def theirs() -> float:
        outcomes = [peer_outcome("reference", item, folder, again=True) for item in sounds]
        return sum(outcome.seconds(*REFERENCE_HEARING) for outcome in outcomes)

    taken = race({"LifeStream": ours, "the reference composition": theirs})
    return Race("diarising and transcribing", {name: tuple(seconds) for name, seconds in taken.items()})


def _sound_of(item: Item, folder: Path) -> Item:
    """The sound of an item as an item of its own."""
    path = folder / "sound" / f"{item.id}-{item.key}.wav"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        write_wav(unfinished, samples_of(item.media))
        unfinished.replace(path)
    return Item(path.parent, {"id": item.id, "kind": "sound", "media": path.name, "duration_s": item.seconds})


def _own_scenes(items: Sequence[Item], folder: Path) -> float:
    environment = {**os.environ, "LIFESTREAM_HOME": str(folder / "home"), "LIFESTREAM_OFFLINE": "1"}
    command = [sys.executable, "-m", "benchmarks.own_scenes", *(str(item.media) for item in items)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 (ours)
    return float(done.stdout.split()[-1])


def _adaptive(items: Sequence[Item], folder: Path) -> float:
    return sum(peer_outcome("adaptive", item, folder, again=True).seconds("shots") for item in items)
