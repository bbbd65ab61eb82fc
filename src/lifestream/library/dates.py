"""Days and stretches of days as people ask for them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from lifestream.errors import InputError

_WORDS = {"today": 0, "yesterday": -1}
_LONGEST = 366
"""Days that one page may have."""


def read_days(text: str, today: date) -> tuple[date, date]:
    """The first and the last of the days that are meant.

    A day (``2026-11-05``, ``today``, ``yesterday``), a month (``2026-11``), or from one to another, joined by two dots.

    >>> read_days("2026-02", date(2026, 11, 5))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))

    Raises:
        InputError: there is no such day, the end is before the beginning, or it is more than a year.
    """
    first, mark, last = text.strip().lower().partition("..")
    begin = _read(first, today)[0]
    end = _read(last, today)[1] if mark else _read(first, today)[1]
    if end < begin:
        raise InputError(f"{text}: the end is before the beginning.", remedy="Write the earlier day first.")
    if (end - begin).days >= _LONGEST:
        raise InputError(f"{text} is more than a year.", remedy="Ask for a year at most.")
    return begin, end


def _read(text: str, today: date) -> tuple[date, date]:
    text = text.strip()
    if text in _WORDS:
        return (day := today + timedelta(days=_WORDS[text])), day
    try:
        if len(text) == len("2026-11"):
            return month_of(date.fromisoformat(f"{text}-01"))
        return (day := date.fromisoformat(text)), day
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"“{text[:40]}” is no day.", remedy="Write 2026-11-05, 2026-11, 2026-11-02..2026-11-08, today or yesterday."
        ) from error


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday around a day (ISO 8601).

    >>> week_of(date(2026, 11, 5))
    (datetime.date(2026, 11, 2), datetime.date(2026, 11, 8))
    """
    monday = max(date.min, day - timedelta(days=min(day.weekday(), (day - date.min).days)))
    return monday, monday + timedelta(days=min(6, (date.max - monday).days))


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
