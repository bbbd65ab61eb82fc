import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment
from lifestream.entrypoints.cli.search import EXCERPT, excerpt, reasons

LONG = "Nothing happens here. " * 40


def marked(text, *words):
    shown = excerpt(text, words)
    return [shown.plain[span.start : span.end] for span in shown.spans]


def test_words_are_marked_in_any_of_their_forms():
    assert marked("They migrated 18,500 records; migration is done.", "migrate", "18,500") == [
        "migrated",
        "18,500",
        "migration",
    ]
    assert marked("The rollback", "roll*") == ["rollback"]


def test_the_excerpt_is_where_most_of_the_words_are():
    shown = excerpt(f"A plan. {LONG} The rollback plan is ready. {LONG}", ("rollback", "plan"))
    assert "rollback plan" in shown.plain
    assert shown.plain.startswith("… ")
    assert shown.plain.endswith(" …")


def test_the_lines_of_a_slide_stand_apart():
    assert excerpt("Budget\n18,500 EUR", ()).plain == "Budget · 18,500 EUR"


@pytest.mark.parametrize("text", ["\x1b[2J\x1b]0;owned\x07plan", "[bold red]plan[/]", "plan\u202e"])
def test_what_was_said_steers_no_terminal(text):
    shown = excerpt(text, ("plan",))
    assert all(c.isprintable() for c in shown.plain)
    assert "plan" in shown.plain


@given(st.text(max_size=900), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_an_excerpt_is_short_whatever_is_in_it(text, words):
    assert len(excerpt(text, words).plain) <= EXCERPT + 4


def test_a_hit_says_why_it_was_found():
    passage = Passage("r:1", "r", Segment(0, 9), "claim", "The plan.", people=("Ben",))
    said = Passage("r:2", "r", Segment(0, 30), "speech", "The plan is mine.")
    assert reasons(Hit(passage, 0.9, ("plan",), ("Ben",), others=(said,))) == "“plan” in the minutes, said, Ben speaks"
    assert reasons(Hit(said, 0.9)) == "by its meaning said"
