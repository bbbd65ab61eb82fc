"""The sound of recordings, as the models hear it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
from lifestream.adapters.speech.samples import open_samples
from lifestream.ports.watch import Watch

T = TypeVar("T")


class Patience(Watch):
    """A watch that nobody looks at."""

    def report(self, done: float, detail: str = "") -> None:
        """Report to nobody."""


def with_sound(recording: Path, use: Callable[[NDArray[np.int16]], T]) -> T:
    """Decode a recording to 16 kHz mono int16 and hand its samples to ``use``."""
    decoder, watch = PyavMediaDecoder(), Patience()
    with tempfile.TemporaryDirectory() as scratch:
        media = decoder.probe(recording, watch)
        return use(open_samples(decoder.decode_sound(recording, media, Path(scratch) / "sound.pcm", watch)))
