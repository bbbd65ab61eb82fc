"""What a question asks for, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lifestream.domain.answer import Sort
from lifestream.search.terms import is_stop_word
from lifestream.verify.mentions import find_dates
from lifestream.verify.numerals import find_numbers
from lifestream.verify.words import IRREGULAR, STOPWORDS, Token, stem, tokenize

QUANTITIES = (
    "age amount capacity depth distance duration height length level limit number percentage percent rate ratio score "
    "share size speed sum temperature total value volume weight width"
)
"""Nouns whose answer is a number."""
_MEASURE = "|".join(QUANTITIES.split())
_SORTS: tuple[tuple[Sort, str], ...] = (
    ("name", r"\b(?:names?|titles?) of\b|\bwhat\b.*\b(?:called|named|titled)\b|\bwhat (?:is|was) .*['’]s? name\b"),
    ("person", r"\b(?:who|whom|whose|which (?:person|people|colleague|speaker))\b"),
    ("count", r"\bhow many\b"),
    ("share", r"\b(?:what|which) (?:percentage|share|proportion|fraction|part) of\b"),
    ("duration", r"\bhow (?:long|old)\b|\bwhat (?:is|was) the duration\b"),
    (
        "amount",
        r"\bhow (?:much|big|large|high|deep|far|fast|heavy|tall|wide|cold|hot|warm|expensive|small|strong|often)\b"
        r"|\bwhat\b.*\b(?:cost|costs|price|worth|budget|fee|salary|bid)\b"
        r"|\b(?:what|which) (?:(?:is|was|are|were) (?:the|our|their|your|its|his|her) )?"
        rf"(?:[\w-]+ ){{0,2}}(?:{_MEASURE})\b",
    ),
    (
        "time",
        r"\bwhen\b|\b(?:which|what) (?:date|days?|time|month|year|week(?:day)?)\b|\b(?:until|by|since) when\b"
        r"|\bwhat (?:is|was) the (?:[\w-]+ ){0,2}(?:date|deadline|day)\b",
    ),
    (
        "place",
        r"\bwhere\b|\b(?:in|at|on|from|to) (?:which|what) (?:place|room|city|town|street|country|building|floor)\b",
    ),
    ("reason", r"\bwhy\b|\bfor (?:what|which) reason\b"),
    ("which", r"\b(?:which|what) (?!is\b|was\b|are\b|were\b|do\b|does\b|did\b|will\b|can\b|would\b|should\b)[a-z]\w+"),
    ("yes-no", r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|must)\b"),
)
"""The first that matches says what a question wants."""
_TITLES = {"dr": "doctor", "mr": "mister", "prof": "professor", "approx": "about"}
_DEED = re.compile(r"\b(?:is|are|was|were|be|been|get|gets|got)\s+(?:\w+ly\s+)?(\w+(?:ed|en|wn|lt|de))\b")
"""A participle: what was done is often told by another word."""
_DOER = re.compile(
    r"\bwho\s+(?:(?:will|would|has|had|have|can|could|may|might|must|should|shall|is going|are going|wants|needs)\s+)?"
    r"(?:to\s+)?(?:\w+ly\s+)?(\w+)"
)
"""What somebody does of whom one asks: "who looks after the dog"."""
_DOES = re.compile(
    r"\b(?:when|why|where|(?:how|what|which)\b[\w\s]*)\s(?:do|does|did|will|can|could|would|must|should)\b.*\b(\w+)\W*$"
)
"""What is done, where it ends the question: "why does the export fail"."""
_HEAD = re.compile(
    r"\b(?:which|what) ((?:(?!is\b|was\b|are\b|were\b|do\b|does\b|did\b|will\b|can\b|would\b|should\b)[a-z]\w*))"
)
_MEASURED = re.compile(r"\bhow (?!much\b|many\b)(\w+)")
"""What is measured: "how deep"."""
_DID = re.compile(r"\bwho (?:\w+ly )?(\w+)")
_OF = r"(?= (?:of|at|for|in|on|from|to|with|who|that|which|we|they)\b|\W*$)"
_NOUNS = (
    _HEAD,
    re.compile(
        rf"\bwho(?: (?:is|was|are|were)|['’]s) (?:the|our|their|your|his|her|an?|\w+['’]s) (?:[\w-]+ )*?(\w+){_OF}"
    ),
    re.compile(rf"\b(?:name|names|title) of (?:the |our |their |his |her |an? |[\w.]+['’]s )?(?:[\w-]+ )*?(\w+){_OF}"),
)
"""What is chosen, or has a name: "which chapter", "who is the owner of the house", "the name of the dog"."""
_AND = re.compile(
    r",? and (?=(?:until |by |since |in |on |at |from )?(?:who|what|which|when|where|why|how)\b)", re.IGNORECASE
)
_CHOOSING = {"which", "person", "name"}
"""Sorts whose answer stands near what is chosen or has a name."""
_IS_WHO = re.compile(r"\bwho(?:\s+(?:is|was|are|were)|['’]s) (?:the|our|their|your|his|her|an?|[A-Z]\w+['’]s)\b")
_WEAK = frozenset(
    stem(word)
    for word in (
        "new big large long high still exactly get go come take make need want use find give part thing way kind sort "
        "name number time day date week month year people place much many other currently today tell mean happen "
        "cost price share called there next last first second big small main old title due ready current final total "
        "money amount percentage one deadline right"
    ).split()
)
"""Words that a question may have and its answer need not: they ask, or they qualify."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked: what sort of answer it wants, and the stems it is about, with those that are weak."""

    text: str
    sort: Sort
    keys: tuple[str, ...]
    weak: frozenset[str]
    words: dict[str, str]
    """The word that each stem comes from."""
    counted: tuple[str, ...] = ()
    """The stems of what is counted: "how many beta testers"."""
    head: str = ""
    """The stem of what is chosen or has a name: "which chapter", "the name of the dog"."""
    did: str = ""
    """The stem of what somebody did of whom one asks: "who wrote the book"."""

    @property
    def is_who(self) -> bool:
        """Whether it asks who somebody is, and not who does something."""
        return _IS_WHO.search(self.text.lower()) is not None

    @property
    def numbers(self) -> frozenset[float]:
        """The numbers that it names, ordinals too: the third lecture is not the fourth."""
        dated = {i for d in find_dates(self.text) for i in range(d.first, d.last + 1)}
        found = (n for n in find_numbers(self.text) if n.first not in dated)
        return frozenset(v for n in found if tokenize(self.text)[n.first].lower != "one" for v in n.values)

    @property
    def names(self) -> frozenset[str]:
        """The stems of words that are written as names are."""
        return frozenset(k for k in self.keys if self.words[k][:1].isupper() and self.text.find(self.words[k]) > 0)


def read_question(text: str, carried: Iterable[str] = ()) -> tuple[Question, ...]:
    """Say what a question asks for: each part of "who does it, and by when" is one.

    ``carried`` are words that it takes over from the question before; they count little beside words of its own, as
    those of its other parts do.

    >>> [question] = read_question("Who will write the rollback plan?")
    >>> question.sort, question.keys
    ('person', ('writ', 'rollback', 'plan'))
    """
    words = {key_of(token): token.text for token in reversed(tokenize(text)) if _is_telling(token)}
    keys = tuple(reversed(words))
    taken = {stem(word.lower()) for word in carried}
    parts = _AND.split(text.strip())
    return tuple(_part(part, text, keys, words, taken) for part in parts)


def _part(part: str, text: str, keys: tuple[str, ...], words: dict[str, str], taken: set[str]) -> Question:
    lower = part.strip().casefold()
    sort = _sort(lower)
    own = keys_of([part]) & set(keys) - taken or set(keys)
    deeds = {stem(match[1]) for deed in (_DEED, _DOER, _DOES, _MEASURED) for match in deed.finditer(lower)}
    weak = frozenset(k for k in keys if k in _WEAK | deeds or k not in own)
    nouns = [match[1] for noun in _NOUNS if (match := noun.search(lower)) and sort in _CHOOSING]
    head = stem(nouns[0]) if nouns else ""
    return Question(text, sort, keys, weak, words, _counted(part), head if head in keys else "", _did(lower))


def _did(lower: str) -> str:
    """The stem of a verb of the past behind "who"."""
    match = _DID.search(lower)
    is_past = match is not None and (match[1].endswith("ed") or match[1] in IRREGULAR)
    return stem(match[1]) if match and is_past and not is_asking(match[1]) else ""


def _sort(text: str) -> Sort:
    return next((sort for sort, pattern in _SORTS if re.search(pattern, text)), "thing")


def _is_telling(token: Token) -> bool:
    return token.is_number or (token.is_word and len(token.lower) > 1 and not is_asking(token.lower))


def _counted(text: str) -> tuple[str, ...]:
    """What stands behind "how many": one word, or two that stand together."""
    match = re.search(r"\bhow many\s+(?:of (?:the|our|all)\s+)?(.*)", text, re.IGNORECASE)
    counted: list[str] = []
    for token in tokenize(match[1]) if match else ():
        if not _is_telling(token) or len(counted) == 2:
            break
        counted.append(key_of(token))
    return tuple(counted)


def key_of(token: Token) -> str:
    """The stem of a word, titles written out; a number as it is."""
    return stem(_TITLES.get(token.lower, token.lower)) if token.is_word else token.text


def keys_of(texts: Iterable[str]) -> frozenset[str]:
    """The stems and numbers of texts."""
    return frozenset[str]().union(*map(_keys_of, texts))


@lru_cache(maxsize=8192)
def _keys_of(text: str) -> frozenset[str]:
    return frozenset(key_of(t) for t in tokenize(text) if t.is_word or t.is_number)


def is_asking(word: str) -> bool:
    """Whether a word belongs to the asking and not to what is asked for."""
    return is_stop_word(word) or word in STOPWORDS or word in {"how", "long", "which"}
