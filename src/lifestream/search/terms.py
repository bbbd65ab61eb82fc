"""The words of a query: which of them are looked for, and where a text holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from lifestream.errors import InputError
from lifestream.ports.index import Term
from lifestream.verify.words import stem

LONGEST_QUERY = 2_000
"""Characters that a query may have; nobody asks in a book."""
MOST_TERMS = 64

_WORD = re.compile(r"\d[\d.,:]*\d|[^\W_]+(?:['’][^\W_]+)*\*?")
_STOP_WORDS = frozenset(
    """
    a about after again all also am an and any anybody anyone anything are as at be because been before being but by
    can could did do does doing done for from get give got had has have having he her here him his how i if in into is
    it its just let me mention mentioned my no nor not of on or our ours out over please said say says she should show
    so some somebody someone something tell than that the their them then there these they this those to told too up us
    very was we were what when where which while who whom whose why will with would you your
    """.split()
)
"""Words of English that a question is made of, and no moment is found by."""


def read_query(text: str) -> str:
    """A query on one line, without characters that nobody sees.

    Raises:
        InputError: there is nothing in it, or far too much.
    """
    if len(text) > LONGEST_QUERY:
        raise InputError(
            f"A query of {len(text):,} characters is too long.", remedy=f"Use {LONGEST_QUERY:,} characters at most."
        )
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not plain:
        raise InputError("The query is empty.", remedy="Say what you look for, such as 'rollback plan'.")
    return plain


def terms_of(text: str) -> tuple[Term, ...]:
    """The words that are looked for: all but those that every question has, unless there are no others.

    A word that ends in ``*`` stands for all that begin with it.

    >>> [term.text for term in terms_of("Who will send the rollback plan?")]
    ['send', 'rollback', 'plan']
    >>> terms_of("roll*")
    (Term(text='roll', is_prefix=True),)
    """
    words = list(dict.fromkeys(match.group() for match in _WORD.finditer(text)))
    telling = [word for word in words if not is_stop_word(word)] or words
    return tuple(Term(word.rstrip("*"), word.endswith("*")) for word in telling[:MOST_TERMS])


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing of what is looked for: "does", "the", "what's"."""
    plain = word.casefold().replace("’", "'")
    return plain in _STOP_WORDS or plain.partition("'")[0] in _STOP_WORDS


class _Spelt(NamedTuple):
    """A word as an index compares it: folded, its stem, and where it stands."""

    plain: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def _spelt(text: str) -> tuple[_Spelt, ...]:
    words = ((match, _folded(match.group())) for match in re.finditer(r"[^\W_]+", text))
    return tuple(_Spelt(plain, stem(plain), *match.span()) for match, plain in words)


def _folded(word: str) -> str:
    """A word without case and accents, as FTS5's unicode61 has it."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def places_of(text: str, term: Term) -> list[tuple[int, int]]:
    """Where a text holds a term, its inflections too: spans of characters, in order.

    >>> [
    ...     text[start:end]
    ...     for text in ["They migrated 18,500 records."]
    ...     for start, end in places_of(text, Term("18,500"))
    ... ]
    ['18,500']
    """
    wanted, held = _spelt(term.text), _spelt(text)
    count = len(wanted)
    if not count:
        return []
    return [
        (held[n].start, held[n + count - 1].end)
        for n in range(len(held) - count + 1)
        if all(one.stem == other.stem for one, other in zip(wanted[:-1], held[n : n + count - 1], strict=True))
        and _is_like(wanted[-1], held[n + count - 1], is_prefix=term.is_prefix)
    ]


def _is_like(wanted: _Spelt, held: _Spelt, *, is_prefix: bool) -> bool:
    return held.plain.startswith(wanted.plain) if is_prefix else held.stem == wanted.stem


def held_in(text: str, terms: Iterable[Term]) -> tuple[str, ...]:
    """Those of the terms that a text holds, as ``terms_of`` reads them."""
    return tuple(f"{term.text}*" if term.is_prefix else term.text for term in terms if _holds(text, term))


def _holds(text: str, term: Term) -> bool:
    wanted = _spelt(term.text)
    if len(wanted) == 1 and not term.is_prefix:  # as nearly all are: where it stands is not looked for
        return wanted[0].stem in _stems(text)
    return bool(places_of(text, term))


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.lower() if text.isascii() else text)
    return frozenset(map(stem, words if text.isascii() else map(_folded, words)))
