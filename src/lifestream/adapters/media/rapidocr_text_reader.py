"""RapidOCR (PP-OCRv6 small, ONNX) as the text reader."""

from __future__ import annotations

import logging
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from lifestream.adapters.media.look_alikes import tell_apart
from lifestream.adapters.media.reading_order import in_reading_order
from lifestream.domain.scene import TextLine
from lifestream.errors import ConfigurationError
from lifestream.ports.media_decoder import Image
from lifestream.ports.text_reader import TextReader

MAX_SIDE = 1_280
"""Pixels to which larger pictures are shrunk: the text of a slide stays legible, and the work stays bounded."""
MIN_CONFIDENCE = 0.6
"""Lines below this are mostly texture that was taken for writing."""
MODELS = _DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"


class RapidocrTextReader(TextReader):
    """Reads with the models inside RapidOCR's package; it is loaded at the first picture and never fetches any."""

    def __init__(self) -> None:
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        return f"rapidocr {version('rapidocr')} ppocrv6-small 2 side={MAX_SIDE} confidence={MIN_CONFIDENCE}"

    def read(self, image: Image) -> tuple[TextLine, ...]:
        height, width = image.shape[:2]
        if min(height, width) < 2:
            return ()
        engine = self._ready()
        result = engine(np.ascontiguousarray(image[:, :, ::-1]))
        if result.boxes is None or result.txts is None:
            return ()
        lines = []
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            clean = tell_apart(" ".join(str(text).split()))
            if clean and score >= MIN_CONFIDENCE:
                lines.append(TextLine(clean, _box(corners, width, height), round(float(score), 3)))
        return in_reading_order(lines)

    def _ready(self) -> Any:
        """The engine: ONNX Runtime sessions may be shared by threads, only their making may not."""
        with self._lock:
            return self._engine

    @cached_property
    def _engine(self) -> Any:
        folder = _models()
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": MAX_SIDE,
                "Global.text_score": MIN_CONFIDENCE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.model_path": str(folder / _DETECTOR),
                "Rec.model_path": str(folder / _RECOGNISER),
            }
        )
        engine(np.zeros((64, 64, 3), np.uint8))
        return engine


def _models() -> Path:
    """Where the package keeps its models.

    Raises:
        ConfigurationError: the package or a model in it is missing.
    """
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    missing = [name for name in MODELS if not (folder / name).is_file()]
    if missing:
        raise ConfigurationError(
            f"The text reader misses {' and '.join(missing)}.", remedy="Install the package rapidocr again."
        )
    return folder


def _box(corners: Any, width: int, height: int) -> tuple[float, float, float, float]:
    points = np.asarray(corners, np.float64)
    left, top = points.min(axis=0) / (width, height)
    right, bottom = points.max(axis=0) / (width, height)
    low, high = 0.0, 1.0
    return (
        round(float(np.clip(left, low, high)), 4),
        round(float(np.clip(top, low, high)), 4),
        round(float(np.clip(right, low, high)), 4),
        round(float(np.clip(bottom, low, high)), 4),
    )
