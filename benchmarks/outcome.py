"""What the product made of an item, and what that cost; each item in a process of its own.

A process of its own makes the peak of memory and the CPU seconds belong to one item. Its outcome is stored,
so that a run which was interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.items import Item
from benchmarks.join import join
from benchmarks.memory import peak_bytes
from lifestream import codec
from lifestream.domain.document import Document
from lifestream.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall-clock and CPU seconds, and the peak of resident memory in bytes.

    ``stages`` are the seconds of each stage; two run side by side, so that they add up to more than ``seconds``.
    """

    media_seconds: float
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The document and the timeline of one item; ``cost`` is ``None`` where stages were stored from before."""

    item: Item
    document: Document
    timeline: Timeline
    cost: Cost | None


def outcome_of(item: Item, work: Path, *, cores: int | None = None) -> Outcome:
    """Process one item, or load what an earlier run of the same code made of the same recording.

    An outcome in which a stage failed is not kept: the next run tries again.

    Args:
        item: what to process.
        work: the folder that outcomes are kept in; it belongs to one version of the code and its settings.
        cores: threads to use; all of the machine's by default.

    Raises:
        RuntimeError: the product failed on it; the message is the product's own.
    """
    folder = work / f"{item.id}-{item.key}{f'-{cores}' if cores else ''}"
    stored = _load(item, folder)
    if stored is None or stored.document.failures:
        _process(item, folder, work, cores)
        stored = _load(item, folder)
        assert stored is not None
    return stored


def _load(item: Item, folder: Path) -> Outcome | None:
    if not (folder / "cost.json").exists():
        return None
    cost = json.loads((folder / "cost.json").read_text(encoding="utf-8"))
    return Outcome(
        item,
        codec.load(Document, (folder / "document.json").read_bytes()),
        codec.load(Timeline, (folder / "timeline.json").read_bytes()),
        Cost(**cost) if cost else None,
    )


def _process(item: Item, folder: Path, work: Path, cores: int | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    media = join(item, work / "joined") if item.media.is_dir() else item.media
    environment = {**os.environ, "LIFESTREAM_HOME": str(work / "home"), "LIFESTREAM_OFFLINE": "1"}
    if cores:
        environment["LIFESTREAM_CORES"] = str(cores)
    command = [sys.executable, "-m", "benchmarks.outcome", str(media), str(folder)]
    if item.recorded_at:
        command.append(item.recorded_at.isoformat())
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
    if done.returncode:
        raise RuntimeError(f"{item.id}: {done.stderr.strip()[-2000:]}")


def _measure(media: str, folder: Path, recorded_at: str | None) -> None:
    """Process one recording through the public function, and write down what it gave and what it took."""
    from datetime import datetime

    import lifestream
    from lifestream.domain.stage import Progress

    stages: dict[str, float] = {}
    stored: set[str] = set()

    def listen(progress: Progress) -> None:
        if progress.state == "done":
            stages[progress.stage] = stages.get(progress.stage, 0.0) + progress.seconds
        elif progress.state == "stored":
            stored.add(progress.stage)

    begun, cpu = time.perf_counter(), time.process_time()
    moment = datetime.fromisoformat(recorded_at) if recorded_at else None
    document, timeline = lifestream.process(media, recorded_at=moment, listener=listen)
    cost = Cost(
        media_seconds=document.media.duration,
        seconds=time.perf_counter() - begun,
        cpu_seconds=time.process_time() - cpu,
        peak_bytes=peak_bytes(),
        stages=stages,
    )
    (folder / "document.json").write_bytes(codec.dump(document))
    (folder / "timeline.json").write_bytes(codec.dump(timeline))
    # Written last: where it is, the outcome is whole.
    (folder / "cost.json").write_text(json.dumps(None if stored else asdict(cost)), encoding="utf-8")


if __name__ == "__main__":
    _measure(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
