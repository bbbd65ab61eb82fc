"""The need: to keep media that belongs to the library, and is too large to be held in memory."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Protocol


class MediaStore(Protocol):
    """Keeps copies of recordings."""

    @abstractmethod
    def keep(self, recording: str, media: Path) -> str:
        """Copy a file; returns where the copy lies. All of it or nothing, even over a crash.

        Raises:
            UnavailableError: there is no room for it, or it cannot be read.
        """

    @abstractmethod
    def delete(self, recording: str) -> int:
        """Delete the copy of a recording; returns how many bytes it had, 0 where there was none."""

    @abstractmethod
    def sizes(self) -> dict[str, int]:
        """The bytes of each recording's copy."""
