"""What a question asks for, and by which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lifestream.domain.answer import Sort
from lifestream.search.terms import is_stop_word
from lifestream.verify.mentions import find_dates
from lifestream.verify.numerals import CURRENCIES, find_numbers
from lifestream.verify.words import STOPWORDS, Token, stem, tokenize

_NAMED = r"\bname of\b|\bnames of\b|\bwhat\b.*\b(?:called|named)\b"
_SORTS: tuple[tuple[Sort, str], ...] = (
    ("name", _NAMED),
    ("person", r"\b(?:who|whom|whose|which (?:person|people|colleague|speaker))\b"),
    ("count", r"\bhow many\b|\bwhat (?:number of|percentage|share)\b|\bwhich share\b"),
    ("duration", r"\bhow (?:long|old|often)\b|\bwhat duration\b"),
    (
        "amount",
        r"\bhow (?:much|big|large|high|deep|far|fast|heavy|tall|wide|cold|hot|warm|expensive|small|strong)\b"
        r"|\bwhat\b.*\b(?:cost|costs|price|worth|budget|fee|salary)\b"
        r"|\bwhat (?:is|was) the (?:score|temperature|size)\b",
    ),
    (
        "time",
        r"\bwhen\b|\b(?:which|what) (?:date|days?|time|month|year|week(?:day)?)\b|\b(?:until|by|since) when\b"
        r"|\bwhat (?:is|was) the (?:new )?\w* ?(?:date|deadline)\b",
    ),
    (
        "place",
        r"\bwhere\b|\b(?:in|at|on|from|to) (?:which|what) (?:place|room|city|town|street|country|building|floor)\b",
    ),
    ("reason", r"\bwhy\b|\bfor (?:what|which) reason\b"),
    ("yes-no", r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|must)\b"),
)
_PLACES = re.compile(r"\b(?:in|at|on|from|to|into|behind|beside|near|across|next to|opposite|around)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![.?!“] )(?<!^)(?<!“)\b[A-Z][\w’'-]+")
_FIRST_PERSON = re.compile(r"\b(?:I|I'll|I’ll|we|we'll|we’ll|my|me|our)\b", re.IGNORECASE)
_CURRENCY = re.compile("|".join(re.escape(mark) for mark in "€$£¥"))
BEHIND = 3
"""Words within which a name stands behind what has it."""
_TITLES = {"dr": "doctor", "mr": "mister", "prof": "professor", "approx": "about"}
_DEED = re.compile(r"\b(?:is|are|was|were|be|been|get|gets|got)\s+(?:\w+ly\s+)?(\w+(?:ed|en|wn|lt|de))\b")
"""A participle: what was done is often told by another word."""
_WEAK = frozenset(
    stem(word)
    for word in (
        "new big large long high still exactly get go come take make need want use find give part thing way kind sort "
        "name number time day date week month year people place much many other currently today tell mean happen "
        "cost price share called there next last first second big small main old"
    ).split()
)
"""Words that a question may have and its answer need not: they ask, or they qualify."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: what sorts of answer it wants (any will do), and the stems it is about, with those that are weak."""

    text: str
    sorts: tuple[Sort, ...]
    keys: tuple[str, ...]
    weak: frozenset[str]
    words: dict[str, str]
    """The word that each stem comes from."""
    counted: tuple[str, ...] = ()
    """The stems of what is counted: "how many beta testers"."""

    @property
    def numbers(self) -> frozenset[float]:
        """The numbers that it names, ordinals too: the third lecture is not the fourth."""
        dated = {i for d in find_dates(self.text) for i in range(d.first, d.last + 1)}
        return frozenset(v for n in find_numbers(self.text) if n.first not in dated for v in n.values)

    @property
    def names(self) -> frozenset[str]:
        """The stems of words that are written as names are."""
        return frozenset(k for k in self.keys if self.words[k][:1].isupper() and self.text.find(self.words[k]) > 0)


def read_question(text: str, carried: Iterable[str] = ()) -> Question:
    """Say what a question asks for; ``carried`` are words that it takes over from the question before.

    They count little beside words of its own.

    >>> question = read_question("Who will write the rollback plan?")
    >>> question.sorts, question.keys
    (('person',), ('writ', 'rollback', 'plan'))
    """
    lower = text.strip().casefold()
    parts = re.split(r",? and (?=who|what|which|when|where|why|how)", lower)
    sorts = tuple(dict.fromkeys(_sort(part) for part in parts))
    words = {key_of(token): token.text for token in reversed(tokenize(text)) if _is_telling(token)}
    keys = tuple(reversed(words))
    taken = {stem(word.lower()) for word in carried}
    taken = taken if set(keys) - taken else set()
    deeds = {stem(match[1]) for match in _DEED.finditer(lower)}
    return Question(text, sorts, keys, frozenset(k for k in keys if k in _WEAK | deeds | taken), words, _counted(text))


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


def is_asking(word: str) -> bool:
    """Whether a word belongs to the asking and not to what is asked for."""
    return is_stop_word(word) or word in STOPWORDS or word in {"how", "long", "which"}


def fits(text: str, question: Question, speaker: str | None) -> float:
    """How well a sentence has what a question asks for, 0–1; what the question says itself does not count."""
    return max(_CHECKS[sort](text, question, speaker) for sort in question.sorts)


def _person(text: str, question: Question, speaker: str | None) -> float:
    if speaker and _FIRST_PERSON.search(text) and not _asks(speaker, question):
        return 1.0
    return 1.0 if any(not _asks(name, question) for name in _NAME.findall(text)) else 0.0


def _named(text: str, question: Question, _: str | None) -> float:
    """1 where something is called by a name, or a name stands just behind what the question is about."""
    names = {name for name in _NAME.findall(text) if not _asks(name, question) and not find_dates(name)}
    tokens = tokenize(text)
    behind = {
        token.text
        for place, key in enumerate(map(key_of, tokens))
        if key in question.keys
        for token in tokens[place + 1 : place + 1 + BEHIND]
    }
    return 1.0 if names & behind or (names and re.search(r"\b(?:called|named|name)\b", text)) else 0.0


def _asks(name: str, question: Question) -> bool:
    """Whether the question itself names somebody."""
    return {part.casefold() for part in name.split()} <= {t.lower for t in tokenize(question.text)}


def _time(text: str, question: Question, _: str | None) -> float:
    asked = {(d.month, d.day, d.weekday) for d in find_dates(question.text)}
    if any((d.month, d.day, d.weekday) not in asked for d in find_dates(text)):
        return 1.0
    is_year = any(1000 <= n.largest <= 2100 and not n.unit for n in find_numbers(text))
    return 1.0 if is_year or any(n.form == "time" for n in find_numbers(text)) or re.search(_MONTH, text) else 0.0


_MONTH = (
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|"
    r"winter|(?:new|full|half) moon)\b"
)
_MONEY = re.compile(
    r"\b(?:cost|costs|price|budget|worth|fee|salary|pay|pays|paid|spend|money|rent|expensive)\b", re.IGNORECASE
)
_FREE = re.compile(r"\b(?:for free|free of charge|for nothing)\b", re.IGNORECASE)


def _amount(text: str, question: Question, speaker: str | None) -> float:
    if not _MONEY.search(question.text):
        return _number(text, question, speaker)
    has_money = any(n.unit in set(CURRENCIES.values()) for n in find_numbers(text)) or _CURRENCY.search(text)
    if has_money or _FREE.search(text):
        return 1.0
    return 0.4 if any(n.largest >= 100 and not n.unit for n in find_numbers(text)) else 0.0


def _number(text: str, question: Question, _: str | None) -> float:
    asked = {value for n in find_numbers(question.text) for value in n.values}
    dates = find_dates(text)
    numbers = [n for n in find_numbers(text) if not any(d.first <= n.first <= d.last for d in dates)]
    if any(not n.values & asked and n.form != "ordinal" for n in numbers):
        return 1.0
    return 0.5 if re.search(r"\b(?:gigabit|half|double|twice|nobody|none|all|both|dozens?)\b", text) else 0.0


def _place(text: str, question: Question, _: str | None) -> float:
    if any(not _asks(name, question) for name in _NAME.findall(text)) and _PLACES.search(text):
        return 1.0
    return 0.6 if _PLACES.search(text) else 0.0


def _reason(text: str, _question: Question, _speaker: str | None) -> float:
    has_cause = re.search(
        r"\b(?:because|since|so that|due to|as a result|in order to|otherwise|but)\b", text, re.IGNORECASE
    )
    return 1.0 if has_cause else 0.6


def _anything(_text: str, _question: Question, _speaker: str | None) -> float:
    return 1.0


_CHECKS: dict[Sort, Callable[[str, Question, str | None], float]] = {
    "name": _named,
    "person": _person,
    "time": _time,
    "amount": _amount,
    "count": _number,
    "duration": _number,
    "place": _place,
    "reason": _reason,
    "yes-no": _anything,
    "thing": _anything,
}


def keys_of(texts: Iterable[str]) -> frozenset[str]:
    """The stems and numbers of texts."""
    return frozenset(key_of(t) for text in texts for t in tokenize(text) if t.is_word or t.is_number)
