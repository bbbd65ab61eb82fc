"""The need: to measure a container, to decode its sound and pictures, and to keep a picture."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.media import Media, Sound
from lifestream.ports.watch import Watch

Image = NDArray[np.uint8]
"""A picture as RGB, shape (height, width, 3)."""


class MediaDecoder(Protocol):
    """Reads local files only; every time is in seconds of media time (0 = the container's start)."""

    @abstractmethod
    def probe(self, path: Path, watch: Watch) -> Media:
        """Measure a container.

        Raises:
            InputError: no such file, empty, not a recording, or without any track that can be read.
        """

    @abstractmethod
    def decode_sound(self, path: Path, media: Media, target: Path, watch: Watch) -> Sound:
        """Decode the speech track once into ``target`` as 16 kHz mono int16 PCM, in constant memory.

        ``target`` appears only when it is complete. What cannot be decoded becomes silence and a
        warning, so that times never shift. Other recordings' sound in the same folder, which is named
        by their content, is removed when nobody has read it for days.

        Raises:
            UndecodableError: the track should hold sound, and nothing of it can be decoded.
            UnavailableError: there is no room for the sound.
        """

    @abstractmethod
    def frames(
        self, path: Path, media: Media, times: Sequence[float], max_height: int
    ) -> Iterator[tuple[float, Image]]:
        """Yield the frame on screen at each of ``times`` (ascending), upright, at most ``max_height`` pixels high.

        The time yielded is the frame's own. A frame that cannot be decoded is left out.
        """

    @abstractmethod
    def write_picture(self, image: Image) -> bytes:
        """Write a picture as JPEG, fine enough for small text."""

    @abstractmethod
    def read_picture(self, data: bytes) -> Image:
        """Read a JPEG.

        Raises:
            ModelError: it is not one, or too large to be one of ours.
        """
