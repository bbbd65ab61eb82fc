"""The need: to write about one chunk."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lifestream.domain.chunk import Chunk
from lifestream.domain.notes import ChunkNotes
from lifestream.domain.speaker import Speaker


@dataclass(frozen=True, slots=True)
class WritingContext:
    """What a writer knows beside the chunk: the recording's own date, and everybody heard in it."""

    recorded_at: datetime | None = None
    speakers: tuple[Speaker, ...] = ()
    language: str = "en"
    chunk_count: int = 1


class Writer(Protocol):
    """Turns a chunk into claims that cite it."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Model, prompt and settings, as text: a change of it makes stored notes stale."""

    @abstractmethod
    def write(self, chunk: Chunk, context: WritingContext) -> ChunkNotes:
        """Write notes about one chunk; every claim cites ids (``u12``, ``k7``) of this chunk.

        A writer never types a time; evidence comes back with ``segment`` unset. Claim ids need only
        be unique within the notes.

        Raises:
            UnavailableError, ModelError: no notes could be had; ``spent`` says what was paid for nevertheless.
        """
