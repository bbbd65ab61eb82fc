"""Puts together the numbers that Whisper takes apart: "600 and 40 doses" was spoken as six hundred and forty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Word

_HUNDREDS = re.compile(r"[$€£]?(?:\d{1,3},?)?[1-9]00")
_REST = re.compile(r"([1-9]\d?)(%?[.,;:?!]?)")
_PAUSE = 0.2  # seconds: within one number there is none
_LISTS = frozenset("between both either rooms numbers pages lines buses".split())
"""What two numbers follow that are really two."""


def join_hundreds(words: Sequence[Word]) -> tuple[Word, ...]:
    """Make one word of hundreds, "and", and a number below a hundred that are spoken without a pause.

    In English only: other languages put no "and" there. The word has the span of the three, and the least of their
    probabilities.
    """
    joined: list[Word] = []
    at = 0
    while at < len(words):
        parts = words[at : at + 3]
        number = _one_number(parts, words[at - 1].text if at else "")
        joined.append(number or parts[0])
        at += 3 if number else 1
    return tuple(joined)


def _one_number(parts: Sequence[Word], before: str) -> Word | None:
    if len(parts) < 3 or parts[1].text != "and" or before.lower() in _LISTS:
        return None
    hundreds, rest = _HUNDREDS.fullmatch(parts[0].text), _REST.fullmatch(parts[2].text)
    is_fluent = all(b.segment.start - a.segment.end <= _PAUSE for a, b in pairwise(parts))
    if not hundreds or not rest or not is_fluent:
        return None
    return replace(
        parts[0],
        text=f"{parts[0].text[:-2]}{int(rest[1]):02}{rest[2]}",
        segment=Segment(parts[0].segment.start, parts[2].segment.end),
        probability=min(part.probability for part in parts),
    )
