"""What a person hands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """An uploaded video or sound with an owner.

    ``path`` is where its bytes lie while it is processed. ``recorded_at`` is set only where the
    user said so: what the container knows is in ``Media.origin``. With ``is_day`` only its date counts,
    for the user said no time.
    """

    id: str
    path: str
    filename: str
    owner: str = "local"
    title: str | None = None
    recorded_at: datetime | None = None
    is_day: bool = False
