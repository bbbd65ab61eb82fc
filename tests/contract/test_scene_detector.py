"""Every scene detector finds where one picture ends and the next begins, and nothing else."""

import tracemalloc
from itertools import pairwise

import pytest
from tests.media import (
    BLACK,
    Encoding,
    Quiet,
    after,
    dissolve,
    film,
    flashing,
    landscape,
    panning,
    plain,
    slide,
    sound,
    still,
    with_huge_pictures,
    with_inset,
    with_pointer,
)

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
from lifestream.adapters.media.pyav_scene_detector import PyavSceneDetector
from lifestream.errors import Cancelled

FRAME = 1 / 25
ONE, TWO, THREE = panning(1), panning(2), panning(3)
PLAN = slide("Release Date", "Planned: 17 November", "Sync engine finished")
PLAN_BEFORE = slide("Release Date", "Planned: 17 November")
BUDGET = slide("Budget", "Advertising 12,000", "Event 6,000")
ENCODINGS = {
    "h264": Encoding(),
    "mpeg4": Encoding("mpeg4", options={"b": "800k"}),
    "vp9": Encoding("libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8", "b": "400k"}),
    "mjpeg": Encoding("mjpeg", pixels="yuvj420p", options={}),
    "never a keyframe": Encoding(gop=100_000),
}


@pytest.fixture(params=[PyavSceneDetector])
def detector(request):
    return request.param()


@pytest.fixture
def scenes(detector, tmp_path):
    """Find the scenes of parts written with a keyframe every ten seconds and none at cuts."""

    def find(*parts, encoding=None, watch=None, name="film.mkv"):
        path = film(tmp_path / name, *parts, encoding=encoding)
        media = PyavMediaDecoder().probe(path, Quiet())
        found = detector.find(path, media, ThreadWorkers(2), watch or Quiet())
        assert found[0].transition == "start"
        assert found[-1].segment.end == pytest.approx(media.duration)
        assert all(a.segment.end == b.segment.start for a, b in pairwise(found))
        return found[1:]

    return find


def times(scenes):
    return [round(scene.segment.start, 2) for scene in scenes]


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_hard_cut_is_found_to_the_frame_wherever_the_keyframes_are(scenes, name):
    found = scenes((4, ONE), (3, TWO), (2, still(PLAN)), (3, THREE), encoding=ENCODINGS[name])
    assert times(found) == [4, 7, 9]
    assert {scene.transition for scene in found} == {"cut"}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_slide_that_is_gone_before_the_next_keyframe_is_a_scene(scenes, name):
    assert times(scenes((3, still(PLAN)), (2, still(BUDGET)), (7, still(PLAN)), encoding=ENCODINGS[name])) == [3, 5]


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_line_that_appears_on_a_slide_begins_a_scene(scenes, name):
    assert times(scenes((4, still(PLAN_BEFORE)), (8, still(PLAN)), encoding=ENCODINGS[name])) == [4]


def test_a_cut_after_a_long_slide_is_found_whenever_it_comes(scenes):
    encoding = Encoding(fps=10, gop=100, options={"preset": "veryfast"})
    plan = ((50, ONE), (9, still(PLAN)), (4.5, THREE), (4, TWO))
    assert times(scenes(*plan, encoding=encoding)) == [50, 59, 63.5]


def test_a_line_that_appears_beside_the_speakers_camera_begins_a_scene(scenes):
    before, now = with_inset(PLAN_BEFORE, 5), with_inset(PLAN, 5)
    assert times(scenes((4, before), (8, after(now, 4)))) == [4]


def test_the_speakers_camera_in_a_corner_begins_none(scenes):
    assert times(scenes((12, with_inset(PLAN, 5)))) == []


@pytest.mark.parametrize("rest", [0.2, 1.0, 2.0, 3.0])
def test_a_pointer_that_travels_begins_none(scenes, rest):
    assert times(scenes((12, with_pointer(PLAN, rest)))) == []


@pytest.mark.parametrize("speed", [4, 40, 200])
def test_a_moving_camera_begins_none(scenes, speed):
    assert times(scenes((11, panning(1, speed)))) == []


def test_a_flash_begins_none(scenes):
    assert times(scenes((6, flashing(ONE, 3.0)), (5, flashing(still(landscape(9)), 2.0)))) == [6]


def test_a_dark_cut_is_found(scenes):
    assert times(scenes((4, lambda t: ONE(t) // 4), (4, lambda t: TWO(t) // 4))) == [4]


def test_a_dissolve_is_one_boundary_near_its_middle(scenes):
    found = scenes((4, ONE), (1, dissolve(after(ONE, 4), TWO, 1.0)), (4, after(TWO, 1)))
    assert [scene.transition for scene in found] == ["dissolve"]
    assert found[0].segment.start == pytest.approx(4.5, abs=0.3)


def test_a_fade_through_black_is_one_boundary(scenes):
    out, into = dissolve(after(ONE, 4), BLACK, 0.7), dissolve(BLACK, TWO, 0.7)
    found = scenes((4, ONE), (0.7, out), (0.7, into), (4, after(TWO, 0.7)))
    assert [scene.transition for scene in found] == ["fade"]
    assert found[0].segment.start == pytest.approx(4.7, abs=0.3)


def test_black_that_stays_is_a_scene_between_two_fades(scenes):
    out, into = dissolve(after(ONE, 4), BLACK, 0.7), dissolve(BLACK, TWO, 0.7)
    found = scenes((4, ONE), (0.7, out), (2, BLACK), (0.7, into), (4, after(TWO, 0.7)))
    assert [scene.transition for scene in found] == ["fade", "fade"]


def test_a_picture_that_comes_up_at_the_start_begins_with_the_video(scenes):
    assert times(scenes((1, dissolve(BLACK, ONE, 1.0)), (4, after(ONE, 1)))) == []


def test_a_video_of_one_frame_is_one_scene(scenes):
    assert times(scenes((FRAME, ONE))) == []


def test_a_blank_video_is_one_scene(scenes):
    assert times(scenes((5, plain(40, 40, 40)))) == []


def test_uneven_frames_are_judged_by_their_own_times(scenes):
    parts = ((4, still(PLAN)), (4, still(BUDGET)))
    assert times(scenes(*parts, encoding=Encoding(fps=2, gop=100))) == [4]


def test_a_pause_of_hours_costs_no_memory_and_hides_no_cut(scenes):
    def pace(n):
        return n / 10 + (7_200 if n >= 40 else 0)

    tracemalloc.start()
    found = scenes((4, still(PLAN)), (4, still(BUDGET)), encoding=Encoding(fps=10, gop=1_000, pace=pace))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert times(found) == [7_204]
    assert peak < 150 << 20


def test_a_frame_every_ten_seconds_costs_no_memory_and_hides_no_cut(scenes):
    tracemalloc.start()
    parts = ((30, still(PLAN)), (25, still(BUDGET)), (15, still(PLAN)))
    found = scenes(*parts, encoding=Encoding(fps=10, gop=1_000, pace=lambda n: 10.0 * n))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert times(found) == [3_000, 5_500]
    assert peak < 150 << 20


def test_a_stretch_without_keyframes_is_looked_at_in_parts(scenes):
    assert times(scenes((20, still(PLAN)), (20, still(BUDGET)), encoding=Encoding(gop=100_000))) == [20]


def test_huge_pictures_among_small_ones_are_not_looked_at(detector, tmp_path):
    path = with_huge_pictures(tmp_path / "a.mkv", still(landscape(1)), range(15, 25))
    media = PyavMediaDecoder().probe(path, Quiet())
    assert len(detector.find(path, media, ThreadWorkers(1), Quiet())) == 1


def test_a_recording_without_a_picture_has_no_scenes(detector, tmp_path):
    path = sound(tmp_path / "tone.m4a", 440.0)
    media = PyavMediaDecoder().probe(path, Quiet())
    assert detector.find(path, media, ThreadWorkers(1), Quiet()) == ()


def test_progress_rises_to_its_end(scenes):
    watch = Counting()
    scenes((12, ONE), watch=watch)
    assert watch.reports == sorted(watch.reports)
    assert 0 < watch.reports[-1] <= 1


def test_it_stops_when_asked_to(scenes):
    with pytest.raises(Cancelled):
        scenes((12, ONE), encoding=Encoding(gop=25), watch=Counting(limit=2))


class Counting(Quiet):
    def __init__(self, limit=10_000):
        self.reports, self.limit = [], limit

    def report(self, done, detail=""):
        self.reports.append(done)
        if len(self.reports) >= self.limit:
            raise Cancelled
