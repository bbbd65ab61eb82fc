"""What verbs of tasks and of reports mean, as far as a promise and its fulfilment must agree on it."""

from __future__ import annotations

from collections.abc import Sequence

from lifestream.verify.words import Token, listed, stem

ANY = "*"
"""The sense of a verb that reports any task as done: "that is taken care of"."""
MAKE = "make"
ARRANGE = "arrange"
PUBLISH = "publish"

_PAST = {
    form: base
    for base, forms in {
        "bring": "brought",
        "build": "built",
        "catch": "caught",
        "feed": "fed",
        "lay": "laid",
        "lend": "lent",
        "lose": "lost",
        "quit": "quit",
        "reset": "reset",
        "rewrite": "rewrote rewritten",
        "shut": "shut",
        "spend": "spent",
        "throw": "threw thrown",
        "win": "won",
        "buy": "bought",
        "choose": "chose chosen",
        "cut": "cut",
        "deal": "dealt",
        "do": "did done",
        "draw": "drew drawn",
        "drive": "drove driven",
        "find": "found",
        "get": "got gotten",
        "go": "went gone",
        "give": "gave given",
        "hang": "hung",
        "hold": "held",
        "keep": "kept",
        "lead": "led",
        "let": "let",
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
_GROUPS = {
    "send": "send email mail forward deliver submit post ship",
    "reserve": "reserve book",
    "order": "order buy purchase get",
    "speak": "speak talk discuss call phone ring telephone",
    "tell": "tell inform notify",
    "pay": "pay transfer",
    "fix": "fix repair mend",
    ARRANGE: "arrange organise organize schedule plan",
    "check": "check verify review inspect test",
    "ask": "ask request",
    MAKE: "make prepare write draft compose create build finish complete design produce",
    PUBLISH: "put publish upload launch release",
    ANY: "do handle sort",
}


def root(verb: str) -> str:
    """The stem of a verb, the same for all its forms: an ending may hide another ("delivered", "deliver")."""
    return stem(stem(_PAST.get(verb, verb)))


SENSES = {root(verb): sense for sense, verbs in _GROUPS.items() for verb in verbs.split()}
"""Stems of verbs of one meaning, each to the name of that meaning; any other verb means itself."""

TASK_VERBS = frozenset(SENSES) | frozenset(
    root(verb)
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
MEANS = frozenset(SENSES.get(root(verb), root(verb)) for verb in listed("call email contact ask speak meet go visit"))
"""What is done in order to do what follows: who has the freezer reserved need not say that he called."""

_NOT_PAST = frozenset(
    listed("need feed speed seed indeed hundred red bed shed bleed weed embed exceed proceed succeed")
)
RESULTS: dict[str, frozenset[str]] = {
    "ready": frozenset((MAKE, ARRANGE)),
    "finished": frozenset((MAKE,)),
    "complete": frozenset((MAKE,)),
    "online": frozenset((PUBLISH,)),
    "live": frozenset((PUBLISH,)),
    "up": frozenset((PUBLISH, ARRANGE)),
    "running": frozenset((ARRANGE,)),
}
"""What a thing is after the deed, behind a form of "to be"."""
_PHRASES = {
    (root(verb), behind): meaning
    for (verb, behind), meaning in {
        ("set", "up"): ARRANGE,
        ("go", "out"): "send",
        ("send", "out"): "send",
        ("send", "off"): "send",
        ("send", "over"): "send",
        ("hand", "in"): "send",
        ("deal", "with"): ANY,
        ("take", "care"): ANY,
        ("pick", "up"): "fetch",
        ("write", "to"): "send",
        ("write", "up"): MAKE,
        ("write", "down"): MAKE,
    }.items()
}
"""Verbs that mean something else with the word behind them."""
_PARTICLES = frozenset(listed("out off back down over up away"))


def sense(verb: str, following: str = "") -> str:
    """What a verb in any form means; the word behind it may turn its meaning ("booked out").

    >>> sense("reserved") == sense("booking"), sense("sign") == sense("signed"), sense("signed") == sense("sent")
    (True, True, False)
    """
    key = root(verb)
    if (found := _PHRASES.get((key, following))) is not None:
        return found
    meaning = SENSES.get(key, key)
    return f"{meaning} {following}" if following in _PARTICLES else meaning


def is_past(word: str) -> bool:
    """Whether a word has the form of a past tense or a participle."""
    return word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def past_sense(tokens: Sequence[Token], position: int) -> tuple[str, int] | None:
    """What a past form at a position says was done, and where the verb itself stands; ``None`` where there is none."""
    words = [token.lower for token in tokens]
    word, rest = words[position], words[position + 1 :]
    if word == "let" and "know" in rest:
        return "tell", position
    if word == "did" and rest and root(rest[0]) in TASK_VERBS and not is_past(rest[0]):
        return sense(*rest[:2]), position + 1
    apart = next((w for w in rest[1:5] if (root(word), w) in _PHRASES), None) if is_past(word) else None
    if apart is not None and apart != "to":
        return _PHRASES[root(word), apart], position  # "picked the parcel up"
    if word == "managed" and rest[:1] == ["to"] and len(rest) > 1:
        return sense(*rest[1:3]), position + 2
    return (sense(word, *rest[:1]), position) if is_past(word) else None
