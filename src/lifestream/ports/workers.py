"""The need: to use the cores that there are, and no more."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Workers(Protocol):
    """A fixed number of cores, shared by everything that runs at the same time.

    The unit of work is single-threaded: an ASR window, a batch of embeddings, a group of pictures.
    Branches that run in parallel hand their units to the same workers, so that all cores are busy
    and none is claimed twice.
    """

    @property
    @abstractmethod
    def cores(self) -> int:
        """How many units run at once, at least 1."""

    @abstractmethod
    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Apply ``function`` to each item; yield results in the order of the items.

        Items are drawn lazily, a few ahead of what was yielded, so that memory stays flat. The first
        exception is raised where its result would have been yielded; units not begun are dropped.
        Call it from a coordinating thread, never from inside a unit.
        """
