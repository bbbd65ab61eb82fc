from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.errors import InputError
from lifestream.search.dates import find_days, without

TODAY = date(2026, 11, 25)  # a Wednesday
WORDS = "on in last the of before after between and to 5 31 9999 0001-01-01 9999-12-31 May November ago months".split()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("budget today", "2026-11-25", "2026-11-25"),
        ("what we said yesterday", "2026-11-24", "2026-11-24"),
        ("the day before yesterday", "2026-11-23", "2026-11-23"),
        ("last Tuesday", "2026-11-24", "2026-11-24"),
        ("last Wednesday", "2026-11-18", "2026-11-18"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last weekend", "2026-11-21", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("in March", "2026-03-01", "2026-03-31"),
        ("in December", "2025-12-01", "2025-12-31"),
        ("in February 2024", "2024-02-01", "2024-02-29"),
        ("in 2025", "2025-01-01", "2025-12-31"),
        ("on 5 November", "2026-11-05", "2026-11-05"),
        ("on the 5th of November 2025", "2025-11-05", "2025-11-05"),
        ("November 5th, 2025", "2025-11-05", "2025-11-05"),
        ("30 November", "2025-11-30", "2025-11-30"),
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("between 2 November and 2026-11-05", "2026-11-02", "2026-11-05"),
        ("from November 2 to November 5", "2026-11-02", "2026-11-05"),
        ("between 2 and 5 November", "2026-11-02", "2026-11-05"),
        ("from the 2nd to the 5th of November 2025", "2025-11-02", "2025-11-05"),
        ("between November 2 and 5", "2026-11-02", "2026-11-05"),
        ("2–5 November", "2026-11-02", "2026-11-05"),
        ("last night", "2026-11-24", "2026-11-24"),
        ("this morning", "2026-11-25", "2026-11-25"),
        ("last March", "2026-03-01", "2026-03-31"),
        ("last November", "2025-11-01", "2025-11-30"),
        ("in November", "2026-11-01", "2026-11-30"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("two months ago", "2026-09-01", "2026-09-30"),
        ("a couple of weeks ago", "2026-11-11", "2026-11-11"),
        ("a week ago", "2026-11-18", "2026-11-18"),
        ("nine days ago", "2026-11-16", "2026-11-16"),
        ("three days ago", "2026-11-22", "2026-11-22"),
        ("2 weeks ago", "2026-11-11", "2026-11-11"),
        ("in the last two weeks", "2026-11-11", "2026-11-25"),
        ("on 29 February", "2025-02-28", None),
    ],
)
def test_days_are_understood_as_people_say_them(text, first, last):
    if last is None:  # neither this year nor the last has it
        assert find_days(text, TODAY) == ()
        return
    (found,) = find_days(text, TODAY)
    assert (found.first_day.isoformat(), found.last_day.isoformat()) == (first, last)


def test_one_side_may_be_open():
    (since,) = find_days("since 3 November", TODAY)
    assert (since.first_day, since.last_day) == (date(2026, 11, 3), None)
    (before,) = find_days("before November 3", TODAY)
    assert (before.first_day, before.last_day) == (None, date(2026, 11, 2))


@pytest.mark.parametrize(
    "text",
    [
        "rollback plan",
        "next Tuesday",
        "on 5 December 2026",
        "may I see it",
        "the march of time",
        "version 2026",
        "march on",
        "last call",
        "2-5 people",
    ],
)
def test_what_is_no_day_of_the_past_is_left_alone(text):
    assert find_days(text, TODAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        "on 31 February",
        "30 February 2025",
        "2026-02-30",
        "the 31st of June",
        "between 28 and 31 June",
        "from June 1 to 31",
    ],
)
def test_a_day_that_no_calendar_has_is_an_error_that_says_what_to_do(text):
    with pytest.raises(InputError) as raised:
        find_days(text, TODAY)
    assert "--literal" in raised.value.remedy


def test_the_rest_of_the_query_is_what_is_looked_for():
    text = "rollback plan last Tuesday please"
    assert without(text, find_days(text, TODAY)) == "rollback plan please"


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_whatever_is_asked_is_understood_as_days_of_the_past_or_refused(text):
    try:
        found = find_days(text, TODAY)
    except InputError:
        return
    assert all((i.first_day or date.min) <= min(TODAY, i.last_day or date.max) for i in found)
    assert all(i.text in text for i in found)


@pytest.mark.parametrize("text", ["after 9999-12-31", "before 0001-01-01", "9999 weeks ago", "9999 months ago"])
def test_the_ends_of_the_calendar_are_no_error(text):
    find_days(text, TODAY)
