import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import claim, dialogue, timeline

from lifestream.verify.evidence import Case, EvidenceBase
from lifestream.verify.quotes import check_quote, slips

VENDOR = "I think the old system should be thanked and the new vendor should be fired."
EXPORT = "Um, we we will not ship the, you know, export before May, because, uh, it is not ready."


def is_said(quote: str, *said: str) -> bool:
    lines = dialogue(*(("S1", text) for text in said))
    case = Case.of(claim(quote, *(u.id for u in lines), kind="quote"), EvidenceBase.of(timeline(*lines)))
    return check_quote(case).passed


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (VENDOR, VENDOR),
        ("“The old system should be thanked.”", VENDOR),
        ("the new vendor should be fired", VENDOR),
        ("We will not ship the export before May, because it is not ready.", EXPORT),
        ("We will not ship export before May, because it is not ready.", EXPORT),
        ("The budget is 18,500 euros.", "So the budget is eighteen thousand five hundred euros."),
        ("They said that that was fine.", "They said that that was fine."),
    ],
)
def test_a_stretch_of_what_was_said_is_a_quotation(quote: str, said: str) -> None:
    assert is_said(quote, said)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("I think the old system should be fired", VENDOR),
        ("The old system should be fired.", VENDOR),
        ("We will ship the export before May.", EXPORT),
        ("We might not ship the export before May.", EXPORT),
        ("The new app is good for them.", "The new app is bad for us and it is good for them."),
        ("Customers pay on time.", "Customers who never pay on time are not what is good for us."),
        ("The budget is 18,600 euros.", "So the budget is eighteen thousand five hundred euros."),
        (
            "The greenhouse stands finished and heating is not really ready.",
            "The greenhouse is finished, but the heating is not ready.",
        ),
        ("Please not it.", "Please note it."),
        ("", VENDOR),
    ],
)
def test_words_put_together_are_no_quotation(quote: str, said: str) -> None:
    assert not is_said(quote, said)


def test_two_utterances_do_not_make_one_quotation() -> None:
    assert not is_said("The launch moves to Friday.", "The launch moves.", "To Friday.")


WORDS = st.lists(st.sampled_from(["we", "ship", "the", "a", "not", "launch", "on", "friday"]), min_size=1, max_size=12)


@given(WORDS, WORDS, WORDS)
def test_a_stretch_has_no_slips_wherever_it_begins(before: list[str], said: list[str], after: list[str]) -> None:
    assert slips(said, [*before, *said, *after]) == 0


@given(WORDS)
def test_a_word_of_weight_that_was_not_said_is_no_slip(said: list[str]) -> None:
    assert slips([*said, "cancelled"], said) == math.inf
