"""Who spoke when, by pyannote.audio: an optional extra that brings torch."""

from __future__ import annotations

import os
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from lifestream.adapters.speech.samples import open_samples
from lifestream.domain.media import Sound
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker, Voiceprint
from lifestream.domain.transcript import Diarization, Turn
from lifestream.errors import ConfigurationError, ModelError
from lifestream.ports.diarizer import Diarizer, SpeakerBounds
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

REMEDY = (
    "Install the extra in the clone (pip install -e '.[pyannote]'), accept the model's conditions on its page, and set "
    "LIFESTREAM_DIARIZER__TOKEN; or unset LIFESTREAM_DIARIZER__KIND to use the built-in diarizer."
)


class PyannoteDiarizer(Diarizer):
    """A pyannote.audio pipeline, 3.1 or 4, from its hub or a folder on disk; its telemetry is switched off."""

    def __init__(self, model: str, token: str | None = None) -> None:
        """Name the pipeline (``pyannote/speaker-diarization-3.1`` or a path); it is loaded when first used."""
        self._model, self._token = model, token

    @property
    def fingerprint(self) -> str:
        try:
            return f"pyannote.audio {version('pyannote.audio')} {self._model}"
        except PackageNotFoundError:
            return f"pyannote {self._model}"

    @cached_property
    def _pipeline(self) -> Any:
        # Read when the library is imported: nothing about a recording is reported to anybody.
        os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
        try:
            from pyannote.audio import Pipeline
        except ImportError as error:
            raise ConfigurationError("pyannote.audio is not installed.", remedy=REMEDY) from error
        try:
            pipeline = self._load(Pipeline)
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{self._model} cannot be loaded: {error}.", remedy=REMEDY) from error
        if pipeline is None:
            raise ConfigurationError(f"{self._model} cannot be loaded with this token.", remedy=REMEDY)
        return pipeline

    def _load(self, pipeline: Any) -> Any:
        try:
            return pipeline.from_pretrained(self._model, token=self._token)
        except TypeError:  # before version 4
            return pipeline.from_pretrained(self._model, use_auth_token=self._token)

    def diarize(self, sound: Sound, bounds: SpeakerBounds, workers: Workers, watch: Watch) -> Diarization:
        samples = open_samples(sound)
        if len(samples) == 0:
            return Diarization()
        pipeline = self._pipeline
        import torch

        torch.set_num_threads(workers.cores)
        waveform = torch.from_numpy(samples.astype(np.float32) / 32_768)[None]

        def hook(step: str, *_: Any, total: int | None = None, completed: int | None = None, **__: Any) -> None:
            watch.report(min(1.0, (completed or 0) / total) if total else 0.0, step)

        try:
            answer = pipeline(
                {"waveform": waveform, "sample_rate": sound.sample_rate},
                min_speakers=bounds.at_least,
                max_speakers=bounds.at_most,
                hook=hook,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self._model} failed: {error}.") from error
        return read_annotation(answer)


def read_annotation(answer: Any) -> Diarization:
    """Turns and speakers of an annotation (pyannote.audio 3.1) or of an output that holds one and voiceprints (4)."""
    annotation = getattr(answer, "speaker_diarization", answer)
    spans = sorted((span.start, span.end, label) for span, _, label in annotation.itertracks(yield_label=True))
    ids: dict[str, str] = {}
    for _, _, label in spans:
        ids.setdefault(label, f"S{len(ids) + 1}")
    vectors = getattr(answer, "speaker_embeddings", None)
    labels = list(annotation.labels())
    speakers = []
    for label, id in ids.items():
        seconds = float(annotation.label_duration(label))
        voiceprint = None
        if vectors is not None and labels.index(label) < len(vectors):
            vector = np.asarray(vectors[labels.index(label)], np.float64)
            length = float(np.linalg.norm(vector))
            if np.isfinite(length) and length > 0:
                voiceprint = Voiceprint(tuple(float(x) for x in vector / length), seconds)
        speakers.append(Speaker(id, voiceprint=voiceprint))
    turns = (Turn(Segment(max(0.0, start), max(0.0, end)), ids[label]) for start, end, label in spans)
    return Diarization(tuple(turns), tuple(speakers))
