"""Everything the pipeline uses of the outside world."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lifestream.ports.blob_store import BlobStore
from lifestream.ports.diarizer import Diarizer
from lifestream.ports.embedder import Embedder
from lifestream.ports.media_decoder import MediaDecoder
from lifestream.ports.scene_detector import SceneDetector
from lifestream.ports.text_reader import TextReader
from lifestream.ports.transcriber import Transcriber
from lifestream.ports.workers import Workers
from lifestream.ports.writer import Writer


@dataclass(frozen=True, slots=True)
class Tools:
    """One adapter a port. ``transcribers`` and ``writers`` are tried in their order.

    The last writer must be one that cannot fail. ``scratch`` is a folder for what can be made again.
    """

    decoder: MediaDecoder
    diarizer: Diarizer
    transcribers: tuple[Transcriber, ...]
    detector: SceneDetector
    reader: TextReader
    writers: tuple[Writer, ...]
    embedder: Embedder
    blobs: BlobStore
    workers: Workers
    scratch: Path
