"""How alike two pieces of English text sound: rough, quick, and only to choose what is worth hearing again."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("cc(?=[eiy])", "ks"),
        ("c(?=[eiy])", "s"),
        ("ph", "f"),
        ("gh", ""),
        ("tion", "shn"),
        ("tch|ch|sh", "s"),
        ("th", "t"),
        ("x", "ks"),
        ("^wr", "r"),
        ("^kn", "n"),
        ("(?<=.)e$", ""),
    )
)
_CLASSES = ("pb", "td", "kgcq", "fv", "szj", "mn", "rl", "aeiouy")
_SOUND = str.maketrans({letter: letters[0] for letters in _CLASSES for letter in letters})


def likeness(first: str, second: str) -> float:
    """How alike two texts sound, 0–1.

    >>> likeness("back seen", "vaccine") > 0.8 > 0.5 > likeness("beta", "vaccine")
    True
    """
    return SequenceMatcher(None, _sound(first), _sound(second), autojunk=False).ratio()


def _sound(text: str) -> str:
    """Letters with like sounds made one, and no letter twice in a row."""
    plain = "".join(letter for letter in text.casefold() if letter.isalnum())
    for pattern, sound in _SPELLINGS:
        plain = pattern.sub(sound, plain)
    return re.sub(r"(.)\1+", r"\1", plain.translate(_SOUND))
