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
    SPEAKERS = "speakers"
    SCENES = "scenes"
    OCR = "ocr"
    ALIGN = "align"
    NOTES = "notes"
    COMPOSE = "compose"


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of one stage: ``done`` is 0–1; ``seconds`` is the wall-clock time it took so far."""

    stage: Stage
    state: Literal["running", "done", "stored", "failed", "skipped"]
    done: float = 0.0
    seconds: float = 0.0
    detail: str = ""
