"""The need: to keep bytes under a key."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """How large a blob is, and when it was put (aware)."""

    size_bytes: int
    put_at: datetime


class BlobStore(Protocol):
    """Keeps bytes. Keys are relative paths of letters, digits, ``._-/``, without ``..``."""

    @abstractmethod
    def put(self, key: str, data: bytes) -> None:
        """Store bytes, replacing what was there; all of it or nothing, even over a crash.

        Raises:
            UnavailableError: the store cannot take it (full, read-only, out of reach).
        """

    @abstractmethod
    def get(self, key: str) -> bytes:
        """Read bytes.

        Raises:
            NotFoundError: there is no such key.
        """

    @abstractmethod
    def exists(self, key: str) -> bool:
        """Whether the key is stored, whole."""

    @abstractmethod
    def delete(self, key: str) -> None:
        """Forget a key; no error where there is none."""

    @abstractmethod
    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """All keys that begin with ``prefix``, sorted."""

    @abstractmethod
    def facts(self, prefix: str = "") -> Mapping[str, BlobFacts]:
        """Size and time of all keys that begin with ``prefix``, in order of their names."""
