"""What a run found, as a value that is stored as JSON: machine, versions, settings, every item's figures."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.journal.score import DayScore, LedgerScore
from benchmarks.library.figures import LibraryFigures
from benchmarks.recognition.suite import Recognition
from benchmarks.scores.recall import AskScore
from benchmarks.scores.score import Score
from lifestream import codec
from lifestream.config import load_settings

FOLDER = Path(__file__).parent / "results"
"""Whole runs; a folder in it keeps what was measured apart."""
ROBUSTNESS = FOLDER / "robustness"
ROOT = Path(__file__).parents[1]

PACKAGES = (
    "lifestream-diary", "faster-whisper", "ctranslate2", "onnxruntime", "rapidocr", "av", "numpy", "jiwer", "meeteval",
    "pyannote.metrics", "whisper-normalizer", "scenedetect", "sherpa-onnx", "lancedb",
    "sqlite-vec", "apsw",
)  # fmt: skip


UNHARMED = "none"
"""The harm that leaves recordings as they are."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a run ran on; memory in bytes."""

    processor: str
    cores: int
    memory_bytes: int
    system: str
    python: str


@dataclass(frozen=True, slots=True)
class Speed:
    """One recording of so many minutes, processed from nothing: seconds, CPU seconds and bytes."""

    minutes: float
    cores: int
    is_warm: bool
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    disk_bytes: int
    stages: dict[str, float]


@dataclass(frozen=True, slots=True)
class Race:
    """Seconds that each contestant took on one task, alternated within one run; the first is LifeStream.

    ``media_seconds`` is how long the recordings last together.
    """

    task: str
    seconds: dict[str, tuple[float, ...]]
    media_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that one run measured; what it did not measure is empty."""

    started: datetime
    revision: str
    machine: Machine
    versions: dict[str, str]
    settings: dict[str, str]
    scores: tuple[Score, ...] = ()
    peers: dict[str, tuple[Score, ...]] = field(default_factory=dict)
    oracle: dict[str, float] = field(default_factory=dict)
    mixtures: tuple[Score, ...] = ()
    harmed: dict[str, tuple[Score, ...]] = field(default_factory=dict)
    speed: tuple[Speed, ...] = ()
    races: tuple[Race, ...] = ()
    differences: dict[str, str] = field(default_factory=dict)
    questions: tuple[AskScore, ...] = ()
    slides: dict[str, int | None] = field(default_factory=dict)
    days: tuple[DayScore, ...] = ()
    ledger: LedgerScore | None = None
    libraries: tuple[LibraryFigures, ...] = ()
    recognition: Recognition | None = None


def begin(settings: dict[str, str]) -> Results:
    """Results without any figure yet, for this machine and this code."""
    return Results(
        started=datetime.now(UTC),
        revision=revision(),
        machine=machine(),
        versions=versions(),
        settings=settings,
    )


def store(results: Results, folder: Path = FOLDER) -> Path:
    """Write results under their date, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{results.started:%Y-%m-%d-%H%M%S}.json"
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(codec.dump(results, indent=1) + b"\n")
    unfinished.replace(path)
    return path


def load(path: Path) -> Results:
    """Read stored results.

    Raises:
        ModelError: the file holds something else.
    """
    return codec.load(Results, path.read_bytes())


def newest(folder: Path = FOLDER) -> Path:
    """The newest stored results.

    Raises:
        FileNotFoundError: there are none; the message names the command that makes them.
    """
    found = sorted(folder.glob("*.json"))
    if not found:
        raise FileNotFoundError(f"{folder} holds no results. Run `make bench`.")
    return found[-1]


def revision() -> str:
    """The commit that is checked out, with a plus sign where files differ from it."""

    def git(*words: str) -> str:
        command = ["git", "-C", str(ROOT), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
        return done.stdout.strip()

    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + ("+" if git("status", "--porcelain") else "")


def fingerprint() -> str:
    """Of all that an outcome depends on but the recording: the product's code, its settings, and what it runs on."""
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    digest.update(load_settings().model_dump_json(exclude={"home"}).encode())
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix in {".py", ".json", ".md", ".onnx", ".npy"}:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def versions() -> dict[str, str]:
    """The versions of what is installed of the packages that figures depend on."""
    found = {}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def machine() -> Machine:
    """What this process runs on."""
    processor, info = platform.processor(), Path("/proc/cpuinfo")
    if info.exists():
        pairs = (line.partition(":") for line in info.read_text().partition("\n\n")[0].splitlines())
        facts = {name.strip(): value.strip() for name, _, value in pairs}
        # A virtual machine may hide the name, and sums round differently on another model.
        known = [
            facts.get("model name", processor),
            *(f"{n} {facts[n]}" for n in ("cpu family", "model") if n in facts),
        ]
        processor = ", ".join(known)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(processor, cores, memory, platform.platform(terse=True), platform.python_version())
