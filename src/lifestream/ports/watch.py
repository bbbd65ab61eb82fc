"""The need: to report progress and to be stopped."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol


class Watch(Protocol):
    """Handed to everything that takes long."""

    @abstractmethod
    def report(self, done: float, detail: str = "") -> None:
        """Say how much is done (0–1), and stop if somebody asked for it.

        Call it at least once a second of work.

        Raises:
            Cancelled: somebody asked to stop.
        """
