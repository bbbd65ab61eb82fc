"""What a peer found in a recording, and what each part of its work took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lifestream.domain.transcript import Turn, Utterance


@dataclass(frozen=True, slots=True)
class Found:
    """What was said by whom, who spoke when, and the times (seconds) at which a new shot begins; each may be empty."""

    utterances: tuple[Utterance, ...] = ()
    turns: tuple[Turn, ...] = ()
    cuts: tuple[float, ...] = ()


class Stopwatch:
    """Wall-clock and CPU seconds of named parts that follow one another.

    CPU seconds are those of all threads of this process.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu_seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Add what happens inside to the part called ``name``."""
        begun, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun
            self.cpu_seconds[name] = self.cpu_seconds.get(name, 0.0) + time.process_time() - cpu
