"""Sound in, pictures and sound out, as the scripts that make recordings need it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True, slots=True)
class Film:
    """How a recording is encoded: frames a second, x264's quality (CRF), Hz and bits a second of the sound."""

    fps: int
    crf: int
    rate: int
    bit_rate: int


def read_sound(path: Path, rate: int) -> NDArray[np.int16]:
    """Decode a file's sound to mono at ``rate`` Hz: int16, shape (samples,)."""
    resampler = AudioResampler("s16", "mono", rate)
    with av.open(str(path)) as container:
        frames = [new for frame in container.decode(audio=0) for new in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def write(
    path: Path, film: Film, pictures: Iterable[NDArray[np.uint8]], sound: NDArray[np.int16], creation_time: str
) -> None:
    """Encode pictures (RGB, one a frame) and sound as H.264 and AAC in an MP4 that plays while it loads."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        container.metadata.update(creation_time=creation_time, title="")
        options = {"crf": str(film.crf), "preset": "slow", "tune": "stillimage"}
        video = container.add_stream("libx264", film.fps, options=options)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        audio = container.add_stream("aac", film.rate, layout="mono")
        audio.bit_rate = film.bit_rate
        for frame in _frames(pictures, film.fps):
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        for start in range(0, len(sound), 1024):
            block = av.AudioFrame.from_ndarray(sound[None, start : start + 1024], "s16", "mono")
            block.sample_rate, block.pts, block.time_base = film.rate, start, Fraction(1, film.rate)
            container.mux(audio.encode(block))
        container.mux(audio.encode(None))


def _frames(pictures: Iterable[NDArray[np.uint8]], fps: int) -> Iterator[av.VideoFrame]:
    for index, picture in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = index, Fraction(1, fps)
        yield frame
