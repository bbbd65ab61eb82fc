"""Speed side by side with others on the same files, by turns; importing and loading models is nobody's time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.items import Item
from benchmarks.join import samples_of, write_wav
from benchmarks.outcome import outcome_of
from benchmarks.peers.outcome import peer_outcome
from benchmarks.peers.race import race
from benchmarks.results import Race

HEARING = {"diarising": ("diarise", "sherpa"), "transcribing": ("transcribe", "whisper")}
"""What is raced: the stage that does it, here and there, and the part of the reference composition it belongs to."""


def race_scenes(task: str, items: Sequence[Item], folder: Path) -> Race:
    """Find the cuts of videos, against PySceneDetect's AdaptiveDetector."""
    taken = race({"LifeStream": lambda: _own_scenes(items, folder), "Adaptive": lambda: _adaptive(items, folder)})
    return Race(task, {name: tuple(seconds) for name, seconds in taken.items()}, _length(items))


def race_hearing(items: Sequence[Item], folder: Path) -> tuple[Race, ...]:
    """Say who speaks when, and what, against the reference composition: of the sound alone, one after the other."""
    sounds = [_sound_of(item, folder) for item in items]
    parts: dict[str, dict[str, list[float]]] = {part: {} for part in HEARING}

    def run(name: str, stages_of: Callable[[Item], Mapping[str, float]]) -> float:
        stages = [stages_of(item) for item in sounds]
        for part, (stage, _) in HEARING.items():
            parts[part].setdefault(name, []).append(sum(s[stage] for s in stages))
        return sum(sum(s.values()) for s in stages)

    def ours(item: Item) -> Mapping[str, float]:
        shutil.rmtree(folder / "own", ignore_errors=True)
        cost = outcome_of(item, folder / "own").cost
        assert cost is not None, "a stage was stored before"
        return cost.stages

    def theirs(item: Item) -> Mapping[str, float]:
        return {stage: peer_outcome(peer, item, folder, again=True).seconds(stage) for stage, peer in HEARING.values()}

    race(
        {
            "LifeStream": lambda: run("LifeStream", ours),
            "the reference composition": lambda: run("the reference composition", theirs),
        }
    )
    return tuple(
        Race(part, {name: tuple(taken) for name, taken in seconds.items()}, _length(items))
        for part, seconds in parts.items()
    )


def _length(items: Sequence[Item]) -> float:
    return sum(item.seconds for item in items)


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
