"""Every text reader reads what is written in a picture, in the order in which a person would."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.media import landscape, slide

from lifestream.adapters.media.rapidocr_text_reader import RapidocrTextReader

LINES = ("Quality Report", "412 beta testers", "37 open bugs, 5 critical")


@pytest.fixture(scope="module", params=[RapidocrTextReader])
def reader(request):
    return request.param()


def page(*texts, size=(960, 540), height=32):
    """Draw texts at their places (left, top) in pixels, black on white."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for left, top, text in texts:
        pen.text((left, top), text, "black", ImageFont.load_default(height))
    return np.asarray(picture, np.uint8)


def texts(lines):
    return [line.text for line in lines]


def test_a_slide_is_read_line_by_line(reader):
    assert texts(reader.read(slide(*LINES, width=960, height=540))) == list(LINES)


def test_boxes_are_fractions_of_the_picture(reader):
    (line,) = reader.read(page((480, 270, "Harbour")))
    left, top, right, bottom = line.box
    assert 0.45 < left < 0.53 < right < 0.75
    assert 0.45 < top < 0.55 < bottom < 0.62
    assert 0.6 <= line.confidence <= 1


def test_columns_are_read_one_after_the_other(reader):
    left = [(40, 120 + 60 * n, f"Left {word}") for n, word in enumerate(("north", "south", "east"))]
    right = [(540, 120 + 60 * n, f"Right {word}") for n, word in enumerate(("apple", "cherry", "melon"))]
    found = texts(reader.read(page((40, 30, "Two Columns"), *left, *right)))
    assert found == ["Two Columns", *(text for _, _, text in left), *(text for _, _, text in right)]


def test_white_letters_on_a_dark_ground_are_read(reader):
    assert texts(reader.read(255 - slide(*LINES, width=960, height=540))) == list(LINES)


def test_a_picture_larger_than_a_screen_is_read(reader):
    (line,) = reader.read(page((400, 900, "Release on Friday"), size=(3840, 2160), height=120))
    assert line.text == "Release on Friday"
    assert line.box[0] == pytest.approx(400 / 3840, abs=0.01)


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((540, 960, 3), np.uint8),
        landscape(3, 960, 540),
        np.full((2, 2, 3), 255, np.uint8),
        np.zeros((1, 500, 3), np.uint8),
    ],
    ids=["black", "landscape", "four pixels", "a line"],
)
def test_a_picture_without_text_has_no_lines(reader, image):
    assert reader.read(image) == ()


def test_threads_may_read_at_the_same_time(reader):
    pages = [slide(f"Page {n}", f"Number {n * 111}", width=640 + 160 * n, height=360 + 90 * n) for n in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        together = [texts(lines) for lines in pool.map(reader.read, pages)]
    assert together == [[f"Page {n}", f"Number {n * 111}"] for n in range(1, 5)]
