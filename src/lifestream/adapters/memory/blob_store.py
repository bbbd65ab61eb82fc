"""Blobs in a dictionary, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from lifestream.errors import NotFoundError
from lifestream.ports.blob_store import BlobFacts, BlobStore


class MemoryBlobStore(BlobStore):
    """Keeps blobs until the process ends; ``blobs`` is open to inspection."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self._times: dict[str, datetime] = {}

    def put(self, key: str, data: bytes) -> None:
        self.blobs[key] = bytes(data)
        self._times[key] = datetime.now(UTC)

    def get(self, key: str) -> bytes:
        try:
            return self.blobs[key]
        except KeyError as error:
            raise NotFoundError(f"There is no blob {key!r}.") from error

    def exists(self, key: str) -> bool:
        return key in self.blobs

    def delete(self, key: str) -> None:
        self.blobs.pop(key, None)

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        return tuple(sorted(key for key in self.blobs if key.startswith(prefix)))

    def facts(self, prefix: str = "") -> Mapping[str, BlobFacts]:
        return {key: BlobFacts(len(self.blobs[key]), self._times[key]) for key in self.keys(prefix)}
