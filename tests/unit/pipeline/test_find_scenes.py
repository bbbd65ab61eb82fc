"""Stills that stand for scenes: sharp, settled, few."""

import numpy as np
import pytest
from tests.media import Encoding, Quiet, dissolve, film, landscape, panning, slide, still

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.media.jpeg import decode
from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
from lifestream.adapters.media.pyav_scene_detector import PyavSceneDetector
from lifestream.adapters.media.rapidocr_text_reader import RapidocrTextReader
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.errors import Cancelled
from lifestream.pipeline.find_scenes import SeeTools, Sight, find_scenes, is_same
from lifestream.pipeline.picture import likeness, thumb

PLAN = slide("Release Date", "Planned: 17 November", "Sync engine finished")
BUDGET = slide("Budget", "Advertising 12,000", "Event 6,000")


@pytest.fixture
def tools():
    return SeeTools(PyavMediaDecoder(), PyavSceneDetector(), RapidocrTextReader(), MemoryBlobStore(), ThreadWorkers(2))


@pytest.fixture
def see(tools, tmp_path):
    def see(*parts, encoding=None, watch=None):
        path = film(tmp_path / "film.mkv", *parts, encoding=encoding)
        return find_scenes(path, tools.decoder.probe(path, Quiet()), tools, watch or Quiet())

    return see


def test_every_scene_has_a_keyframe_inside_it_whose_picture_is_stored(see, tools):
    scenes = see((3, still(PLAN)), (3, panning(1)), (2, still(BUDGET)))
    assert [len(scene.keyframes) for scene in scenes.scenes] == [1, 1, 1]
    for scene, keyframe in zip(scenes.scenes, scenes.keyframes, strict=True):
        assert scene.keyframes == (keyframe.id,)
        assert scene.segment.start <= keyframe.time < scene.segment.end
        assert decode(tools.blobs.get(keyframe.image)).shape == (keyframe.height, keyframe.width, 3)


def test_a_keyframe_is_taken_after_the_transition(see, tools):
    first, second = still(landscape(4)), still(landscape(5))
    scenes = see((3, first), (1.2, dissolve(first, second, 1.2)), (3, second))
    kept = decode(tools.blobs.get(scenes.keyframes[-1].image))
    assert likeness(thumb(kept), thumb(landscape(5))) > 0.98


def test_of_close_frames_the_sharpest_is_kept(see, tools):
    clear = landscape(6)
    dull = np.full_like(clear, clear.mean())
    blurred = (0.2 * clear + 0.8 * dull).astype(np.uint8)
    scenes = see((4, lambda t: clear if 1.7 < t < 1.9 else blurred), encoding=Encoding(fps=10))
    assert 1.6 < scenes.keyframes[0].time < 2


def test_a_long_still_scene_has_one_keyframe(see):
    assert len(see((150, still(PLAN)), encoding=Encoding(fps=2)).keyframes) == 1


def test_a_long_scene_that_changes_slowly_is_looked_at_once_a_minute(see):
    first, second = landscape(7), landscape(8)
    slow = dissolve(still(first), still(second), 150)
    scenes = see((150, slow), encoding=Encoding(fps=2))
    assert len(scenes.scenes) == 1
    assert 2 <= len(scenes.keyframes) <= 3


def test_stopping_is_passed_on(see):
    class Stop(Quiet):
        def report(self, done, detail=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        see((3, still(PLAN)), watch=Stop())


def test_a_number_that_changes_on_a_slide_makes_a_keyframe(see):
    parts = [(75, still(slide("Budget", f"Total: {n} euros", width=960, height=540))) for n in ("18,500", "18,900")]
    scenes = see(*parts, encoding=Encoding(fps=2))
    assert len(scenes.keyframes) == 2
    assert scenes.keyframes[0].time < 75 < scenes.keyframes[1].time


def test_somebody_who_moves_before_the_same_background_makes_none():
    room = landscape(2, 640, 360)
    moved = room.copy()
    moved[120:260, 200:280] = 90
    assert is_same(Sight.of(room), Sight.of(moved))
    assert not is_same(Sight.of(room), Sight.of(landscape(3, 640, 360)))
