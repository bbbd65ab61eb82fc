"""One run of the pipeline over one recording, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["awaiting_upload", "queued", "processing", "completed", "failed", "cancelled"]

FINISHED: frozenset[State] = frozenset({"completed", "failed", "cancelled"})
"""States that a job does not leave by itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """A recording to be processed. ``request`` is what was asked for, as JSON, so that anybody can do it again."""

    id: str
    state: State
    media: str
    filename: str
    request: str
    created_at: datetime
    changed_at: datetime
    owner: str = "local"
    recording: str | None = None
    attempt: int = 0
    error: str = ""
    remedy: str = ""
