"""The need: to read what is written in a picture (OCR)."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol

from lifestream.domain.scene import TextLine
from lifestream.ports.media_decoder import Image


class TextReader(Protocol):
    """Reads printed text."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Model and settings, as text."""

    @abstractmethod
    def read(self, image: Image) -> tuple[TextLine, ...]:
        """Read a picture, RGB uint8 of shape (height, width, 3); lines in reading order.

        Safe to call from several threads; each call uses one core.
        """
