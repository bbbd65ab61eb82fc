"""Text to tokens, tokens to stems: what every check compares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)"  # 2026-11-24
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)"  # 24/11/2026, 24.11.2026
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|[^\w\s]"
)
LETTERS = re.compile(r"\b([A-Z])(?:[. ]([A-Z])\b)(?:[. ]([A-Z])\b)?(?:[. ]([A-Z])\b)?\.?")
"""An acronym that was spelt: P D F, P.D.F."""

QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})


def listed(text: str) -> tuple[str, ...]:
    """The words of a list that is written as running text."""
    return tuple(text.split())


STOPWORDS = frozenset(
    listed(
        """
    a about above across actually after again ago all almost along already also although always am an and another any
    anybody anyone anything are aren't around as at away back be because been before being below between both but by
    came can come could did do does doing done down during each either else even ever every everybody everyone
    everything few for from further gave get gets getting give given go goes going gone got had has have having he
    hello her here hers herself hi him himself his how however i i'd i'll i'm i've if in indeed instead into is it
    it's its itself just kind lets let let's like lot made make makes many may maybe me might mine more most mostly
    much must my myself near now of off oh ok okay on once only onto or other others our ours ourselves out over own
    per perhaps please quite rather really right said say says see seen shall she should since so some somebody
    someone something sort still such take taken takes than thank thanks that that's the their theirs them themselves
    then there there's these they they're thing things this those though through to together too took toward towards
    uh um under until up upon us very via was we we'll we're we've well were what what's when where whether which
    while who who's whom whose why will with within would yeah yep yes yet you you'll you're you've your yours yourself
    not no nor never none nothing nobody without cannot can't don't doesn't didn't won't wouldn't isn't wasn't weren't
    haven't hasn't hadn't shouldn't couldn't
    """
    )
)
"""Words that say nothing about what a sentence is about."""

IRREGULAR = {
    form: base
    for base, forms in {
        "begin": "began begun",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "choose": "chose chosen",
        "decide": "decision decisions",
        "find": "found",
        "grow": "grew grown growth",
        "hear": "heard",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "leave": "left",
        "lose": "lost loss losses",
        "man": "men",
        "meet": "met",
        "owe": "owed owes owing",
        "pay": "paid",
        "person": "people persons",
        "postpone": "postponement",
        "rise": "rose risen",
        "run": "ran",
        "sell": "sold sale sales",
        "send": "sent",
        "show": "shown",
        "speak": "spoke spoken",
        "spend": "spent",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "use": "used using user users",
        "win": "won",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}

SUFFIXES = (
    ("izations", "ize"),
    ("ization", "ize"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ements", "e"),
    ("ement", "e"),
    ("ments", ""),
    ("ment", ""),
    ("nesses", ""),
    ("ness", ""),
    ("ities", ""),
    ("ity", ""),
    ("ions", ""),
    ("ion", ""),
    ("ings", ""),
    ("ing", ""),
    ("ied", "y"),
    ("ies", "y"),
    ("edly", ""),
    ("ed", ""),
    ("ally", ""),
    ("ly", ""),
    ("als", ""),
    ("al", ""),
    ("ers", ""),
    ("er", ""),
    ("ates", ""),
    ("ate", ""),
    ("es", ""),
    ("s", ""),
)
MINIMAL_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. ``lower`` is folded; ``start`` and ``end`` count characters of the folded text."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it is made of digits."""
        return self.text[0].isdigit()


def fold(text: str) -> str:
    """One spelling for quotes, dashes and spelt acronyms.

    >>> fold("the P D F export isn’t ready")
    "the PDF export isn't ready"
    """
    plain = unicodedata.normalize("NFKC", text).translate(QUOTES)
    return LETTERS.sub(lambda match: "".join(letter or "" for letter in match.groups()), plain)


@lru_cache(maxsize=4096)
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a text into words, numbers and marks, in order."""
    return tuple(Token(m.group(), m.group().lower(), m.start(), m.end()) for m in TOKEN.finditer(fold(text)))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Reduce an English word to a key that its inflections and derivations share; a light Porter stemmer.

    Endings are taken off while a stem of three letters remains. Reference: Porter, "An algorithm for
    suffix stripping", 1980; the derivational steps are merged and the irregular verbs listed.

    >>> stem("migration") == stem("migrated") == stem("migrating") == stem("migrate")
    True
    >>> stem("announcement") == stem("announced"), stem("wrote") == stem("writing")
    (True, True)
    """
    base = word.lower().removesuffix("'s").removesuffix("'")
    base = IRREGULAR.get(base, base)
    for suffix, replacement in SUFFIXES:
        if base.endswith(suffix) and len(base) - len(suffix) >= MINIMAL_STEM:
            if suffix == "s" and base.endswith(("ss", "us", "is")):
                continue
            base = base[: len(base) - len(suffix)] + replacement
            break
    for suffix in ("ion", "ate", "at", "e"):
        if base.endswith(suffix) and len(base) - len(suffix) >= MINIMAL_STEM:
            base = base[: -len(suffix)]
            break
    if len(base) > MINIMAL_STEM and base[-1] == base[-2] and base[-1] not in "aeiou":
        base = base[:-1]
    return base[:-1] + "i" if base.endswith("y") and len(base) > 2 else base


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text, common ones too."""
    return frozenset(stem(token.lower) for token in tokenize(text) if token.is_word)
