"""Makes ``samples/meeting.mp4``: our own scripted speech under slides drawn for it.

    python scripts/make_sample                      # draw the slides anew, keep the sound of the sample
    python scripts/make_sample --speech meeting.mp4 # cut the speech out of the whole scripted meeting

The whole meeting is 6 minutes of text written for this project, read by synthetic voices. The sample
takes four stretches of it, in which people greet each other by name, promise work and settle a budget.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray
from slides import SLIDES

TARGET = Path(__file__).resolve().parents[2] / "samples" / "meeting.mp4"
RATE = 32_000  # Hz
FPS = 10
PAUSE = 0.5  # seconds between stretches
STRETCHES = ((0.6, 21.7), (30.0, 37.2), (161.5, 181.6), (198.7, 246.0))
"""Seconds of the whole meeting; every edge lies in a pause."""
SHOWN = ((0.0, "welcome"), (9.2, "agenda"), (16.2, "welcome"), (21.6, "release"), (29.3, "quality"), (49.9, "budget"))
"""From which second of the sample each slide is shown."""


def read_sound(path: Path) -> NDArray[np.int16]:
    """Decode a file's sound to mono at ``RATE``: int16, shape (samples,)."""
    resampler = AudioResampler("s16", "mono", RATE)
    with av.open(str(path)) as container:
        frames = [new for frame in container.decode(audio=0) for new in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def cut(sound: NDArray[np.int16]) -> NDArray[np.int16]:
    """Join the stretches, with a pause between them."""
    silence = np.zeros(round(PAUSE * RATE), np.int16)
    parts = [sound[round(start * RATE) : round(end * RATE)] for start, end in STRETCHES]
    return np.concatenate([piece for part in parts for piece in (part, silence)])


def pictures(seconds: float) -> Iterator[av.VideoFrame]:
    """The slides, each for its time."""
    drawn = {name: np.asarray(draw()) for name, draw in SLIDES.items()}
    for index in range(round(seconds * FPS)):
        name = next(name for start, name in reversed(SHOWN) if start <= index / FPS)
        frame = av.VideoFrame.from_ndarray(drawn[name], format="rgb24")
        frame.pts, frame.time_base = index, Fraction(1, FPS)
        yield frame


def write(path: Path, sound: NDArray[np.int16]) -> None:
    """Encode sound and slides as H.264 and AAC in an MP4 that plays while it loads."""
    options = {"movflags": "+faststart"}
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(creation_time="2026-11-03T09:30:00Z", title="")
        video = container.add_stream("libx264", FPS, options={"crf": "20", "preset": "slow", "tune": "stillimage"})
        video.width, video.height, video.pix_fmt = 1280, 720, "yuv420p"
        audio = container.add_stream("aac", RATE, layout="mono")
        audio.bit_rate = 72_000
        for frame in pictures(len(sound) / RATE):
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        for start in range(0, len(sound), 1024):
            block = av.AudioFrame.from_ndarray(sound[None, start : start + 1024], "s16", "mono")
            block.sample_rate, block.pts, block.time_base = RATE, start, Fraction(1, RATE)
            container.mux(audio.encode(block))
        container.mux(audio.encode(None))


def main() -> None:
    """Make the sample, and say how large it is."""
    parser = argparse.ArgumentParser(description="Make samples/meeting.mp4.")
    parser.add_argument(
        "--speech", type=Path, help="the whole scripted meeting; without it the sample's own sound stays"
    )
    asked = parser.parse_args()
    sound = cut(read_sound(asked.speech)) if asked.speech else read_sound(TARGET)
    unfinished = TARGET.with_suffix(".unfinished.mp4")
    write(unfinished, sound)
    unfinished.replace(TARGET)
    print(f"{TARGET.name}: {len(sound) / RATE:.1f} s, {TARGET.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    main()
