"""``lifestream doctor`` says whether everything is here that is needed."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer
from rich.console import Console

from lifestream.bootstrap import codecs, model_files
from lifestream.config import Settings, load_settings
from lifestream.errors import ConfigurationError

PACKAGES = ("av", "ctranslate2", "faster-whisper", "numpy", "onnxruntime", "openai", "rapidocr", "scipy", "tokenizers")
NEEDED_MEMORY_GB, NEEDED_DISK_GB = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``remedy`` is empty where all is well."""

    name: str
    value: str
    remedy: str = ""
    is_needed: bool = True


def doctor() -> None:
    """Say what is here, what is missing and what to do about it; exit code 1 if something needed is missing."""
    console = Console()
    settings = load_settings()
    sick = False
    for finding in (*_machine(settings), *_packages(), *_codecs(), *_models(settings), *_policy(settings)):
        mark = "[green]✓[/]" if not finding.remedy else "[red]✗[/]" if finding.is_needed else "[yellow]![/]"
        console.print(f"{mark} [bold]{finding.name}[/]  ", end="")
        console.print(finding.value, markup=False, highlight=False, soft_wrap=True)
        if finding.remedy:
            sick |= finding.is_needed
            console.print(f"  → {finding.remedy}", markup=False, highlight=False, soft_wrap=True)
    console.print("[red]Something is missing.[/]" if sick else "[green]All is well.[/]")
    if sick:
        raise typer.Exit(1)


def _machine(settings: Settings) -> Iterator[Finding]:
    yield Finding(
        "Python", platform.python_version(), "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer."
    )
    yield Finding("Cores", f"{settings.cores} used of {os.cpu_count()}")
    if memory := _memory_gb():
        small = memory < NEEDED_MEMORY_GB
        yield Finding(
            "Memory", f"{memory:.1f} GB", "2 GB are needed for Whisper base." if small else "", is_needed=False
        )
    yield _home(settings.home)


def _memory_gb() -> float | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (ValueError, OSError, AttributeError):
        return None


def _home(home: Path) -> Finding:
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            free = shutil.disk_usage(home).free / 1e9
    except OSError as error:
        return Finding("Home", f"{home}: {error.strerror}", "Name another folder with LIFESTREAM_HOME.")
    remedy = "" if free > NEEDED_DISK_GB else "Free some space, or name another folder with LIFESTREAM_HOME."
    return Finding("Home", f"{home}, {free:.0f} GB free", remedy)


def _packages() -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "not installed", "make clean install")


def _codecs() -> Iterator[Finding]:
    found = codecs()
    yield Finding("Codecs", ", ".join(name for name, is_there in found.items() if is_there))
    if missing := [name for name, is_there in found.items() if not is_there]:
        remedy = "make clean install (the wheel of PyAV that the lock names carries them)"
        yield Finding("Codecs missing", ", ".join(missing), remedy, is_needed=False)


def _models(settings: Settings) -> Iterator[Finding]:
    models, wanted = model_files(settings), settings.transcriber.model
    for status in models.status(check=True):
        is_default = status.name != "whisper-base" or (wanted == "base" and not settings.transcriber.base_url)
        is_needed = is_default and status.state != "other weights"
        yield Finding(
            f"Model {status.name}", f"{status.state}, {status.size_bytes / 1e6:.1f} MB", status.remedy, is_needed
        )
    if wanted != "base":
        try:
            yield Finding(f"Model {wanted}", f"ready, in {models.whisper(wanted)}")
        except ConfigurationError as error:
            yield Finding(f"Model {wanted}", error.message, error.remedy)


def _policy(settings: Settings) -> Iterator[Finding]:
    yield Finding("Network", _network(settings))
    if settings.writer.kind == "openai":
        yield Finding("Writer", f"{settings.writer.model} at {settings.writer.base_url or 'the SDK default'}")
    else:
        yield Finding("Writer", "built in, no language model")


def _network(settings: Settings) -> str:
    if settings.offline:
        return "refused for models"
    return "used by `models fetch`" + (" and by pyannote" if settings.diarizer.kind == "pyannote" else " alone")
