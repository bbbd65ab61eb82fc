"""Whether a sentence has the sort of thing that a question asks for: somebody, a time, an amount."""

from __future__ import annotations

import re
from collections.abc import Callable

from lifestream.domain.answer import Sort
from lifestream.search.question import Question, key_of, keys_of
from lifestream.search.sentences import Sentence
from lifestream.verify.mentions import find_dates
from lifestream.verify.names import NEUTRAL, is_name
from lifestream.verify.numerals import CURRENCIES, ORDINALS, Number, find_numbers
from lifestream.verify.words import STOPWORDS, stem, tokenize

BESIDE = 3
"""Words within which a name stands behind what has it, or a number beside what it counts."""
_ORDER = frozenset(map(stem, (*ORDINALS, "next", "last", "new", "other")))
"""Words that count off and tell nothing."""
_ACCEPTS = re.compile(
    r"^(?:yes|yeah|yep|sure|okay|ok|certainly|of course|gladly|happy to|will do|no problem|aye|deal|done|fine)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"\b(?:can|could|would|will|do|are) (?:you|somebody|someone|anybody|anyone)\b", re.IGNORECASE)
_REFUSES = re.compile(
    r"\b(?:can['’]?t|cannot|couldn['’]t|won['’]t|rather not|prefer not|['’]d rather|not me|not mine|no time)\b",
    re.IGNORECASE,
)
_TAKES_ON = re.compile(
    r"\bI(?:['’]ll| will| shall| can| could|['’]m going to|['’]m gonna|['’]d better| go| do| write| have to| must)\b"
    r"|\b(?:leave it (?:with|to) me|let me|that['’](?:s|d be) (?:me|mine)|on it|me again|mine)\b|^me\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|I['’]\w+|my|me|mine)\b")
_WE = re.compile(r"\b[Ww]e\b|\b[Ww]e['’]\w+")
_KIN = re.compile(
    r"\b(?:my|our|his|her|their) (?:brother|sister|mother|father|wife|husband|son|daughter|uncle|aunt|cousin|friend|"
    r"boss|assistant|technician|colleague|manager|secretary|team|guy|lawyer|landlord|neighbou?r|niece|nephew)\b",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\b(?:I am|I['’]m|my name is|this is)\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:called|named|name|names|titled|title)\b", re.IGNORECASE)
_PLACES = re.compile(
    r"\b(?:in|at|on|from|to|into|behind|beside|near|across|next to|opposite|around)\s+"
    r"(?:(?:the|a|an|our|my|your|their)\s+[a-z]|room|floor|dock|gate|hall)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|"
    r"winter|noon|midnight|tonight|Easter|Christmas|(?:new|full|half) moon)\b"
)
_MONEY = re.compile(
    r"\b(?:cost|costs|price|budget|worth|fee|salary|pay|pays|paid|spend|money|rent|expensive|earn|bid|charge)\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile("|".join(re.escape(mark) for mark in "€$£¥"))
_FREE = re.compile(r"\b(?:for free|free of charge|for nothing)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper ?cent\b|\b(?:half|third|quarter|all|none|most|tenth)\b", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|met(?:er|re)s?|kilomet(?:er|re)s?|km|cm|mm|"
    r"miles?|feet|foot|inch(?:es)?|pages?|until|overnight)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"\b(?:gigabit|half|double|twice|nobody|none|all|both|dozens?|hundreds|thousands|daily|weekly)\b")
_CAUSE = re.compile(
    r"\b(?:because|since|so that|due to|as a result|in order to|otherwise|cannot|can['’]t|too|only|not|but|so)\b",
    re.IGNORECASE,
)


def fits(sentence: Sentence, question: Question) -> float:
    """How well a sentence has what a question asks for, 0–1; what the question says itself does not count."""
    return _CHECKS[question.sort](sentence, question)


def takes_on(sentence: Sentence) -> bool:
    """Whether somebody takes on what was spoken of: "I'll do it", or "sure" to a request."""
    return bool(_TAKES_ON.search(sentence.text) and not _REFUSES.search(sentence.text)) or is_acceptance(sentence)


def is_acceptance(sentence: Sentence) -> bool:
    """Whether somebody says yes to a request: what he takes on is in the request."""
    asked = sentence.earlier[0] if sentence.earlier else None
    is_asked = asked is not None and asked.speaker != sentence.speaker and bool(_REQUEST.search(asked.text))
    return is_asked and bool(_ACCEPTS.search(sentence.text))


def _person(sentence: Sentence, question: Question) -> float:
    others = [name for name in _names(sentence) if not _asks(name, question)]
    speaks = bool(sentence.speaker) and not _asks(sentence.speaker or "", question)
    if question.is_who:
        told = 1.0 if speaks and _I_AM.search(sentence.text) else 0.6 if others else 0.0
        return max(_named(sentence, question), told)
    if question.did and not speaks and not others:
        return 0.0
    if speaks and not _REFUSES.search(sentence.text):
        if takes_on(sentence) and not question.did:
            return 1.0
        if _I.search(sentence.text):
            return 0.8 if not others else 1.0
    if others:
        return 1.0
    if _KIN.search(sentence.text):
        return 0.7
    return 0.5 if speaks and _WE.search(sentence.text) and not _REFUSES.search(sentence.text) else 0.0


def _named(sentence: Sentence, question: Question) -> float:
    """1 where something is called by a name, or a name stands just beside what the question is about."""
    names = {n for n in _names(sentence) if not _asks(n, question)}
    tokens = tokenize(sentence.text)
    beside = {
        token.text
        for place, key in enumerate(map(key_of, tokens))
        if key in question.keys
        for token in tokens[max(0, place - BESIDE) : place + 1 + BESIDE]
    }
    return 1.0 if names & beside or (names and _CALLED.search(sentence.text)) else 0.0


def _names(sentence: Sentence) -> list[str]:
    """Words that are written as names are; days and months are none."""
    tokens = tokenize(sentence.text)
    known = frozenset(part.lower() for line in sentence.earlier for part in (line.speaker or "").split())
    return [
        token.text
        for place, token in enumerate(tokens)
        if is_name(tokens, place, known) or (place == 0 and _begins_with_name(sentence.text))
    ]


def _begins_with_name(text: str) -> bool:
    """Whether a sentence begins as "Karen in the office is …" does."""
    match = re.match(r"([A-Z][a-z]+),? (?:in|from|at|of|and I)\b.*\b(?:is|will|has|can|would)\b", text)
    return match is not None and match[1].lower() not in STOPWORDS | NEUTRAL


def _asks(name: str, question: Question) -> bool:
    """Whether the question itself names somebody."""
    return {part.casefold() for part in name.split()} <= {t.lower for t in tokenize(question.text)}


def _time(sentence: Sentence, question: Question) -> float:
    asked = {(d.month, d.day, d.weekday, d.phrase) for d in find_dates(question.text)}
    dates = find_dates(sentence.text)
    if any((d.month, d.day, d.weekday, d.phrase) not in asked for d in dates):
        return 1.0
    numbers = find_numbers(sentence.text)
    is_year = any(1000 <= n.largest <= 2100 and not n.unit and float(n.largest).is_integer() for n in numbers)
    return 1.0 if is_year or any(n.form == "time" for n in numbers) or _MONTH.search(sentence.text) else 0.0


def _numbers(sentence: Sentence, question: Question) -> list[Number]:
    """The numbers of a sentence that count or measure, and that the question does not name itself."""
    asked = {value for n in find_numbers(question.text) for value in n.values}
    tokens = tokenize(sentence.text)
    dates = find_dates(sentence.text)
    return [
        n
        for n in find_numbers(sentence.text)
        if not n.values & asked
        and n.form == "cardinal"
        and tokens[n.first].lower != "one"
        and not any(d.first <= n.first <= d.last for d in dates)
    ]


def _amount(sentence: Sentence, question: Question) -> float:
    text = sentence.text
    if not _MONEY.search(question.text):
        return 1.0 if _numbers(sentence, question) else 0.5 if _VAGUE.search(text) else 0.0
    has_money = any(n.unit in set(CURRENCIES.values()) for n in find_numbers(text)) or _CURRENCY.search(text)
    if has_money or _FREE.search(text):
        return 1.0
    return 0.6 if any(n.largest >= 20 and not n.unit for n in _numbers(sentence, question)) else 0.0


def _count(sentence: Sentence, question: Question) -> float:
    """1 where a number counts; a price or a share counts nothing."""
    tokens = tokenize(sentence.text)
    counting = [
        n
        for n in _numbers(sentence, question)
        if n.unit not in set(CURRENCIES.values())
        and not (n.last + 1 < len(tokens) and _PERCENT.fullmatch(tokens[n.last + 1].text))
        and n.largest == int(n.largest)
    ]
    return 1.0 if counting else 0.5 if _VAGUE.search(sentence.text) else 0.0


def _share(sentence: Sentence, question: Question) -> float:
    return 1.0 if _PERCENT.search(sentence.text) else 0.4 if _numbers(sentence, question) else 0.0


def _duration(sentence: Sentence, question: Question) -> float:
    found = _numbers(sentence, question)
    if re.search(r"\bhow old\b", question.text, re.IGNORECASE):
        return 1.0 if found else 0.0
    return 1.0 if found and _LASTING.search(sentence.text) else 0.0


def _place(sentence: Sentence, question: Question) -> float:
    has_name = any(not _asks(name, question) for name in _names(sentence))
    if has_name and re.search(r"\b(?:in|at|on|from|to|into|near|opposite|behind)\b", sentence.text, re.IGNORECASE):
        return 1.0
    return 0.6 if _PLACES.search(sentence.text) else 0.0


def _which(sentence: Sentence, question: Question) -> float:
    """1 where a name, a number or another new word stands beside what is chosen; less in reply to who asks for it."""
    tokens = [t for t in tokenize(sentence.text) if t.is_number or (t.is_word and t.lower not in STOPWORDS)]
    places = [place for place, token in enumerate(tokens) if key_of(token) == question.head]
    beside = {key_of(t) for place in places for t in tokens[max(0, place - BESIDE) : place + 1 + BESIDE]}
    if places and beside - set(question.keys) - _ORDER:
        return 1.0
    if any(line.is_question and question.head in keys_of([line.text]) for line in sentence.earlier[:2]):
        return 0.8
    has_own = any(not _asks(name, question) for name in _names(sentence)) or _numbers(sentence, question)
    return 0.5 if has_own and not places else 0.0


def _reason(sentence: Sentence, question: Question) -> float:
    """1 where a cause is told; least where only what is to be explained is said again."""
    if _CAUSE.search(sentence.text):
        return 1.0
    return 0.2 if set(question.keys) <= keys_of([sentence.text]) else 0.5


def _anything(sentence: Sentence, question: Question) -> float:
    return 1.0


_CHECKS: dict[Sort, Callable[[Sentence, Question], float]] = {
    "name": _named,
    "person": _person,
    "time": _time,
    "amount": _amount,
    "count": _count,
    "share": _share,
    "duration": _duration,
    "place": _place,
    "which": _which,
    "reason": _reason,
    "yes-no": _anything,
    "thing": _anything,
}
