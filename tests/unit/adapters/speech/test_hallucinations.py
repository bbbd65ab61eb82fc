from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.adapters.speech.hallucinations import doubt, find_loop, is_made_up, is_stock_phrase
from lifestream.adapters.speech.whisper_engine import Written

SENTENCE = "We moved the release to the twenty-fourth because of the login crash."


def written(text: str, log_probability: float = -0.2, no_speech: float = 0.05) -> Written:
    return Written((), text, log_probability, no_speech)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("no " * 12, 1),
        ("so we wait " * 4, 3),
        ("And then he said, and then he said. And then he said and then he said", 4),
        ("Now the budget is fine. " + "I don't know " * 4, 8),
    ],
)
def test_a_loop_begins_where_its_phrase_is_said_again(text: str, first: int) -> None:
    assert find_loop(text.split()) == first


@pytest.mark.parametrize("text", ["", "no no no", "no " * 11, "very very good, very very good", SENTENCE])
def test_what_people_repeat_is_no_loop(text: str) -> None:
    assert find_loop(text.split()) is None


@given(
    st.lists(st.sampled_from("abcdefghijklm"), max_size=10, unique=True),
    st.lists(st.sampled_from("nopqrstuvwxyz"), min_size=1, max_size=10, unique=True),
    st.integers(12, 14),
)
def test_a_phrase_said_over_and_over_is_found_behind_any_beginning(
    before: list[str], phrase: list[str], times: int
) -> None:
    found = find_loop([*before, *phrase * times])
    assert found == len(before) + len(phrase)


@given(st.lists(st.sampled_from(["ja", "Ja,", "nein", "und"]), max_size=40))
def test_what_is_called_a_loop_repeats_a_phrase_at_least_four_times(words: list[str]) -> None:
    plain = [word.lower().strip(",") for word in words]
    found = find_loop(words)
    repeats = {
        start + length
        for length in range(1, 11)
        for start in range(len(plain))
        for times in [max(4, -(-12 // length))]
        if plain[start : start + length] * times == plain[start : start + length * times]
    }
    assert (found in repeats) if repeats else found is None


def test_words_that_were_never_repeated_are_no_loop() -> None:
    assert find_loop([f"word{n}" for n in range(500)]) is None


def test_a_sure_sentence_is_believed() -> None:
    assert doubt(written(SENTENCE)) is None


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (written("the next one is " * 6), "repetition"),
        (written("".join(f"{n} and the next number after it is " for n in range(9))), "compression"),
        (written(SENTENCE, log_probability=-1.2), "low-probability"),
        (written(SENTENCE, log_probability=-1.2, no_speech=0.9), "no-speech"),
    ],
)
def test_a_doubt_has_its_reason(made: Written, reason: str) -> None:
    assert doubt(made) == reason


def test_a_model_that_is_sure_of_its_words_is_believed_though_it_suspects_silence() -> None:
    assert doubt(written(SENTENCE, no_speech=0.95)) is None


@pytest.mark.parametrize(
    "text",
    ["Thank you.", "Thanks for watching! Bye bye.", "♪ Music ♪", "you", "Vielen Dank.", "..."],
)
def test_stock_phrases_are_known_whatever_their_marks(text: str) -> None:
    assert is_stock_phrase(text)


@pytest.mark.parametrize("text", ["Thank you, Ben.", "Thank you. We start now.", "The music is loud.", SENTENCE])
def test_a_sentence_with_anything_of_its_own_is_no_stock_phrase(text: str) -> None:
    assert not is_stock_phrase(text)


def test_thanks_that_somebody_said_aloud_are_kept() -> None:
    assert not is_made_up(written("Thank you."), voice=0.97)


@pytest.mark.parametrize(
    ("made", "voice"),
    [
        (written("Thank you."), 0.5),
        (written("Thank you.", no_speech=0.5), 0.97),
        (written("Thank you.", log_probability=-0.9), 0.97),
    ],
)
def test_thanks_without_a_clear_voice_are_made_up(made: Written, voice: float) -> None:
    assert is_made_up(made, voice)


@given(st.floats(0, 1), st.floats(-5, 0), st.floats(0, 1))
def test_a_sentence_of_its_own_is_never_made_up(voice: float, log_probability: float, no_speech: float) -> None:
    assert not is_made_up(written(SENTENCE, log_probability, no_speech), voice)
