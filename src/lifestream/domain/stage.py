"""The stages of the pipeline, and what they report while they run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Stage(StrEnum):
    """One stored step of the pipeline, in the order in which a person would name them."""

    PROBE = "probe"
    AUDIO = "audio"
    DIARISE = "diarise"
    TRANSCRIBE = "transcribe"
    SCENES = "scenes"
    OCR = "ocr"
    TERMS = "terms"
    SPEAKERS = "speakers"
    ALIGN = "align"
    NOTES = "notes"
    COMPOSE = "compose"


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of one stage.

    ``done`` is 0–1, ``seconds`` the wall-clock time it took so far, ``media_seconds`` the length of the
    recording, 0 as long as nobody knows it.
    """

    stage: Stage
    state: Literal["running", "done", "stored", "failed", "skipped"]
    done: float = 0.0
    seconds: float = 0.0
    detail: str = ""
    media_seconds: float = 0.0

    @property
    def speed(self) -> float | None:
        """How many seconds of the recording are done in one; ``None`` where that cannot be said yet."""
        reached = self.done * self.media_seconds
        return (
            reached / self.seconds if reached > 0 and self.seconds > 0 and self.state in {"running", "done"} else None
        )
