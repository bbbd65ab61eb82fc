"""Text is read once for every distinct picture; slides come back; nothing is said that was not seen."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.media import Encoding, Quiet, film, landscape, slide, still

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.media.jpeg import encode
from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
from lifestream.adapters.media.pyav_scene_detector import PyavSceneDetector
from lifestream.adapters.media.rapidocr_text_reader import RapidocrTextReader
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.domain.scene import Keyframe, Scene, Scenes, TextLine
from lifestream.domain.segment import Segment
from lifestream.pipeline.find_scenes import SeeTools, find_scenes
from lifestream.pipeline.picture_kind import measure, picture_kind
from lifestream.pipeline.read_text import MOST_AT_LEAST, read_text
from lifestream.ports.text_reader import TextReader

PLAN = slide("Release Date", "Planned: 17 November", "Sync engine finished", width=960, height=540)
BUDGET = slide("Budget", "Advertising 12,000", "Event 6,000", width=960, height=540)
PLAN_LINES = (
    TextLine("Release Date", (0.07, 0.07, 0.5, 0.2), 0.99),
    TextLine("Planned: 17 November", (0.07, 0.33, 0.6, 0.4), 0.98),
    TextLine("Sync engine finished", (0.07, 0.44, 0.6, 0.5), 0.97),
)


class ScriptedReader(TextReader):
    """Knows what is written on the plan, and keeps what it was shown."""

    def __init__(self):
        self.read_pictures = []

    @property
    def fingerprint(self):
        return "scripted"

    def read(self, image):
        self.read_pictures.append(image)
        return PLAN_LINES if np.abs(image.astype(int) - PLAN).mean() < 2 else ()


@pytest.fixture
def tools():
    return SeeTools(PyavMediaDecoder(), PyavSceneDetector(), ScriptedReader(), MemoryBlobStore(), ThreadWorkers(2))


def seen(tools, *pictures):
    """Scenes of ten seconds with one keyframe each."""
    keyframes = []
    for n, picture in enumerate(pictures):
        tools.blobs.put(f"k{n}.jpg", encode(picture))
        keyframes.append(Keyframe(f"k{n}", 10.0 * n + 2, f"k{n}.jpg", picture.shape[1], picture.shape[0]))
    edges = [10.0 * n for n in range(len(pictures) + 1)]
    shots = [Scene(f"s{n}", Segment(a, b), "cut", (f"k{n}",)) for n, (a, b) in enumerate(pairwise(edges))]
    return Scenes(tuple(shots), tuple(keyframes))


def test_a_slide_that_comes_back_is_one_slide_with_two_spans(tools):
    scenes = read_text(seen(tools, PLAN, landscape(1, 960, 540), PLAN), tools, Quiet())
    (found,) = scenes.slides
    assert found.title == "Release Date"
    assert found.text == "Release Date\nPlanned: 17 November\nSync engine finished"
    assert found.spans == (Segment(0, 10), Segment(20, 30))
    assert [k.slide for k in scenes.keyframes] == [found.id, None, found.id]
    assert scenes.keyframes[0].lines == scenes.keyframes[2].lines == PLAN_LINES


def test_a_picture_that_is_shown_again_is_read_once(tools):
    read_text(seen(tools, PLAN, BUDGET, PLAN, PLAN), tools, Quiet())
    assert len(tools.reader.read_pictures) == 2


def test_an_hour_of_somebody_speaking_is_read_once(tools):
    room = landscape(2, 960, 540)
    frames = []
    for n in range(60):
        frame = room.copy()
        frame[200:400, 300 + 3 * n : 420 + 3 * n] = 90
        frames.append(frame)
    read_text(seen(tools, *frames), tools, Quiet())
    assert len(tools.reader.read_pictures) <= 6


def test_a_slide_is_called_a_slide_and_a_landscape_without_sky_nothing(tools):
    first, second = read_text(seen(tools, PLAN, landscape(1, 960, 540)), tools, Quiet()).keyframes
    assert (first.kind, first.kind_score > 0.5) == ("slide", True)
    assert (second.kind, second.kind_score, second.lines) == ("unknown", 0.0, ())


def test_a_bright_sky_over_texture_is_a_landscape():
    picture = np.empty((540, 960, 3), np.uint8)
    picture[:270] = (150, 190, 240)
    picture[270:] = np.random.default_rng(3).integers(20, 120, (270, 960, 3))
    assert picture_kind(measure(picture), ())[0] == "landscape"


def test_a_plain_picture_is_not_named():
    assert picture_kind(measure(np.full((540, 960, 3), 255, np.uint8)), ()) == ("unknown", 0.0)


def test_many_lines_on_painted_ground_are_a_screen():
    lines = [TextLine(f"line {n} of a program", (0, n / 40, 0.4, n / 40 + 0.02), 0.9) for n in range(30)]
    assert picture_kind(measure(PLAN), lines)[0] == "screen"


def test_nothing_seen_means_nothing_said(tools):
    assert read_text(Scenes(), tools, Quiet()) == Scenes()
    assert tools.reader.read_pictures == []


def test_a_number_that_changes_is_read_as_what_it_is(tools):
    first, second = (slide("Budget", f"Total: {n} euros", width=960, height=540) for n in ("18,500", "22,900"))
    scenes = read_text(seen(tools, first, second, first), replace(tools, reader=RapidocrTextReader()), Quiet())
    assert [k.lines[1].text for k in scenes.keyframes] == [f"Total: {n} euros" for n in ("18,500", "22,900", "18,500")]
    assert [k.slide for k in scenes.keyframes] == ["d1", "d2", "d1"]


@pytest.mark.parametrize("quality", [23, 32])
def test_compression_makes_no_picture_that_is_read_again(tools, tmp_path, quality):
    other = landscape(1, 960, 540)
    parts = [(3, still(page)) for page in (PLAN, BUDGET, PLAN, other, PLAN, BUDGET)]
    options = {"crf": str(quality), "preset": "veryfast"}
    path = film(tmp_path / "talk.mp4", *parts, encoding=Encoding(fps=10, options=options))
    found = find_scenes(path, tools.decoder.probe(path, Quiet()), tools, Quiet())
    assert len(found.keyframes) == 6
    read_text(found, tools, Quiet())
    assert len(tools.reader.read_pictures) == 3


def test_of_too_many_pictures_those_like_slides_are_read_and_that_is_said(tools):
    pictures = [landscape(n, 960, 540) for n in range(MOST_AT_LEAST)]
    scenes = read_text(seen(tools, *pictures[:40], PLAN, BUDGET, *pictures[40:]), tools, Quiet())
    assert len(tools.reader.read_pictures) == MOST_AT_LEAST
    assert len(scenes.slides) == 1
    assert scenes.warnings == (
        f"2 of {MOST_AT_LEAST + 2} pictures were not searched for text: 60 were, those most like slides.",
    )


def test_progress_rises_to_its_end(tools):
    reports = []

    class Counting(Quiet):
        def report(self, done, detail=""):
            reports.append(done)

    read_text(seen(tools, PLAN, BUDGET, PLAN, landscape(1, 960, 540)), tools, Counting())
    assert reports == sorted(reports)
    assert 0.5 < reports[-1] <= 1
