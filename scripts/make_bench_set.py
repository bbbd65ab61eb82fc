"""Makes ``benchmarks/data``: the recordings with ground truth that may be passed on with this repository.

    python scripts/make_bench_set.py SET

``SET`` is the larger set that they are taken from. Of its meetings and lectures only the sound is taken, which is our
own or CC BY; what was to be seen is drawn anew, with the same text at the same times: a slide where the
truth lists one, and a landscape of plain shapes where the original shows a film clip.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from film import HEIGHT, WIDTH, Film, read_sound, write
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

TARGET = Path(__file__).resolve().parents[1] / "benchmarks" / "data"
DRAWN = ("scripted_lecture_p", "scripted_meeting_b", "sim_clean_3spk")
COPIED = ("asr_jfk", "dia_ami_en2001", "dia_ami_es2003", "vid_nasa_webb")
FILM = Film(fps=25, crf=24, rate=24_000, bit_rate=56_000)
MARGIN = 90
PAPER, INK, NAVY = "#fbfaf7", "#1b2733", "#10243e"
SOURCE = "sound of the item of the same name of the evaluation set; picture drawn by scripts/make_bench_set.py"


def slide(lines: list[str]) -> Image.Image:
    """The first line as a title, the others below it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 70), lines[0], font=ImageFont.load_default(54), fill=NAVY)
    for row, line in enumerate(lines[1:]):
        draw.text((MARGIN, 200 + 84 * row), line, font=ImageFont.load_default(38), fill=INK)
    return image


def landscape(number: int) -> Image.Image:
    """Sky, sun, hills and water, in colours of their own for each number."""
    random = np.random.default_rng(number)
    sky, hill, water = (tuple(int(c) for c in random.integers(40, 216, 3)) for _ in range(3))
    image = Image.new("RGB", (WIDTH, HEIGHT), sky)
    draw = ImageDraw.Draw(image)
    left, top = int(random.integers(100, 1000)), int(random.integers(40, 200))
    draw.ellipse((left, top, left + 130, top + 130), fill="#ffe9a8")
    ridge = [(x, int(430 - 110 * random.random())) for x in range(0, WIDTH + 1, 80)]
    draw.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=hill)
    draw.rectangle((0, 560, WIDTH, HEIGHT), fill=water)
    return image


def pictures(truth: dict[str, Any]) -> Iterator[NDArray[np.uint8]]:
    """One picture for each frame: a new one from each true cut on."""
    starts = [0, *(round(cut["t"] * FILM.fps) for cut in truth["cuts"])]
    count = round(truth["duration_s"] * FILM.fps)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], count], strict=True)):
        middle = (start + end) / 2 / FILM.fps
        lines = next((s["lines"] for s in truth["on_screen_text"] if s["start"] <= middle < s["end"]), None)
        drawn = np.asarray(slide(lines) if lines else landscape(number))
        yield from repeat(drawn, end - start)


def main() -> None:
    """Make every item anew, and say how large it is."""
    parser = argparse.ArgumentParser(description="Make benchmarks/data.")
    parser.add_argument("set", type=Path, help="the folder of the larger set")
    folder: Path = parser.parse_args().set
    for name in (*COPIED, *DRAWN):
        source, target = folder / name, TARGET / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(
            source,
            target,
            copy_function=shutil.copyfile,
            ignore=shutil.ignore_patterns("video.mp4") if name in DRAWN else None,
        )
        truth = json.loads((source / "truth.json").read_text(encoding="utf-8"))
        if name in DRAWN:
            truth |= {"source": SOURCE, "scenes": None}
            truth["license"] = "CC BY 4.0 (LibriSpeech)" if name.startswith("sim") else "our own text, Apache-2.0"
            sound = read_sound(source / truth["media"], FILM.rate)
            write(target / truth["media"], FILM, pictures(truth), sound, truth.get("creation_time", ""))
        (target / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
        print(f"{name}: {size / 2**20:.2f} MiB")


if __name__ == "__main__":
    main()
