"""The need: sentences to vectors that are near when their meanings are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Embeds text."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Model and settings, as text."""

    @abstractmethod
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts: shape (len(texts), dimensions), rows of unit length. Long texts are cut at the model's limit."""
