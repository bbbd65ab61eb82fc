"""The need: to find passages by their words and by their meaning."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.passage import Passage, Scope


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how well it fits (higher is better; comparable within one answer only)."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors by one embedder: float32, shape (passages, dimensions), rows of unit length."""

    embedder: str
    rows: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, several in a row, or the beginning of a word."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class IndexState:
    """How many passages there are, how many of them have no vector, and which embedder made the vectors."""

    passages: int
    unembedded: int
    embedder: str | None


class Index(Protocol):
    """Keeps passages with their vectors."""

    @abstractmethod
    def replace(self, recording: str, passages: Sequence[Passage], vectors: Embedded | None) -> None:
        """Keep these passages of a recording and no others.

        ``vectors`` is ``None`` where there is no embedder. Vectors of another embedder than the last are forgotten:
        they cannot be compared with these.
        """

    @abstractmethod
    def remove(self, recording: str) -> None:
        """Forget the passages of a recording; no error where there are none."""

    @abstractmethod
    def purge(self) -> None:
        """Leave no trace of passages that were removed, in any file.

        Raises:
            UnavailableError: a file cannot be written.
        """

    @abstractmethod
    def passages(self, recording: str) -> tuple[Passage, ...]:
        """The passages of a recording, in the order in which they were put."""

    @abstractmethod
    def vectors(self, recording: str) -> Mapping[str, NDArray[np.float32]]:
        """The vectors of a recording's passages by passage id, so that what has not changed is not embedded again."""

    @abstractmethod
    def find_words(self, terms: Sequence[Term], limit: int, scope: Scope) -> tuple[Found, ...]:
        """The passages that hold any of the terms, best first, by BM25.

        So that time is bounded, a large index may leave out passages that hold only words which very many hold.
        """

    @abstractmethod
    def find_near(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> tuple[Found, ...]:
        """The passages whose vectors are nearest, best first, by cosine."""

    @abstractmethod
    def size_bytes(self) -> int:
        """How much room is taken by what is derived from the passages; 0 where they are one with the store."""

    @abstractmethod
    def state(self) -> IndexState:
        """What the index holds."""
