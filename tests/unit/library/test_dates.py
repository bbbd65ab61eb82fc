from datetime import date

import pytest

from lifestream.errors import InputError
from lifestream.library.dates import month_of, read_days, week_of

TODAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-05", date(2026, 11, 5), date(2026, 11, 5)),
        (" Today ", TODAY, TODAY),
        ("yesterday", date(2026, 11, 4), date(2026, 11, 4)),
        ("2026-11-02..2026-11-08", date(2026, 11, 2), date(2026, 11, 8)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-10..today", date(2026, 10, 1), TODAY),
    ],
)
def test_days_are_read_as_people_write_them(text, first, last):
    assert read_days(text, TODAY) == (first, last)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "tomorrowish", "", "..", "2026-11-08..2026-11-02", "0001-01-01..9999-12-31", "9" * 100_000]
)
def test_what_is_no_day_is_refused_with_a_remedy(text):
    with pytest.raises(InputError) as error:
        read_days(text, TODAY)
    assert error.value.remedy
    assert len(error.value.message) < 200 or text in error.value.message


def test_weeks_begin_on_monday_and_months_end_where_they_do():
    assert week_of(date(2026, 11, 8)) == (date(2026, 11, 2), date(2026, 11, 8))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert week_of(date.min)[0] == date.min
    assert week_of(date.max)[1] == date.max
