"""Copies of recordings, each in a folder of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from lifestream.errors import UnavailableError
from lifestream.ports.media_store import MediaStore


class FilesystemMediaStore(MediaStore):
    """Keeps each copy below ``root/<recording>/`` under its own name."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, recording: str, media: Path) -> str:
        target = self._root / recording / media.name
        unfinished = self._root / recording / ".unfinished"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not (target.is_file() and target.samefile(media)):
                shutil.copyfile(media, unfinished)
                with unfinished.open("rb") as file:
                    os.fsync(file.fileno())
                unfinished.replace(target)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise UnavailableError(
                f"{media} cannot be copied to {target.parent}: {error.strerror or error}.",
                remedy="Free space or fix the permissions, or leave the recording where it is, without --copy.",
            ) from error
        return str(target)

    def delete(self, recording: str) -> int:
        size = self.sizes().get(recording, 0)
        try:
            if (self._root / recording).is_dir():
                shutil.rmtree(self._root / recording)
        except OSError as error:
            raise UnavailableError(
                f"{self._root / recording} cannot be deleted: {error.strerror or error}.",
                remedy="Fix its permissions, and run the same command again.",
            ) from error
        return size

    def sizes(self) -> dict[str, int]:
        folders = self._root.iterdir() if self._root.is_dir() else ()
        return {f.name: sum(p.stat().st_size for p in f.iterdir()) for f in sorted(folders) if f.is_dir()}
