"""Makes ``samples/meeting.mp4``: our own scripted speech under slides drawn for it.

    python scripts/make_sample.py                      # draw the slides anew, keep the sound of the sample
    python scripts/make_sample.py --speech meeting.mp4 # cut the speech out of the whole scripted meeting

The whole meeting is 6 minutes of text written for this project, read by synthetic voices. The sample
takes four stretches of it, in which people greet each other by name, promise work and settle a budget.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from film import Film, read_sound, write
from numpy.typing import NDArray
from sample_slides import SLIDES

TARGET = Path(__file__).resolve().parents[1] / "samples" / "meeting.mp4"
FILM = Film(fps=10, crf=20, rate=32_000, bit_rate=72_000)
RATE = FILM.rate
PAUSE = 0.5  # seconds between stretches
STRETCHES = ((0.6, 21.7), (30.0, 37.2), (161.5, 181.6), (198.7, 246.0))
"""Seconds of the whole meeting; every edge lies in a pause."""
SHOWN = ((0.0, "welcome"), (9.2, "agenda"), (16.2, "welcome"), (21.6, "release"), (29.3, "quality"), (49.9, "budget"))
"""From which second of the sample each slide is shown."""


def cut(sound: NDArray[np.int16]) -> NDArray[np.int16]:
    """Join the stretches, with a pause between them."""
    silence = np.zeros(round(PAUSE * RATE), np.int16)
    parts = [sound[round(start * RATE) : round(end * RATE)] for start, end in STRETCHES]
    return np.concatenate([piece for part in parts for piece in (part, silence)])


def pictures(seconds: float) -> Iterator[NDArray[np.uint8]]:
    """The slides, each for its time."""
    drawn = {name: np.asarray(draw()) for name, draw in SLIDES.items()}
    for index in range(round(seconds * FILM.fps)):
        yield drawn[next(name for start, name in reversed(SHOWN) if start <= index / FILM.fps)]


def main() -> None:
    """Make the sample, and say how large it is."""
    parser = argparse.ArgumentParser(description="Make samples/meeting.mp4.")
    parser.add_argument(
        "--speech", type=Path, help="the whole scripted meeting; without it the sample's own sound stays"
    )
    asked = parser.parse_args()
    sound = cut(read_sound(asked.speech, RATE)) if asked.speech else read_sound(TARGET, RATE)
    unfinished = TARGET.with_suffix(".unfinished.mp4")
    write(unfinished, FILM, pictures(len(sound) / RATE), sound, "2026-11-03T09:30:00Z")
    unfinished.replace(TARGET)
    print(f"{TARGET.name}: {len(sound) / RATE:.1f} s, {TARGET.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    main()
