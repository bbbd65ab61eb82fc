"""Lists of phrases as regular expressions, written so that people can read them and add to them."""

from __future__ import annotations

import re

_FILLERS = "all also both certainly definitely finally formally gladly hereby just kindly maybe now officially"
_FEW = rf"(?:(?:{'|'.join(_FILLERS.split())}|please|quickly|really|then|therefore) )*"


def either(*phrases: str) -> str:
    """The alternatives of a list, one a line or between two slashes, as one regular expression.

    A phrase is itself a regular expression; ``~`` in it stands for any few words that change nothing
    ("just", "then", "also").

    >>> either("yes / no")
    '(?:yes|no)'
    """
    parts = [part.strip() for phrase in phrases for part in re.split(r" / |\n", phrase)]
    return "(?:" + "|".join(part.replace("~", _FEW) for part in parts if part) + ")"


def whole(pattern: str) -> re.Pattern[str]:
    """A pattern that ignores case."""
    return re.compile(pattern, re.IGNORECASE)


def anywhere(*phrases: str) -> re.Pattern[str]:
    """Phrases that stand as whole words anywhere in a sentence."""
    return whole(rf"\b{either(*phrases)}(?!\w)")


def first(*phrases: str, behind: str = "") -> re.Pattern[str]:
    """Phrases with which a sentence begins, or begins behind any of some openings."""
    openings = rf"(?:{either(behind)}[,.!]*\s+)*" if behind else ""
    return whole(rf"^{openings}{either(*phrases)}(?!\w)")
