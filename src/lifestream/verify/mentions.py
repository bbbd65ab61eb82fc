"""The dates that a text mentions: in the calendar, by weekday, or relative to the day it was said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lifestream.verify.numerals import Number, find_numbers
from lifestream.verify.words import Token, listed, tokenize

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name} | {
    name.lower(): i for i, name in enumerate(calendar.month_abbr) if name
}
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)} | {
    short: i for i, short in enumerate(listed("mon tue wed thu fri sat sun"))
}
AMBIGUOUS = frozenset({"may", "march", "mar", "mon", "sat", "sun", "wed", "fri", "dec", "jan"})
"""Names of months and days that are words too: they need their capital, and "May" and "March" a neighbour."""
DAYS_FROM_NOW = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
PERIODS = frozenset({"week", "month", "quarter", "year", "weekend"})
QUALIFIERS = frozenset({"this", "next", "last", "coming", "following"})
SPANS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
GLUE = frozenset({",", "the", "of", "on", "(", ")"})


@dataclass(frozen=True, slots=True)
class DateMention:
    """What a text says about one date: each part is ``None`` where it is not said.

    ``phrase`` is a relative expression ("tomorrow", "next week", "in 2 weeks"); ``weekday`` counts
    from Monday = 0. ``first`` and ``last`` are indices of tokens.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    phrase: str = ""


@lru_cache(maxsize=4096)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """Find the dates of a text.

    >>> [(d.weekday, d.day, d.month) for d in find_dates("by Friday, the sixth of November, or tomorrow")]
    [(4, 6, 11), (None, None, None)]
    """
    tokens = tokenize(text)
    numbers = find_numbers(text)
    mentions = [*_calendar_dates(tokens), *_month_dates(tokens, numbers), *_relative(tokens, numbers)]
    taken = {i for m in mentions for i in range(m.first, m.last + 1)}
    mentions += [m for m in _weekdays(tokens) if m.first not in taken]
    mentions += [m for m in _bare_days(tokens, numbers) if m.first not in taken]
    return tuple(_merge(tokens, sorted(mentions, key=lambda m: m.first)))


def _calendar_dates(tokens: Sequence[Token]) -> Iterable[DateMention]:
    """2026-11-24, 24.11.2026, 24/11/2026 (day first, unless only the other order is a date)."""
    for i, token in enumerate(tokens):
        parts = [int(part) for part in re.split(r"[-/.]", token.text)] if re.search(r"\d[-/.]\d", token.text) else []
        if len(parts) != 3:
            continue
        orders = (parts,) if token.text[4:5] == "-" else ([parts[2], parts[1], parts[0]], [parts[2], *parts[:2]])
        for year, month, day in orders:
            if to_date(year, month, day):
                yield DateMention(i, i, year, month, day)
                break


def _month_dates(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterable[DateMention]:
    """24 November 2026, the twenty fourth of November, November 24th, in January."""
    starts, ends = {n.first: n for n in numbers}, {n.last: n for n in numbers}
    for i, token in enumerate(tokens):
        month = MONTHS.get(token.lower)
        if month is None or (token.lower in AMBIGUOUS and not token.text[0].isupper()):
            continue
        left = i - 2 if i >= 2 and tokens[i - 1].lower == "of" else i - 1
        right = i + 2 if i + 1 < len(tokens) and tokens[i + 1].lower in {"the", "."} else i + 1
        before, after = ends.get(left), starts.get(right)
        day, first, last = None, i, i
        if before and (day := _day(before)):
            first = before.first
        elif after and (day := _day(after)):
            last = after.last
        year_at = last + 2 if last + 1 < len(tokens) and tokens[last + 1].lower in {",", "of"} else last + 1
        year = _year(starts.get(year_at))
        if token.lower in {"may", "march", "mar"} and not day and not year and not _follows_preposition(tokens, i):
            continue
        yield DateMention(first, starts[year_at].last if year else last, year, month, day)


def _follows_preposition(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].lower in {"in", "of", "by", "until", "since", "from", "to", "this", "next", "last"}


def _day(number: Number) -> int | None:
    value = number.largest
    return int(value) if number.form != "time" and value.is_integer() and 1 <= value <= 31 else None


def _year(number: Number | None) -> int | None:
    years = [int(v) for v in number.values if 1900 <= v <= 2100 and v.is_integer()] if number else []
    return years[0] if years else None


def _relative(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterable[DateMention]:
    """Tomorrow, next week, the end of the month, in two weeks."""
    starts = {n.first: n for n in numbers}
    for i, token in enumerate(tokens):
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if token.lower in DAYS_FROM_NOW:
            skips = token.lower == "tomorrow" and i >= 2 and [t.lower for t in tokens[i - 2 : i]] == ["day", "after"]
            yield DateMention(i - 2 if skips else i, i, phrase="in 2 days" if skips else token.lower)
        elif token.lower in QUALIFIERS and following in PERIODS:
            yield _period(tokens, i, f"{token.lower} {following}")
        elif token.lower == "the" and following in {"week", "month", "quarter", "year"} and _is_end(tokens, i):
            yield _period(tokens, i, f"this {following}")
        elif token.lower == "this" and following in {"morning", "afternoon", "evening"}:
            yield DateMention(i, i + 1, phrase="today")
        elif token.lower == "in" and i + 1 in starts:
            number = starts[i + 1]
            unit = tokens[number.last + 1].lower if number.last + 1 < len(tokens) else ""
            if unit in SPANS and number.largest.is_integer():
                yield DateMention(i, number.last + 1, phrase=f"in {int(number.largest) * SPANS[unit]} days")
        elif token.lower == "in" and following in {"a", "one"} and i + 2 < len(tokens) and tokens[i + 2].lower in SPANS:
            yield DateMention(i, i + 2, phrase=f"in {SPANS[tokens[i + 2].lower]} days")


def _is_end(tokens: Sequence[Token], i: int) -> bool:
    return i >= 2 and [t.lower for t in tokens[i - 2 : i]] == ["end", "of"]


def _period(tokens: Sequence[Token], i: int, phrase: str) -> DateMention:
    return DateMention(i, i + 1, phrase=f"end of {phrase}" if _is_end(tokens, i) else phrase)


def _weekdays(tokens: Sequence[Token]) -> Iterable[DateMention]:
    for i, token in enumerate(tokens):
        singular = token.lower.removesuffix("'s").removesuffix("s") if len(token.lower) > 6 else token.lower
        weekday = WEEKDAYS.get(singular)
        if weekday is not None and (token.lower not in AMBIGUOUS or token.text[0].isupper()):
            qualifier = tokens[i - 1].lower if i and tokens[i - 1].lower in {"next", "last"} else ""
            yield DateMention(i - 1 if qualifier else i, i, weekday=weekday, phrase=qualifier)


def _bare_days(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterable[DateMention]:
    """The twenty fourth: an ordinal behind "the" that no noun follows, so that "the second floor" is none."""
    marks = {
        ",",
        ".",
        ";",
        "!",
        "?",
        "and",
        "or",
        "to",
        "for",
        "at",
        "in",
        "if",
        "but",
        "because",
        "with",
        "instead",
        "-",
    }
    for number in numbers:
        following = tokens[number.last + 1].lower if number.last + 1 < len(tokens) else "."
        previous = tokens[number.first - 1].lower if number.first else ""
        if (
            number.form == "ordinal"
            and _day(number)
            and previous in {"the", "on"} | set(WEEKDAYS)
            and following in marks
        ):
            yield DateMention(number.first, number.last, day=_day(number))


def _merge(tokens: Sequence[Token], mentions: Sequence[DateMention]) -> list[DateMention]:
    """Join "Friday" and "the sixth of November" where only a comma or an article lies between."""
    merged: list[DateMention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        if last and mention.first <= last.last:
            continue
        between = [t.lower for t in tokens[last.last + 1 : mention.first]] if last else []
        if last and len(between) <= 2 and set(between) <= GLUE and _fit(last, mention):
            merged[-1] = DateMention(
                last.first,
                mention.last,
                last.year or mention.year,
                last.month or mention.month,
                last.day or mention.day,
                last.weekday if last.weekday is not None else mention.weekday,
                last.phrase or mention.phrase,
            )
        else:
            merged.append(mention)
    return merged


def _fit(a: DateMention, b: DateMention) -> bool:
    """Whether two mentions say different parts of one date, the weekday or the relative word beside the rest."""
    shared = any(
        x is not None and y is not None
        for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day), (a.weekday, b.weekday))
    )
    is_weekday = (a.weekday is None) != (b.weekday is None)
    return not shared and not (a.phrase and b.phrase) and (is_weekday or bool(a.phrase) != bool(b.phrase))


def to_date(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
