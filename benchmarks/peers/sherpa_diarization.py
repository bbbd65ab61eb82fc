"""sherpa-onnx: who spoke when, with the same models as LifeStream.

The models of the package carry the metadata that sherpa-onnx asks for, so that they are used as they are.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.measure import Found, Stopwatch
from benchmarks.peers.recording import has_track, sound_of
from lifestream.bootstrap import model_files
from lifestream.config import load_settings
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn

THRESHOLD = 0.5
"""Cosine distance up to which clusters are merged; the number of speakers is left to be found out."""


def find_turns(sound: NDArray[np.float32], watch: Stopwatch, cores: int) -> tuple[Turn, ...]:
    """Diarise with sherpa-onnx and its defaults, but for ``THRESHOLD`` and the number of threads.

    Two parts are timed: ``load`` (import and models) and ``diarise``.

    Args:
        sound: mono at 16 kHz in −1…1, shape (samples,).
        watch: what the parts are timed with.
        cores: threads of each model.
    """
    models = model_files(load_settings())
    segmentation, embedding = models.path("segmentation-3.0"), models.path("campplus")
    with watch.part("load"):
        import sherpa_onnx

        config = sherpa_onnx.OfflineSpeakerDiarizationConfig(
            segmentation=sherpa_onnx.OfflineSpeakerSegmentationModelConfig(
                pyannote=sherpa_onnx.OfflineSpeakerSegmentationPyannoteModelConfig(model=str(segmentation)),
                num_threads=cores,
            ),
            embedding=sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=str(embedding), num_threads=cores),
            clustering=sherpa_onnx.FastClusteringConfig(num_clusters=-1, threshold=THRESHOLD),
        )
        if not config.validate():
            raise RuntimeError(f"sherpa-onnx does not take these models: {config}")
        diarization = sherpa_onnx.OfflineSpeakerDiarization(config)
    with watch.part("diarise"):
        rows = diarization.process(sound).sort_by_start_time() if sound.size else ()
    return tuple(Turn(Segment(row.start, row.end), f"S{row.speaker + 1}") for row in rows)


def sherpa(media: Path, watch: Stopwatch, cores: int) -> Found:
    """Diarise a file; ``decode`` is timed apart. Without sound there are no turns."""
    if not has_track(media, "audio"):
        return Found()
    with watch.part("decode"):
        sound = sound_of(media)
    return Found(turns=find_turns(sound, watch, cores))
