"""Which codecs the FFmpeg inside PyAV can decode."""

from __future__ import annotations

import av

CODECS = ("h264", "hevc", "vp9", "av1", "mpeg4", "aac", "mp3", "opus", "vorbis", "flac", "pcm_s16le")
"""What nearly every recording is coded in, by FFmpeg's names."""


def codecs() -> dict[str, bool]:
    """Say of each common codec whether it is there."""
    return {codec: codec in av.codecs_available for codec in CODECS}
