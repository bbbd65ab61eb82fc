from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import words

from lifestream.domain.transcript import Word
from lifestream.pipeline.turn_taking import give_back_questions


def talk(*sentences: tuple[int, str, float]) -> tuple[tuple[Word, ...], list[int]]:
    """Words and their speakers, from the speaker, the text and the silence before it, two words a second."""
    said: list[Word] = []
    labels: list[int] = []
    clock = 0.0
    for speaker, text, pause in sentences:
        start = clock + pause
        clock = start + len(text.split()) / 2
        said += words(text, start, clock)
        labels += [speaker] * len(text.split())
    return tuple(said), labels


def speakers(*sentences: tuple[int, str, float]) -> list[int]:
    said, labels = talk(*sentences)
    given = give_back_questions(said, labels)
    firsts = [0, *(i + 1 for i, word in enumerate(said[:-1]) if word.text.endswith((".", "?")))]
    return [given[i] for i in firsts]


def test_who_is_called_by_name_does_not_ask() -> None:
    found = speakers((0, "Next is the network.", 0), (1, "Tom, what is the situation?", 0.3), (1, "It is slow.", 0.8))
    assert found == [0, 0, 1]


def test_a_question_of_which_only_the_end_was_taken_goes_back_whole() -> None:
    said, labels = talk((0, "Next is the network.", 0), (0, "Tom, what", 0.3), (1, "is that?", 0.0), (1, "Slow.", 0.8))
    assert give_back_questions(said, labels) == [0] * 8 + [1]


def test_a_question_without_a_name_stays() -> None:
    assert speakers((0, "We could.", 0), (1, "Could I join them?", 0.3), (1, "I like it.", 0.8)) == [0, 1, 1]


def test_a_word_with_a_capital_is_no_name() -> None:
    assert speakers((0, "We could.", 0), (1, "Okay, what is next?", 0.3), (1, "I see it.", 0.8)) == [0, 1, 1]


def test_a_question_that_is_nearer_to_its_answer_stays() -> None:
    assert speakers((0, "It is slow.", 0), (1, "Tom, do you agree?", 1.5), (1, "I do not.", 0.2)) == [0, 1, 1]


def test_a_question_that_another_one_follows_stays() -> None:
    assert speakers((0, "It is slow.", 0), (1, "Tom, is it?", 0.2), (1, "Is it really?", 0.4), (0, "Yes.", 1)) == [
        0,
        1,
        1,
        0,
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["Tom, is it?", "It is.", "Why?"]), st.floats(0, 2)), min_size=1
    )
)
def test_every_word_keeps_a_speaker(sentences: list[tuple[int, str, float]]) -> None:
    said, labels = talk(*sentences)
    given_back = give_back_questions(said, labels)
    assert len(given_back) == len(labels)
    assert set(given_back) <= set(labels)
