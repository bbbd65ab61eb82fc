"""What a peer made of an item, and what that cost; each in a process of its own, and stored."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.items import Item
from benchmarks.join import join
from benchmarks.memory import peak_bytes
from benchmarks.outcome import Cost
from benchmarks.peers.measure import Found, Stopwatch
from lifestream import codec
from lifestream.config import usable_cores
from lifestream.domain.transcript import Turn, Utterance, Word
from lifestream.errors import ConfigurationError, InputError

PEERS = {
    "whisper": ("faster_whisper",),
    "sherpa": ("sherpa_onnx",),
    "content-skip2": ("scenedetect",),
    "adaptive": ("scenedetect",),
}
"""The peers by name, and the packages that each needs."""


@dataclass(frozen=True, slots=True)
class PeerOutcome:
    """What a peer found; what it does not look for is empty.

    ``turns`` and ``cuts`` (seconds) are in order of time. ``cost.stages`` are the wall-clock seconds of its parts,
    which follow one another and add up to ``cost.seconds``; ``cpu_stages`` are their CPU seconds. The part ``load`` is
    importing packages and loading models.
    """

    name: str
    utterances: tuple[Utterance, ...]
    turns: tuple[Turn, ...]
    cuts: tuple[float, ...]
    cost: Cost
    cpu_stages: dict[str, float] = field(default_factory=dict)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, in order of time."""
        return tuple(word for utterance in self.utterances for word in utterance.words)

    def seconds(self, *stages: str) -> float:
        """Wall-clock seconds of the stages named; those that did not happen took none."""
        return sum(self.cost.stages.get(stage, 0.0) for stage in stages)


def peer_outcome(name: str, item: Item, work: Path, again: bool = False, cores: int | None = None) -> PeerOutcome:
    """Let a peer process an item, or load what it made of it before.

    Args:
        name: one of ``PEERS``.
        item: what to process.
        work: the folder that outcomes are kept in.
        again: process it even if it is there.
        cores: threads and cores to use; all that there are by default.

    Raises:
        InputError: there is no such peer.
        ConfigurationError: a package that it needs is not installed.
        RuntimeError: the peer failed; the message is its own.
    """
    if name not in PEERS:
        raise InputError(f"There is no peer called {name}.", remedy=f"There are: {', '.join(PEERS)}.")
    target = work / "peers" / name / f"{item.id}-{item.key}{f'-{cores}' if cores else ''}.json"
    if again or not target.exists():
        require(PEERS[name])
        target.parent.mkdir(parents=True, exist_ok=True)
        media = join(item, work / "joined") if item.media.is_dir() else item.media
        environment = {**os.environ, "LIFESTREAM_HOME": str(work / "home"), "LIFESTREAM_OFFLINE": "1"}
        command = [sys.executable, "-m", "benchmarks.peers.outcome", name, str(media), str(target), str(cores or 0)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
        if done.returncode:
            raise RuntimeError(f"{name} on {item.id}: {done.stderr.strip()[-2000:]}")
    return codec.load(PeerOutcome, target.read_bytes())


def require(packages: Iterable[str]) -> None:
    """Make sure that packages are installed, without importing them.

    Raises:
        ConfigurationError: one is missing.
    """
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        raise ConfigurationError(
            f"What LifeStream is compared with is not installed: {', '.join(missing)}.",
            remedy="`make bench` installs it.",
        )


def _find(name: str, media: Path, watch: Stopwatch, cores: int) -> Found:
    if name == "whisper":
        from benchmarks.peers.whisper import whisper

        return whisper(media, watch, cores)
    if name == "sherpa":
        from benchmarks.peers.sherpa_diarization import sherpa

        return sherpa(media, watch, cores)
    from benchmarks.peers.shots import shots

    return shots(media, name, watch)


def _measure(name: str, media: Path, target: Path, cores: int) -> None:
    """Let a peer process one file here, and write down what it found and what that took."""
    from benchmarks.peers.recording import length_of

    if cores and hasattr(os, "sched_setaffinity"):
        # Not every decoder can be told how many threads to use; all of them keep to the cores they are given.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    watch = Stopwatch()
    found = _find(name, media, watch, cores or usable_cores())
    cost = Cost(
        media_seconds=length_of(media),
        seconds=sum(watch.seconds.values()),
        cpu_seconds=sum(watch.cpu_seconds.values()),
        peak_bytes=peak_bytes(),
        stages=watch.seconds,
    )
    outcome = PeerOutcome(name, found.utterances, found.turns, found.cuts, cost, watch.cpu_seconds)
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_bytes(codec.dump(outcome))
    unfinished.replace(target)


if __name__ == "__main__":
    _measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
