"""What a user may ask of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from lifestream.domain.document import RecordingKind, Template
from lifestream.ports.diarizer import SpeakerBounds
from lifestream.ports.transcriber import SpeechOptions


@dataclass(frozen=True, slots=True)
class ProcessOptions:
    """Options of one run; each stage is keyed by those that matter to it alone.

    ``kind`` overrides what the recording is taken for, ``template`` what is written about it.
    """

    speech: SpeechOptions = SpeechOptions()
    speakers: SpeakerBounds = SpeakerBounds()
    chunk_seconds: float = 300.0
    kind: RecordingKind | None = None
    template: Template | None = None
