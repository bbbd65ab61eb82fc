"""What a peer has to know of a recording before it starts: its tracks, its length, its sound."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import av
import numpy as np
from av.stream import Disposition
from numpy.typing import NDArray

from benchmarks.join import samples_of


def has_track(media: Path, kind: Literal["audio", "video"]) -> bool:
    """Whether a file has sound, or moving pictures; a cover is none."""
    with av.open(str(media)) as container:
        return any(s.type == kind and not s.disposition & Disposition.attached_pic for s in container.streams)


def length_of(media: Path) -> float:
    """Length in seconds, as the container tells it; 0 where it does not."""
    with av.open(str(media)) as container:
        return (container.duration or 0) / av.time_base


def sound_of(media: Path) -> NDArray[np.float32]:
    """The first audio track at 16 kHz, mono, in −1…1, shape (samples,)."""
    return samples_of(media).astype(np.float32) / np.float32(32_768)
