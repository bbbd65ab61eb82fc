"""Days in the words of a query: "last Tuesday", "in March", "between 2 and 5 November"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lifestream.domain.search import Interpretation
from lifestream.errors import InputError

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NUMBERS = {"a": 1, "couple of": 2} | {
    name: number
    for number, name in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_YEAR = r"(?:,?\s+(?P<y{0}>(?:19|20)\d\d))?"
_DAY = (
    r"(?:(?P<iso{0}>\d{{4}}-\d\d-\d\d)"
    rf"|(?:the\s+)?(?P<d{{0}}>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m{{0}}>{_MONTH})\b{_YEAR}"
    rf"|(?P<n{{0}}>{_MONTH})\s+(?:the\s+)?(?P<e{{0}}>\d\d?)(?:st|nd|rd|th)?\b(?!\s*:){_YEAR.replace('y{0}', 'z{0}')})"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b{text}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], tuple[date | None, date | None] | None]


def find_days(text: str, today: date) -> tuple[Interpretation, ...]:
    """What a query says about when a recording was made; days in the future are none.

    >>> [(i.text, i.first_day.day, i.last_day.day) for i in find_days("budget last Tuesday", date(2026, 11, 25))]
    [('last Tuesday', 24, 24)]

    Raises:
        InputError: it names a day that no calendar has.
    """
    found: list[Interpretation] = []
    rest = text
    for rule in _RULES:
        for match in rule.pattern.finditer(rest):
            span = rule.read(match, today)
            if span is not None and (span[0] or date.min) <= today:
                found.append(Interpretation(match.group().strip(), *span))
                rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    return tuple(found)


def without(text: str, interpretations: tuple[Interpretation, ...]) -> str:
    """A query without the words that were understood as days."""
    for interpretation in interpretations:
        text = text.replace(interpretation.text, " ", 1)
    return " ".join(text.split())


def _day(match: re.Match[str], today: date, mark: str = "0") -> date | None:
    """The day in a match; without a year the latest that is not in the future.

    Raises:
        InputError: there is no such day.
    """
    part = match.groupdict()
    if iso := part.get(f"iso{mark}"):
        try:
            return date.fromisoformat(iso)
        except ValueError as error:
            raise _no_day(iso) from error
    name = part.get(f"m{mark}") or part.get(f"n{mark}")
    number = part.get(f"d{mark}") or part.get(f"e{mark}")
    if not name or not number:
        return None
    month = next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name.casefold()[:3]))
    year = part.get(f"y{mark}") or part.get(f"z{mark}")
    years = [int(year)] if year else [today.year, today.year - 1]
    for candidate in years:
        day = int(number)
        if not 1 <= day <= (29 if month == 2 and not year else monthrange(candidate, month)[1]):
            raise _no_day(match.group().strip())
        if day > monthrange(candidate, month)[1]:
            continue
        found = date(candidate, month, day)
        if year or found <= today:
            return found
    return None


def _no_day(text: str) -> InputError:
    return InputError(
        f"“{text}” is no day of any calendar.", remedy="Check the date, or use --literal to search for the words."
    )


def _one_day(match: re.Match[str], today: date) -> tuple[date, date] | None:
    day = _day(match, today)
    return (day, day) if day else None


def _two_days(match: re.Match[str], today: date) -> tuple[date, date] | None:
    first, last = _day(match, today, "0"), _day(match, today, "1")
    return (min(first, last), max(first, last)) if first and last else None


def _days_of_one_month(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """One month for both days: "between 2 and 5 November", "2–5 November", "from November 2 to 5"."""
    known = _day(match, today)
    if known is None:
        return None
    number = int(match["other"])
    if not 1 <= number <= monthrange(known.year, known.month)[1]:
        raise _no_day(match.group().strip())
    other = known.replace(day=number)
    return min(known, other), max(known, other)


def _open(match: re.Match[str], today: date) -> tuple[date | None, date | None] | None:
    day = _day(match, today)
    if day is None:
        return None
    match match["side"].casefold():
        case "since":
            return day, None
        case "after":
            return min(day, date.max - timedelta(1)) + timedelta(1), None
        case "until" | "till":
            return None, day
        case _:
            return None, max(day, date.min + timedelta(1)) - timedelta(1)


def _near(match: re.Match[str], today: date) -> tuple[date, date]:
    words = match.group().casefold().split()
    days = 2 if "before" in words else words[0] in ("yesterday", "last")
    return (today - timedelta(days),) * 2


def _weekday(match: re.Match[str], today: date) -> tuple[date, date]:
    back = (today.weekday() - WEEKDAYS.index(match["weekday"].casefold())) % 7 or 7
    return (today - timedelta(back),) * 2


def _period(match: re.Match[str], today: date) -> tuple[date, date]:
    is_last = match["which"].casefold() == "last"
    match match["unit"].casefold():
        case "week":
            monday = today - timedelta(today.weekday() + 7 * is_last)
            return monday, monday + timedelta(6)
        case "weekend":
            saturday = today - timedelta((today.weekday() - 5) % 7 + 7 * (is_last and today.weekday() >= 5))
            return saturday, saturday + timedelta(1)
        case "month":
            first = today.replace(day=1)
            return _month((first - timedelta(1)) if is_last else first)
        case _:
            return date(today.year - is_last, 1, 1), date(today.year - is_last, 12, 31)


def _past(match: re.Match[str], today: date) -> tuple[date, date]:
    days = _number(match["count"] or "one") * {"day": 1, "week": 7, "month": 30}[match["unit"].casefold()]
    return today - timedelta(days), today


def _ago(match: re.Match[str], today: date) -> tuple[date, date]:
    count, unit = _number(match["count"]), match["unit"].casefold()
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return _month(date(months // 12, months % 12 + 1, 1))
    return (today - timedelta(count * {"day": 1, "week": 7}[unit]),) * 2


def _in_month(match: re.Match[str], today: date) -> tuple[date, date]:
    month = next(n for n, full in enumerate(MONTHS, 1) if full.startswith(match["name"].casefold()[:3]))
    if match["year"]:
        return _month(date(int(match["year"]), month, 1))
    is_over = month < today.month if match["which"] else month <= today.month  # "last March" is no part of March
    return _month(date(today.year - (not is_over), month, 1))


def _in_year(match: re.Match[str], _: date) -> tuple[date, date]:
    return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _number(text: str) -> int:
    """A count as it is written, and not so large that no calendar has the day."""
    return min(500, int(text)) if text.isdigit() else NUMBERS[" ".join(text.casefold().split())]


_NAMES = "|".join(NUMBERS).replace(" ", r"\s+")
_COUNT = rf"(?P<count>\d{{1,4}}|{_NAMES})"
_ORDINAL = r"(?:the\s+)?(?P<other>\d\d?)(?:st|nd|rd|th)?"
_TO = r"(?:and|to|until|till)"
_RULES = (
    _Rule(_pattern(rf"(?:between|from)\s+{_DAY.format(0)}\s+{_TO}\s+{_DAY.format(1)}"), _two_days),
    _Rule(_pattern(rf"(?:between|from)\s+{_ORDINAL}\s+{_TO}\s+{_DAY.format(0)}"), _days_of_one_month),
    _Rule(_pattern(rf"(?:between|from)\s+{_DAY.format(0)}\s+{_TO}\s+{_ORDINAL}"), _days_of_one_month),
    _Rule(_pattern(rf"(?:on\s+)?{_ORDINAL}\s*[-–]\s*{_DAY.format(0)}"), _days_of_one_month),
    _Rule(_pattern(rf"(?P<side>since|after|before|until|till)\s+{_DAY.format(0)}"), _open),
    _Rule(_pattern(rf"(?:on\s+)?{_DAY.format(0)}"), _one_day),
    _Rule(_pattern(r"(?:the\s+day\s+before\s+yesterday|yesterday|last\s+night)"), _near),
    _Rule(_pattern(r"(?:today|tonight|this\s+(?:morning|afternoon|evening))"), _near),
    _Rule(_pattern(rf"(?:on\s+)?last\s+(?P<weekday>{'|'.join(WEEKDAYS)})"), _weekday),
    _Rule(_pattern(r"(?P<which>last|this)\s+(?P<unit>weekend|week|month|year)"), _period),
    _Rule(_pattern(rf"(?:in|over|during)\s+the\s+(?:last|past)\s+(?:{_COUNT}\s+)?(?P<unit>day|week|month)s?"), _past),
    _Rule(_pattern(rf"(?:a\s+)?{_COUNT}\s+(?P<unit>day|week|month)s?\s+ago"), _ago),
    _Rule(_pattern(rf"(?P<which>)(?:(?:in|during)\s+)?(?P<name>{_MONTH})\s+(?P<year>(?:19|20)\d\d)"), _in_month),
    _Rule(_pattern(rf"(?:in|during|(?P<which>last))\s+(?P<name>{_MONTH})(?P<year>)"), _in_month),
    _Rule(_pattern(r"(?:in|during)\s+(?P<year>(?:19|20)\d\d)"), _in_year),
)
"""Tried in this order; words that one of them has read are no longer there for the next."""
