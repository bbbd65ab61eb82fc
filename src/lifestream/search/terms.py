"""The words of a query: which of them are looked for."""

from __future__ import annotations

import re

from lifestream.errors import InputError
from lifestream.ports.index import Term

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
