from __future__ import annotations

from dataclasses import replace

from tests.builders import keyframe, slide

from lifestream.domain.scene import Scenes
from lifestream.domain.segment import Segment
from lifestream.pipeline.slide_terms import MOST_TERMS, slide_hints
from lifestream.ports.transcriber import Hint


def shown(*lines: str) -> Scenes:
    """One slide, on screen from 10 to 20 seconds."""
    picture = keyframe("k1", 10.0, *lines)
    return Scenes(keyframes=(picture,), slides=(slide("d1", "k1", picture.text, (10.0, 20.0)),))


def test_words_of_a_slide_are_expected_while_it_is_shown_and_shortly_before_and_after() -> None:
    [hint] = slide_hints(shown("Vaccine Freezer", "640 doses in stock", "at 5 a.m."), 60.0)
    assert hint == Hint(Segment(7.0, 23.0), ("Vaccine", "Freezer", "doses", "stock"))


def test_people_on_a_slide_are_expected_all_the_time() -> None:
    first, second = slide_hints(shown("Attendees: Ana Silva, Bo Li, Ines Alvarez"), 60.0)
    assert first == Hint(Segment(0.0, 60.0), ("Ana", "Silva", "Ines", "Alvarez"))
    assert second.segment == Segment(7.0, 23.0)


def test_a_word_comes_once_and_there_is_an_end_to_them() -> None:
    [hint] = slide_hints(
        shown("tide Tide TIDE", " ".join(f"{chr(97 + n // 26)}{chr(97 + n % 26)}term" for n in range(60))), 60.0
    )
    assert len(hint.terms) == MOST_TERMS
    assert [term for term in hint.terms if term.casefold() == "tide"] == ["tide"]


def test_a_line_that_was_read_badly_gives_no_terms() -> None:
    scenes = shown("Vaccine")
    [picture] = scenes.keyframes
    blurred = replace(picture, lines=(replace(picture.lines[0], confidence=0.5),))
    assert slide_hints(replace(scenes, keyframes=(blurred,)), 60.0) == ()


def test_without_slides_nothing_is_expected() -> None:
    assert slide_hints(Scenes(), 60.0) == ()
