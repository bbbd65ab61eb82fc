"""Cores of this machine as Workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from lifestream.adapters.local.memory import give_back
from lifestream.ports.workers import Workers

A = TypeVar("A")
B = TypeVar("B")


class ThreadWorkers(Workers):
    """One pool of threads, one a core; units spend their time in native code that frees the interpreter.

    When all units of a call are done, the memory that they used goes back to the system.
    """

    def __init__(self, cores: int) -> None:
        if cores < 1:
            raise ValueError("at least one core is needed")
        self._cores = cores
        self._pool = ThreadPoolExecutor(max_workers=cores, thread_name_prefix="core")

    @property
    def cores(self) -> int:
        return self._cores

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        # Two units a core in flight: enough that no core waits for the coordinator, few enough that
        # branches take turns and that stopping is quick.
        ahead = 2 * self._cores
        flight: deque[Future[B]] = deque()
        try:
            for item in items:
                flight.append(self._pool.submit(function, item))
                if len(flight) >= ahead:
                    yield flight.popleft().result()
            while flight:
                yield flight.popleft().result()
        finally:
            for future in flight:
                future.cancel()
            give_back()

    def close(self) -> None:
        """Let go of the threads; units not begun are dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)
