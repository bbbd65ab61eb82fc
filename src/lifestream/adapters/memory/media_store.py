"""Copies of recordings in a dictionary, for tests."""

from __future__ import annotations

from pathlib import Path

from lifestream.errors import UnavailableError
from lifestream.ports.media_store import MediaStore


class MemoryMediaStore(MediaStore):
    """Keeps the bytes until the process ends; the place it names is none on any disk."""

    def __init__(self) -> None:
        self._copies: dict[str, bytes] = {}

    def keep(self, recording: str, media: Path) -> str:
        try:
            self._copies[recording] = media.read_bytes()
        except OSError as error:
            raise UnavailableError(f"{media} cannot be copied: {error.strerror}.") from error
        return f"memory:{recording}/{media.name}"

    def delete(self, recording: str) -> int:
        return len(self._copies.pop(recording, b""))

    def sizes(self) -> dict[str, int]:
        return {recording: len(data) for recording, data in self._copies.items()}
