"""A quotation is a stretch of what one voice said, word for word but for a slip."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case
from lifestream.verify.numerals import find_numbers
from lifestream.verify.polarity import NEGATIONS
from lifestream.verify.words import fold, listed, stem, tokenize

SLIPS = 0.1
"""Slips that a quotation may have, as a share of its words."""
LITTLE = frozenset(
    listed(
        "a an the and so well just really also that then now oh okay ok yes yeah is are of it this there here too very "
        "quite actually it's that's"
    )
)
"""Words that may be missing, added or exchanged by a slip without changing what was said."""
FILLER = re.compile(
    r"\b(?:u+m+|u+h+|e+r+m*|h+m+|mhm|uh-huh)\b|,\s*(?:you know|i mean|sort of|kind of|like|right|okay)(?=,)",
    re.IGNORECASE,
)
"""What nobody would write down."""


def check_quote(case: Case) -> Check:
    """Check that a quotation stands in one piece of evidence, without a gap.

    Hesitations and repeated words may be left out. A slip is a little word too many, too few or
    exchanged, or another form of the same word; one in ten words, rounded up, may be one.
    """
    wanted = spoken_words(re.sub(r"^[\"“'](.*)[\"”']$", r"\1", case.text.strip()))
    most = math.ceil(SLIPS * len(wanted))
    if wanted and any(slips(wanted, spoken_words(exhibit.text)) <= most for exhibit in case.exhibits):
        return Check("quote", True)
    return Check("quote", False, "nobody said it in these words")


def spoken_words(text: str) -> list[str]:
    """The words of a text in lower case, numbers as ``#18500``, without hesitations and repetitions.

    >>> spoken_words("Um, the the budget is, you know, five hundred euros.")
    ['the', 'budget', 'is', '#500', 'euros']
    """
    plain = FILLER.sub(" ", fold(text))
    tokens = tokenize(plain)
    starts = {number.first: f"#{number.largest:g}" for number in find_numbers(plain)}
    inside = {i for number in find_numbers(plain) for i in range(number.first, number.last + 1)}
    words: list[str] = []
    for i, token in enumerate(tokens):
        if i in starts or (i not in inside and token.text[0].isalnum()):
            words.append(starts.get(i, token.lower))
            if words[-1:] == words[-2:-1]:
                words.pop()
            elif words[-2:] == words[-4:-2]:
                del words[-2:]
    return words


def slips(wanted: Sequence[str], heard: Sequence[str]) -> float:
    """The fewest slips that turn some stretch of what was heard into what is wanted; infinite where none do.

    Reference: Sellers, "The theory and computation of evolutionary distances", 1980.
    """
    row = [0.0] * (len(heard) + 1)
    for word in wanted:
        added = _little(word)
        following = [row[0] + added]
        for j, other in enumerate(heard):
            following.append(min(row[j + 1] + added, following[j] + _little(other), row[j] + _exchange(word, other)))
        row = following
    return min(row)


def _little(word: str) -> float:
    return 1.0 if word in LITTLE else math.inf


def _exchange(word: str, other: str) -> float:
    if word == other:
        return 0.0
    is_form = stem(word) == stem(other) and not NEGATIONS & {word, other}
    return 1.0 if is_form or (word in LITTLE and other in LITTLE) else math.inf
