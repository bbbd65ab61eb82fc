from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import claim, dialogue, timeline

from lifestream.domain.claim import Due
from lifestream.verify.dates import check_dates, check_due, check_due_date, resolve
from lifestream.verify.evidence import Case, EvidenceBase
from lifestream.verify.mentions import find_dates

TUESDAY = date(2026, 11, 3)


def case(said: str, claimed: str = "") -> Case:
    return Case.of(claim(claimed, "u1"), EvidenceBase.of(timeline(*dialogue(("S1", said)))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by Friday, the sixth of November", date(2026, 11, 6)),
        ("by Thursday, the twelfth.", date(2026, 11, 12)),
        ("by tomorrow, Wednesday the fourth", date(2026, 11, 4)),
        ("tomorrow", date(2026, 11, 4)),
        ("the day after tomorrow", date(2026, 11, 5)),
        ("this afternoon", TUESDAY),
        ("in two weeks", date(2026, 11, 17)),
        ("end of the month", date(2026, 11, 30)),
        ("by Friday", date(2026, 11, 6)),
        ("next Friday", date(2026, 11, 13)),
        ("January 4th", date(2027, 1, 4)),
        ("24.11.2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("11/24/2026", date(2026, 11, 24)),
    ],
)
def test_a_date_resolves_from_the_day_of_the_recording(text: str, expected: date) -> None:
    [mention] = find_dates(text)
    assert expected in resolve(mention, TUESDAY)


def test_a_weekday_that_does_not_fit_its_date_resolves_to_nothing() -> None:
    [mention] = find_dates("Monday, the sixth of November 2026")
    assert resolve(mention, TUESDAY) == frozenset()


def test_without_a_recording_day_a_relative_date_resolves_to_nothing() -> None:
    [mention] = find_dates("tomorrow")
    assert resolve(mention, None) == frozenset()


def test_ordinals_of_things_are_no_dates() -> None:
    assert find_dates("the second floor and the first session") == ()


def test_a_month_that_is_also_a_verb_is_a_date_only_where_it_must_be() -> None:
    assert [m.month for m in find_dates("You may march in May")] == [5]


@pytest.mark.parametrize(
    "claimed",
    [
        "The launch moves from 17 November to Tuesday, 24 November 2026.",
        "The launch moves to the 24th.",
        "The launch is on 2026-11-24.",
    ],
)
def test_a_date_may_be_written_in_another_way(claimed: str) -> None:
    said = "We move the launch from the seventeenth to Tuesday, the twenty fourth of November."
    assert check_dates(case(said, claimed)).passed


@pytest.mark.parametrize(
    "claimed",
    ["The launch is on 25 November.", "The launch is on 24 December.", "The launch is on Monday.", "It is next week."],
)
def test_a_date_that_nobody_said_fails(claimed: str) -> None:
    said = "We move the launch from the seventeenth to Tuesday, the twenty fourth of November."
    assert not check_dates(case(said, claimed)).passed


def test_a_relative_date_may_be_written_as_what_it_means() -> None:
    assert check_dates(case("I will book it by tomorrow.", "Booked by Wednesday, 4 November.")).passed
    assert not check_dates(case("I will book it by tomorrow.", "Booked by Thursday, 5 November.")).passed


def test_a_due_date_must_be_computable_from_its_words() -> None:
    spoken = case("I will send it by Monday, the ninth of November.")
    assert check_due_date(spoken, Due("by Monday, the ninth of November", date(2026, 11, 9))).passed
    assert not check_due_date(spoken, Due("by Monday, the ninth of November", date(2026, 11, 10))).passed
    assert check_due_date(spoken, Due("by Monday, the ninth of November")).passed


def test_the_words_of_a_due_date_must_have_been_said() -> None:
    spoken = case("I will send it by Monday at six.")
    assert check_due(spoken, Due("by Monday")).passed
    assert not check_due(spoken, Due("by Friday")).passed
    assert not check_due(spoken, Due("before the holidays")).passed
    assert not check_due(spoken, Due("by seven")).passed


@given(st.text(max_size=200), st.dates(date(1971, 1, 1), date(2099, 12, 31)))
def test_any_text_can_be_searched_for_dates(text: str, anchor: date) -> None:
    for mention in find_dates(text):
        resolve(mention, anchor)


@given(st.dates(date(1980, 1, 1), date(2090, 12, 31)))
def test_a_full_date_is_itself_whatever_the_recording_day(day: date) -> None:
    [mention] = find_dates(f"{day:%A}, {day.day} {day:%B} {day.year}")
    assert resolve(mention, TUESDAY) == {day}
