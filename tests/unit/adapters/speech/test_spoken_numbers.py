from __future__ import annotations

import pytest

from lifestream.adapters.speech.spoken_numbers import join_hundreds
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Word


def spoken(text: str, pause: float = 0.0) -> list[Word]:
    """Words of 0.3 s, with a pause after each."""
    return [
        Word(word, Segment(n * (0.3 + pause), n * (0.3 + pause) + 0.3), 0.9 - n / 100)
        for n, word in enumerate(text.split())
    ]


def text(words: list[Word]) -> str:
    return " ".join(word.text for word in join_hundreds(words))


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("about 600 and 40 doses", "about 640 doses"),
        ("It costs $300 and 5.", "It costs $305."),
        ("5,200 and 30, or so", "5,230, or so"),
        ("100 and 20%", "120%"),
    ],
)
def test_one_number_is_written_as_one(heard: str, written: str) -> None:
    assert text(spoken(heard)) == written


@pytest.mark.parametrize(
    "heard",
    [
        "between 600 and 40 doses",
        "rooms 100 and 20",
        "600 and 400 doses",
        "640 and 20 doses",
        "2000 and 6 more",
        "600 and forty",
        "600, and 40",
        "600 and",
    ],
)
def test_two_numbers_stay_two(heard: str) -> None:
    assert text(spoken(heard)) == heard


def test_what_a_pause_parts_is_not_one_number() -> None:
    assert text(spoken("600 and 40 doses", pause=0.3)) == "600 and 40 doses"


def test_the_number_has_the_span_and_the_least_probability_of_its_words() -> None:
    [_, number, _] = join_hundreds(spoken("about 600 and 40 doses"))
    assert (number.segment.start, number.segment.end) == pytest.approx((0.3, 1.2))
    assert number.probability == pytest.approx(0.87)
