"""Voices, and how their names are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameSource = Literal["none", "voice", "slide", "addressed", "self-introduction", "user"]


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """The mean of one speaker's voice embeddings (unit length), and the seconds of speech it was made from.

    ``spread`` is the mean distance of the embeddings to it (1 − cosine, weighted by speech): about 0.2 for one voice,
    more where two were taken for one; ``None`` where nobody measured it.
    """

    mean: tuple[float, ...]
    seconds: float
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """An anonymous voice in one recording, ``S1``, ``S2``… in order of appearance.

    ``name`` is set only where the recording (or the user) says it; ``name_evidence`` are the ids of
    the utterances and keyframes that say so.
    """

    id: str
    name: str | None = None
    name_source: NameSource = "none"
    name_evidence: tuple[str, ...] = ()
    voiceprint: Voiceprint | None = None

    @property
    def label(self) -> str:
        """The name, or the id where nobody said a name."""
        return self.name or self.id


UNKNOWN_SPEAKER = "S?"
"""The id that words carry when no voice can be told."""
