"""One digit is told from another at every size that can be read; what compression does is not."""

from itertools import combinations, product

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.media import Encoding, film, landscape, slide, still

from lifestream.adapters.media.jpeg import decode, encode
from lifestream.pipeline.picture import (
    changed_share,
    fine_print,
    is_rewritten,
    likeness,
    sharpness,
    shrink,
    thumb,
)

PLAN = slide("Release Date", "Planned: 17 November", "Sync engine finished")
BUDGET = slide("Budget", "Advertising 12,000", "Event 6,000")


def budget(total, size, ink="black", paper="white"):
    page = Image.new("RGB", (1_280, 720), paper)
    pen = ImageDraw.Draw(page)
    pen.text((80, 60), "Launch Budget", ink, ImageFont.load_default(60))
    for n, line in enumerate(("Venue and catering", "Print and online ads", f"Total budget: {total} euros")):
        pen.text((100, 220 + 110 * n), line, ink, ImageFont.load_default(size))
    return np.asarray(page, np.uint8)


def filmed(folder, quality, *pages):
    """Prints of each page as it looks at the start, in the middle and at the end of two seconds of H.264."""
    options = {"crf": str(quality), "preset": "veryfast"}
    parts = [(2, still(page)) for page in pages]
    path = film(folder / "pages.mp4", *parts, encoding=Encoding(fps=10, options=options))
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return [[fine_print(decode(encode(frames[20 * n + k]))) for k in (1, 10, 19)] for n in range(len(pages))]


@pytest.mark.parametrize(("size", "quality"), [(16, 23), (20, 23), (20, 32), (28, 32), (36, 32), (52, 32)])
def test_one_other_digit_is_seen_through_compression_and_the_same_page_twice_is_one(tmp_path, size, quality):
    other = landscape(1, 1_280, 720)
    first, *others, again = filmed(
        tmp_path,
        quality,
        *(budget(total, size) for total in ("18,500", "18,600", "18,501", "22,900")),
        other,
        budget("18,500", size),
    )
    assert not any(is_rewritten(a, b) for a, b in combinations(first + again, 2))
    for changed in others:
        assert all(is_rewritten(a, b) for a, b in product(first + again, changed))


@pytest.mark.parametrize(("ink", "paper"), [("#666", "#ddd"), ("#aaa", "white"), ("white", "#234"), ("#cc0", "#007")])
def test_a_digit_is_seen_in_other_colours(tmp_path, ink, paper):
    one, two, again = filmed(tmp_path, 28, *(budget(total, 28, ink, paper) for total in ("1,500", "1,600", "1,500")))
    assert not any(is_rewritten(a, b) for a, b in combinations(one + again, 2))
    assert all(is_rewritten(a, b) for a, b in product(one + again, two))


def test_a_thumb_tells_pictures_apart():
    assert changed_share(thumb(PLAN), thumb(BUDGET)) > 0.01
    assert changed_share(thumb(PLAN), thumb(decode(encode(PLAN)))) == 0
    assert likeness(thumb(landscape(1)), thumb(landscape(2))) < 0.5
    assert sharpness(PLAN) > sharpness(np.full((90, 160, 3), 7, np.uint8)) == 0


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 500), (54, 96), (90, 160), (431, 777)])
def test_cells_are_means_whatever_the_size(height, width):
    image = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    cells = shrink(image, 54, 96)
    assert cells.shape == (54, 96, 3)
    assert np.abs(cells.mean() - image.mean()) < 12
    assert (shrink(np.full_like(image, 77), 54, 96) == 77).all()
