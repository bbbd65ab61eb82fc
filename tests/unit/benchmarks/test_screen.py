from __future__ import annotations

import pytest
from benchmarks.scores.screen import score_screens
from tests.builders import keyframe, slide

from lifestream.domain.scene import Scenes
from lifestream.domain.segment import Segment

SHOWN = (
    (Segment(0.0, 10.0), ("Launch Budget", "Video 4,000")),
    (Segment(20.0, 30.0), ("Launch Budget", "Video 4,000")),
)


def seen(text: str, *spans: tuple[float, float]) -> Scenes:
    return Scenes(keyframes=(keyframe("k1", 1.0, *text.split("\n")),), slides=(slide("d1", "k1", text, *spans),))


def test_a_slide_that_is_read_right_has_all_its_words() -> None:
    score = score_screens(SHOWN, seen("Launch Budget\nVideo 4,000", (0, 10), (20, 30)))
    assert (score.recall, score.character_error_rate) == (1.0, 0.0)
    assert (score.slides_found, score.slides) == (1, 1)


def test_a_wrong_figure_is_a_word_missed_and_a_character_wrong() -> None:
    score = score_screens(SHOWN, seen("Launch Budget\nVideo 9,000", (0, 10), (20, 30)))
    assert (score.words_read, score.words) == (8, 10)
    assert score.character_errors == 2


def test_a_slide_counts_only_while_it_is_on_screen() -> None:
    assert score_screens(SHOWN, seen("Launch Budget\nVideo 4,000", (0, 10))).recall == 0.5


def test_text_of_a_picture_stands_in_where_no_slide_was_found() -> None:
    scenes = Scenes(keyframes=(keyframe("k1", 5.0, "Launch Budget", "Video 4,000"),))
    assert score_screens(SHOWN[:1], scenes).recall == 1.0


def test_nothing_seen_is_nothing_read() -> None:
    score = score_screens(SHOWN, Scenes())
    assert (score.recall, score.slides_found) == (0.0, 0)
    assert score.character_error_rate == pytest.approx(1.0)
