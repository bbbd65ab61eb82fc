import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.pipeline.likeness import Salience, are_alike, clauses_of, is_within, keys, overlap

LAUNCH = "We move the launch to the 24th of November."


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (LAUNCH, "The launch moves to the twenty fourth."),
        ("The budget is 18,500 euros.", "Budget: eighteen thousand five hundred euros."),
        ("Ben tests the import.", "Ben tests the import and the export of the parser."),
    ],
)
def test_sentences_that_say_the_same_are_alike(a: str, b: str) -> None:
    assert are_alike(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The budget is 18,500 euros.", "The budget is 22,000 euros."),
        (LAUNCH, "The dog sleeps in the garden."),
        ("Ben tests the import.", "Clara reviews the import."),
        ("", LAUNCH),
        ("And so on.", "And so on."),
    ],
)
def test_other_sentences_are_not(a: str, b: str) -> None:
    assert not are_alike(a, b)


def test_the_shorter_text_decides_how_much_two_share() -> None:
    assert overlap("Write the plan.", "Write the rollback plan and share it with Clara.") == 1.0
    assert overlap("Write the plan.", "Cancel the tour.") == 0.0
    assert overlap("", "Write the plan.") == 0.0


def test_a_clause_is_within_a_text_that_has_its_numbers_and_most_of_its_words() -> None:
    [launch, budget] = clauses_of("The launch moves to Friday, and the budget is 18,500 euros.")
    assert is_within(budget, keys("The approved budget is 18,500 euros."))
    assert not is_within(budget, keys("The approved budget is 22,000 euros."))
    assert not is_within(launch, keys("The launch is late."))


def test_a_clause_of_one_word_says_nothing() -> None:
    assert clauses_of("Good, and thanks, and fine.") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_does_not_depend_on_the_order(a: str, b: str) -> None:
    assert are_alike(a, b) == are_alike(b, a)
    assert overlap(a, b) == overlap(b, a)


def test_what_is_spoken_of_often_is_salient_and_length_alone_is_not() -> None:
    salience = Salience(["The launch is late.", "The launch moves.", "The launch party needs a room.", "It rained."])
    assert salience("The launch.") > salience("It rained.")
    assert salience("The launch.") > salience("The launch and umbrellas and raincoats and boots.")
    assert salience("") == 0.0
