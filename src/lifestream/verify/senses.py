"""What verbs of tasks and of reports mean, as far as a promise and its fulfilment must agree on it."""

from __future__ import annotations

from collections.abc import Sequence

from lifestream.verify.words import Token, listed, stem

ANY = "*"
"""The sense of a verb that reports any task as done: "that is taken care of"."""
MAKE = "make"
PUBLISH = "publish"

_GROUPS = {
    "send": "send email mail forward deliver submit post ship",
    "reserve": "reserve book",
    "order": "order buy purchase get",
    "call": "call phone ring telephone",
    "tell": "tell inform notify",
    "speak": "speak talk discuss",
    "pay": "pay transfer",
    "fix": "fix repair mend",
    "arrange": "arrange organise organize schedule plan",
    "check": "check verify review inspect test",
    "ask": "ask request",
    MAKE: "make prepare write draft compose create build finish complete design produce",
    PUBLISH: "put publish upload launch release",
    ANY: "do handle sort",
}
SENSES = {stem(verb): sense for sense, verbs in _GROUPS.items() for verb in verbs.split()}
"""Stems of verbs of one meaning, each to the name of that meaning; any other verb means itself."""

TASK_VERBS = frozenset(SENSES) | frozenset(
    stem(verb)
    for verb in listed(
        "add agree analyse announce answer apply assign bring cancel change choose clean clear close collect compare "
        "confirm connect contact copy decide define delete describe download draw drive explain fetch file fill find "
        "follow give hang help hire install interview invite invoice join keep lead learn list look measure meet merge "
        "migrate move name negotiate note open pack paint pick present print propose provide read record register "
        "remind remove rename renew rent replace report research return run scan sell share show sign start stop store "
        "study submit switch take teach think train translate try turn update visit wash water wrap"
    )
)
"""Verbs that may begin a part of a task; what is none is a thing ("letters and blue paper")."""
MEANS = frozenset(SENSES.get(stem(verb), stem(verb)) for verb in listed("call email contact ask speak meet go visit"))
"""What is done in order to do what follows: who has the freezer reserved need not say that he called."""

_PAST = {
    form: base
    for base, forms in {
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "choose": "chose chosen",
        "cut": "cut",
        "deal": "dealt",
        "do": "did done",
        "draw": "drew drawn",
        "drive": "drove driven",
        "find": "found",
        "get": "got gotten",
        "give": "gave given",
        "hang": "hung",
        "hold": "held",
        "keep": "kept",
        "lead": "led",
        "make": "made",
        "meet": "met",
        "pay": "paid",
        "put": "put",
        "read": "read",
        "ring": "rang rung",
        "run": "ran",
        "sell": "sold",
        "send": "sent",
        "set": "set",
        "show": "showed shown",
        "speak": "spoke spoken",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
_NOT_PAST = frozenset(
    listed("need feed speed seed indeed hundred red bed shed bleed weed embed exceed proceed succeed")
)
RESULTS = {"ready": MAKE, "finished": MAKE, "complete": MAKE, "online": PUBLISH, "live": PUBLISH, "up": PUBLISH}
"""What a thing is after the deed, behind a form of "to be"."""


def sense(verb: str) -> str:
    """What a verb in any form means.

    >>> sense("reserved") == sense("booking"), sense("sign") == sense("signed"), sense("signed") == sense("sent")
    (True, True, False)
    """
    key = stem(_PAST.get(verb, verb))
    return SENSES.get(key, key)


def is_past(word: str) -> bool:
    """Whether a word has the form of a past tense or a participle."""
    return word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def past_sense(tokens: Sequence[Token], position: int) -> str | None:
    """What a past form at a position says was done; ``None`` where there is none."""
    word = tokens[position].lower
    following = [token.lower for token in tokens[position + 1 : position + 3]]
    if word in ("took", "taken") and following[:2] == ["care", "of"]:
        return ANY
    if word == "dealt" and following[:1] == ["with"]:
        return ANY
    if word == "did" and following and stem(following[0]) in TASK_VERBS and not is_past(following[0]):
        return sense(following[0])
    return sense(word) if is_past(word) else None
