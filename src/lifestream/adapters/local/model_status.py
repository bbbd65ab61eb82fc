"""What can be said of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ModelState = Literal["ready", "unchecked", "to be joined", "other weights", "missing", "damaged"]
"""``other weights`` come with another version of a package than the known one: used, though nobody measured them.
``unchecked`` is what should be compared, and nobody said with what: a folder of the user's own without checksums.
"""


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model: what it is for, where it lies, whether it is whole, and what to do if not."""

    name: str
    role: str
    licence: str
    origin: str
    path: Path | None
    size_bytes: int
    state: ModelState
    remedy: str = ""


def about(entry: Mapping[str, Any], path: Path | None, state: ModelState, remedy: str) -> ModelStatus:
    """The status of one file of the manifest."""
    size = path.stat().st_size if path else entry["size_bytes"]
    return ModelStatus(entry["name"], entry["role"], entry["licence"], entry["origin"], path, size, state, remedy)
