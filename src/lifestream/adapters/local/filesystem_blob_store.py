"""Blobs as files below one folder."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from lifestream.adapters.local.unfinished import sweep
from lifestream.errors import InputError, NotFoundError, UnavailableError
from lifestream.ports.blob_store import BlobFacts, BlobStore

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_UNFINISHED = ".unfinished-"


class FilesystemBlobStore(BlobStore):
    """Keeps each blob in a file; a file appears under its name only when it is whole."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._swept: set[Path] = set()

    def path(self, key: str) -> Path:
        """Where a key lies, whether it is stored or not."""
        if not _KEY.fullmatch(key):
            raise InputError(f"{key!r} is not a blob key.", remedy="Use letters, digits, '.', '_', '-' and '/'.")
        return self._root / key

    def put(self, key: str, data: bytes) -> None:
        path = self.path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sweep(path.parent)
            handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
        except OSError as error:
            raise self._unavailable(error) from error
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        except OSError as error:
            Path(unfinished).unlink(missing_ok=True)
            raise self._unavailable(error) from error

    def get(self, key: str) -> bytes:
        try:
            return self.path(key).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise NotFoundError(f"There is no blob {key!r}.") from error
        except OSError as error:
            raise self._unavailable(error) from error

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def delete(self, key: str) -> None:
        try:
            self.path(key).unlink(missing_ok=True)
        except OSError as error:
            raise self._unavailable(error) from error

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        files = (p for p in self._root.rglob("*") if p.is_file() and not p.name.startswith(_UNFINISHED))
        return tuple(sorted(k for k in (p.relative_to(self._root).as_posix() for p in files) if k.startswith(prefix)))

    def facts(self, prefix: str = "") -> Mapping[str, BlobFacts]:
        found: dict[str, BlobFacts] = {}
        for key in self.keys(prefix):
            with suppress(FileNotFoundError):  # another process may have deleted it meanwhile
                facts = self.path(key).stat()
                found[key] = BlobFacts(facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))
        return found

    def _sweep(self, folder: Path) -> None:
        """Remove what killed processes left in a folder, the first time that something is put there."""
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder, f"{_UNFINISHED}*")

    def _unavailable(self, error: OSError) -> UnavailableError:
        return UnavailableError(
            f"The folder {self._root} cannot be used: {error.strerror or error}.",
            remedy="Free space or fix its permissions, or name another folder with LIFESTREAM_HOME.",
        )
