"""Where a recording itself says what somebody is called: introductions, being addressed, lists on a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lifestream.domain.scene import Scenes
from lifestream.domain.transcript import Utterance
from lifestream.verify.words import listed

NamingKind = Literal["introduction", "to-next", "to-previous", "to-anybody", "mention"]

_TITLE = r"(?:(?:Dr|Doctor|Prof|Professor|Mr|Mister|Mrs|Ms)\.? )?"
_NAME = rf"{_TITLE}(?P<name>[A-Z][a-zà-öø-ÿ'’-]+(?: [A-Z][a-zà-öø-ÿ'’-]+)?)"
_ASK = (
    r"(?:can|could|would|will|do|did|does|are|have|what|how|when|where|which|who|why|is|was|you|your|please|"
    r"anything|any|over|go ahead|tell|let|this one|you're)"
)
_MY_NAME = re.compile(rf"\b(?i:my name is|my name's|i am called|call me) {_NAME}")
_I_AM = re.compile(rf"\b(?i:i'm|i am) {_NAME}(?= (?:from|at|with|and I\b|speaking|here)|[,.!])")
_THIS_IS = re.compile(rf"\b(?i:this is) {_NAME}(?= (?:from|at|with|speaking|here)\b)")
_HELLO = r"(?i:hello|hi|hey|morning|afternoon|evening)"
_PATTERNS: tuple[tuple[NamingKind, re.Pattern[str]], ...] = (
    ("introduction", _MY_NAME),
    ("introduction", _I_AM),
    ("introduction", _THIS_IS),
    ("introduction", re.compile(rf"\b{_HELLO}[,.]? (?i:it's|it is|this is) {_NAME}(?=[,.!]| and\b)")),
    ("introduction", re.compile(rf"(?:^|[.!?] ){_NAME} (?i:here|speaking)[,.!]")),
    ("to-next", re.compile(rf"(?:^|[.!?,] ){_NAME}, (?i:{_ASK})\b")),
    ("to-next", re.compile(rf"(?:^|[.!?,] )(?i:so|and|okay|ok|now|well|right|but|then),? {_NAME}, ")),
    ("to-next", re.compile(rf", {_NAME}\?")),
    ("to-next", re.compile(rf"[.!?,] {_NAME}[,:…]$")),
    ("to-next", re.compile(rf"(?:^|[.!?,] )(?i:over to you|go ahead|your turn|please go on),? {_NAME}\b")),
    ("to-previous", re.compile(rf"\b(?i:thanks|thank you|thank you very much|thanks a lot),? {_NAME}(?=[.,!?]|$)")),
    (
        "to-anybody",
        re.compile(rf"\b(?i:hello|hi|hey|morning|good morning|good afternoon|welcome|bye),? {_NAME}(?=[.,!?]|$)"),
    ),
    ("mention", re.compile(rf"\b{_NAME}(?:'s| (?i:will|has|is|was|said|says|and|can|should|would)\b)")),
)

# Capitalised words that stand where a name could: not exhaustive, since a name needs two witnesses anyway.
_NO_NAMES = frozenset(
    listed("""
    I Yes No Okay Ok Well So And But Or The A An This That These Those It We You They He She There Here Now Then
    Right Sure Great Good Fine Thanks Thank Please Sorry Hello Hi Hey Morning Everyone Everybody All Both Guys Team
    Folks Sir Madam Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December English German French Spanish Italian American British Chinese
    Indian European Christian God Jesus Christmas Easter Internet Google Apple Amazon Microsoft Zoom Windows Mister
    Mr Mrs Ms Doctor Dr Professor What When Where Who Why How Which Exactly Absolutely Actually Honestly Also Next
    First Second Third Finally Maybe Perhaps Let If As At In On For From With Mum Mom Dad Sweetie Honey Darling Oh
    Ah Um Uh Hmm Alright Agreed Correct Perfect Wonderful Excellent Lovely Nice Cheers Not Just Very Really
    Because While Since Until After Before Today Tomorrow Yesterday Tonight Are Is Was Were Do Does Did Can Could
    Would Will Yeah Yep Nope Goodbye Bye
    Nothing Nobody Somebody Anybody People Hell Shall Should May Might Must Have Has Had My Your His Her Our Their""")
)
_FULL_NAME = re.compile(
    r"(?:Dr\.? |Prof\.? |Mr\.? |Mrs\.? |Ms\.? )?((?:[A-Z]\.|[A-Z][\w'’-]+)(?: [A-Z][\w'’.-]+){1,2})"
)
_PRESENTER = re.compile(r"(?i:presented by|presenter|speaker|lecturer|by|host)[: ]+" + _FULL_NAME.pattern + r"$")
_LISTED = re.compile(r"(?i:attendees|participants|present|people|team|with)\s*[:–-]\s*")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that an utterance says, and whom it says it of."""

    name: str
    kind: NamingKind
    utterance: int


@dataclass(frozen=True, slots=True)
class NameOnSlide:
    """A full name read from a keyframe; ``is_presenter`` where the slide says that this person speaks."""

    name: str
    keyframe: str
    is_presenter: bool = False


def find_namings(utterances: Sequence[Utterance]) -> Iterator[Naming]:
    """Find who is called what, by the words around a name; English."""
    for index, utterance in enumerate(utterances):
        text = utterance.text
        taken: set[tuple[int, int]] = set()
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(text):
                name = _clean(match["name"])
                if name and match.span("name") not in taken:
                    taken.add(match.span("name"))
                    # Who says "My name is …" means somebody else by "I'm …", which is how "Hi, …" is often heard.
                    is_other = kind == "introduction" and pattern is _I_AM and _MY_NAME.search(text)
                    yield Naming(name, "to-previous" if is_other else kind, index)


def _clean(name: str) -> str | None:
    """The words of a name that can be one, without a possessive's end."""
    words = [re.sub(r"['’]s$", "", word) for word in name.split()]
    if not words or words[0] in _NO_NAMES:
        return None
    kept = [words[0], *(word for word in words[1:] if word not in _NO_NAMES)]
    return " ".join(kept)


def find_names_on_slides(scenes: Scenes) -> Iterator[NameOnSlide]:
    """Find lists of people ("Ana Silva, Bo Li") and presenters ("Speaker: Ana Silva") on slides."""
    for keyframe in scenes.keyframes:
        for line in keyframe.lines:
            text = line.text.strip()
            presenter = _PRESENTER.search(text)
            if presenter:
                yield NameOnSlide(presenter[1], keyframe.id, is_presenter=True)
                continue
            parts = re.split(r"\s*(?:,|;|·|\||&| and )\s*", _LISTED.sub("", text))
            names = [_FULL_NAME.fullmatch(part) for part in parts if part]
            if len(names) >= 2 and all(names):
                yield from (NameOnSlide(match[1], keyframe.id) for match in names if match)
