"""The need: to know what time it is."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    @abstractmethod
    def now(self) -> datetime:
        """The present, aware, in UTC."""

    @abstractmethod
    def monotonic(self) -> float:
        """Seconds that never go backwards, for measuring durations."""
