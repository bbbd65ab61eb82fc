"""This machine's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from lifestream.ports.clock import Clock


class SystemClock(Clock):
    """Tells the time as the operating system does."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()
