"""The need: to report progress and to be stopped."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class PartialWatch:
    """The watch of a part of longer work: its 0–1 is ``start``–``end`` of the whole."""

    whole: Watch
    start: float
    end: float

    def report(self, done: float, detail: str = "") -> None:
        """Report to the whole."""
        self.whole.report(self.start + (self.end - self.start) * done, detail)
