"""Numbers in a text, in digits or in English words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lifestream.verify.words import Token, listed, tokenize

UNITS = {
    word: value
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
DECIMAL_PAIRS = {word: value for word, value in (UNITS | TENS).items() if value >= 10}
"""Two digits in one word behind a point: three point fifteen."""
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mio": 1_000_000, "bn": 1_000_000_000}
ORDINALS = {
    word: value
    for value, word in enumerate(
        listed(
            "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        )
    )
} | {word[:-1] + "ieth": value for word, value in TENS.items()}
ORDINAL_MARKS = frozenset({"st", "nd", "rd", "th"})
PERCENT = frozenset({"%", "percent", "percentage"})
CURRENCIES = {
    word: unit
    for unit, names in {
        "EUR": "€ eur euro euros",
        "USD": "$ usd dollar dollars",
        "GBP": "£ gbp pound pounds",
        "JPY": "¥ jpy yen",
        "CHF": "chf franc francs",
    }.items()
    for word in names.split()
}
FRACTIONS = {"half": 0.5, "halves": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}

LONGEST = 24
"""Characters of the longest token that is a number; beyond, it is a serial of some kind."""
CALENDAR_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d?([/.])\d\d?\1\d{4}")

Form = Literal["cardinal", "ordinal", "time"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it may be read: ``values`` are its readings, ``parts`` what it was put together from.

    ``first`` and ``last`` are indices of tokens. A time of day has hours as its value: half past nine is 9.5.
    """

    values: frozenset[float]
    first: int
    last: int
    form: Form = "cardinal"
    unit: str = ""
    parts: frozenset[float] = frozenset()

    @property
    def largest(self) -> float:
        """The reading that serves as its name."""
        return max(self.values)


@lru_cache(maxsize=4096)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Find the numbers of a text, in digits or in English words.

    >>> [sorted(n.values) for n in find_numbers("eighteen thousand five hundred euros, or 3.2 %")]
    [[18500.0], [3.2]]
    >>> [n.values for n in find_numbers("at half past nine on the twenty fourth")]
    [frozenset({9.5}), frozenset({24.0})]
    """
    tokens = tokenize(text)
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        number = _clock(tokens, i) or _written(tokens, i) or _spoken(tokens, i)
        if number is None:
            i += 1
            continue
        found.append(_with_unit(tokens, number))
        i = number.last + 1
    return tuple(_join_pairs(tokens, found))


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _clock(tokens: Sequence[Token], i: int) -> Number | None:
    """Half past nine, quarter to ten, ten past nine; nine o'clock; 9:30; 2 pm."""
    past = next((j for j in (i + 1, i + 2) if _word(tokens, j) in {"past", "to"} and _hour(tokens, j + 1)), None)
    if past is not None and (minutes := _minutes(tokens, i, past)):
        hour = _hour(tokens, past + 1)
        sign = 1 if _word(tokens, past) == "past" else -1
        return Number(frozenset({hour + sign * minutes / 60}), i, past + 1, "time", "", frozenset({minutes, hour}))
    token = tokens[i]
    if token.is_number and token.text.count(":") == 1:
        hour_text, _, minute_text = token.text.partition(":")
        if len(minute_text) == 2 and len(hour_text) <= 2 and int(hour_text) < 25 and int(minute_text) < 60:
            return Number(frozenset({int(hour_text) + int(minute_text) / 60}), i, i, "time")
    hour = _hour(tokens, i)
    if hour and _word(tokens, i + 1) in {"o'clock", "am", "pm"}:
        return Number(
            frozenset({hour + (12.0 if _word(tokens, i + 1) == "pm" and hour < 12 else 0.0)}), i, i + 1, "time"
        )
    return None


def _minutes(tokens: Sequence[Token], i: int, past: int) -> int:
    word = _word(tokens, i)
    if past == i + 1:
        return {"half": 30, "quarter": 15}.get(word, 0) or {5: 5, 10: 10, 20: 20}.get(int(_hour(tokens, i)), 0)
    if word == "a" and _word(tokens, i + 1) == "quarter":
        return 15
    return 25 if (word, _word(tokens, i + 1)) == ("twenty", "five") else 0


def _hour(tokens: Sequence[Token], i: int) -> float:
    """The whole number 1–24 at ``i``, else 0."""
    word = _word(tokens, i)
    value = int(word) if word.isdecimal() and len(word) <= 2 else UNITS.get(word, TENS.get(word, 0))
    return float(value) if 1 <= value <= 24 else 0.0


def _written(tokens: Sequence[Token], i: int) -> Number | None:
    """Digits, with a scale or an ordinal mark behind them."""
    if not tokens[i].is_number or len(tokens[i].text) > LONGEST or CALENDAR_DATE.fullmatch(tokens[i].text):
        return None
    values = read_digits(tokens[i].text)
    following = _word(tokens, i + 1)
    adjacent = i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end
    if adjacent and following in ORDINAL_MARKS:
        return Number(values, i, i + 1, "ordinal")
    scale = SCALES.get(following) or (SHORT_SCALES.get(following) if adjacent else None)
    if scale:
        return Number(frozenset(value * scale for value in values), i, i + 1)
    return Number(values, i, i)


def read_digits(text: str) -> frozenset[float]:
    """The readings of a number in digits: a lone dot before three digits may group or divide.

    >>> sorted(read_digits("18,500")), sorted(read_digits("1.250")), sorted(read_digits("3,2"))
    ([18500.0], [1.25, 1250.0], [3.2])
    """
    plain = text.replace(":", ".")
    groups = plain.replace(",", ".").split(".")
    is_grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
    whole = float("".join(groups))
    if len(groups) == 1 or (is_grouped and (len(groups) > 2 or "," in plain)):
        return frozenset({whole})
    decimal = float("".join(groups[:-1]) + "." + groups[-1])
    return frozenset({decimal, whole}) if is_grouped else frozenset({decimal})


def _spoken(tokens: Sequence[Token], i: int) -> Number | None:
    """A number in English words."""
    word, following = _word(tokens, i), _word(tokens, i + 1)
    if word == "half" and following in {"a", "of", "the"}:
        scale = SCALES.get(_word(tokens, i + 2), 0) if following == "a" else 0
        return Number(frozenset({0.5 * scale}), i, i + 2) if scale else Number(frozenset({0.5, 50.0}), i, i)
    if word in {"a", "an", "one", "two", "three"} and following in FRACTIONS and _word(tokens, i + 2) == "of":
        share = UNITS.get(word, 1) * FRACTIONS[following]
        return Number(frozenset({share, float(round(100 * share))}), i, i + 1)
    if word in {"dozen", "dozens"}:
        return Number(frozenset({12.0}), i, i) if word == "dozen" else None
    if word in {"a", "an"}:
        if following not in SCALES and following != "hundred":
            return None
        number = _grammar(tokens, i + 1, 1)
        return replace(number, first=i) if number else None
    if word == "one" and not _counts(tokens, i):
        return None
    return _grammar(tokens, i, 0)


def _counts(tokens: Sequence[Token], i: int) -> bool:
    """Whether "one" begins a larger number; else it may be a pronoun or an article, and claims nothing."""
    return _word(tokens, i + 1) in SCALES or _word(tokens, i + 1) in {"hundred", "point"}


def _grammar(tokens: Sequence[Token], start: int, opening: int) -> Number | None:
    """Read the longest cardinal or ordinal from ``start`` on; ``opening`` is the 1 of "a hundred"."""
    total, current, smallest_scale = 0, opening, math.inf
    i, last = start, -1
    form: Form = "cardinal"
    while i < len(tokens):
        word = tokens[i].lower
        is_after_scale = last >= 0 and _word(tokens, last) in {*SCALES, "hundred"}
        if word in {"and", ","} and is_after_scale and _word(tokens, i + 1) in {*UNITS, *TENS, *ORDINALS}:
            i += 1
            continue
        if word == "-" and _word(tokens, last) in TENS and last == i - 1 and tokens[i].start == tokens[last].end:
            i += 1
            continue
        value = UNITS.get(word, TENS.get(word))
        ordinal = ORDINALS.get(word) if value is None else None
        if value is not None or ordinal is not None:
            summand = value if value is not None else ordinal or 0
            room = current % 10 == 0 and current % 100 != 10 if summand < 10 else current % 100 == 0
            if not room or (summand == 0 and last >= 0) or (last >= 0 and current % 100 == 0 and not is_after_scale):
                break
            current += summand
        elif word == "hundred" and 1 <= current <= 99:
            current *= 100
        elif word in SCALES and current and SCALES[word] < smallest_scale:
            total, current, smallest_scale = total + current * SCALES[word], 0, SCALES[word]
        else:
            break
        last, i = i, i + 1
        if ordinal is not None:
            form = "ordinal"
            break
    if last < 0:
        return None
    number = Number(frozenset({float(total + current)}), start, last, form)
    return _with_decimals(tokens, number)


def _with_decimals(tokens: Sequence[Token], number: Number) -> Number:
    """Read on after "point", and after "and a half"."""
    i = number.last + 1
    if [_word(tokens, i + k) for k in range(3)] == ["and", "a", "half"]:
        return replace(number, values=frozenset({number.largest + 0.5}), last=i + 2)
    digits = ""
    if _word(tokens, i) == "point":
        i += 1
        while UNITS.get(_word(tokens, i), 10) < 10:
            digits += str(UNITS[_word(tokens, i)])
            i += 1
        if not digits and _word(tokens, i) in DECIMAL_PAIRS:
            digits, i = str(DECIMAL_PAIRS[_word(tokens, i)]), i + 1
    if not digits:
        return number
    value = float(f"{number.largest:.0f}.{digits}")
    scale = SCALES.get(_word(tokens, i), 1)
    return replace(number, values=frozenset({value * scale}), last=i if scale > 1 else i - 1)


def _with_unit(tokens: Sequence[Token], number: Number) -> Number:
    if number.form == "time":
        return number
    after, before = _word(tokens, number.last + 1), _word(tokens, number.first - 1)
    if after in PERCENT or (after == "per" and _word(tokens, number.last + 2) == "cent"):
        return replace(number, unit="%")
    unit = CURRENCIES.get(after) or (CURRENCIES.get(before) if len(before) == 1 or before in {"eur", "usd"} else None)
    return replace(number, unit=unit) if unit else number


def _join_pairs(tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Number]:
    """Join "nineteen sixty six" to 1966, and "nine thirty" to half past nine too."""
    joined: list[Number] = []
    for number in numbers:
        previous = joined[-1] if joined else None
        if previous and previous.last + 1 == number.first and _is_pair(tokens, previous, number):
            high, low = previous.largest, number.largest
            readings = frozenset({100 * high + low} | ({high + low / 60} if high <= 24 and low < 60 else set()))
            joined[-1] = Number(readings, previous.first, number.last, "cardinal", number.unit, frozenset({high, low}))
        else:
            joined.append(number)
    return joined


def _is_pair(tokens: Sequence[Token], left: Number, right: Number) -> bool:
    is_plain = left.form == right.form == "cardinal" and not left.parts and not left.unit
    spoken = tokens[left.first].is_word and tokens[right.first].is_word
    return is_plain and spoken and 1 <= left.largest <= 99 and 10 <= right.largest <= 99


def agree(a: Number, b: Number) -> bool:
    """Whether two numbers may be the same: a shared reading, times of day on a dial of twelve hours."""
    if a.form == "time" or b.form == "time":
        return any(_near(x % 12, y % 12) for x in a.values for y in b.values | b.parts if max(x, y) < 25)
    return any(_near(x, y) for x in a.values for y in b.values | b.parts)


def _near(x: float, y: float) -> bool:
    return math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)
