"""Where people say what somebody is called: introductions, calls, thanks, greetings; English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lifestream.domain.transcript import Utterance
from lifestream.pipeline.name_words import NAME, TITLES, bare, called

NamingKind = Literal["introduction", "to-next", "to-previous", "to-either", "mention"]

_ASK = re.compile(
    r"(?i:(?:can|could|would|will|do|did|does|are|have|what|how|when|where|which|why|is|was|were|should|shall|any|"
    r"you|your|you're|please|anything|over|go|tell|let|give|take|show|start|say|this one|that one|i need you)\b|"
    r".*\b(?:you|your|yours|you're|you'll|you've)\b|.*\?$)"
)
_DOES = re.compile(r" (?i:will|has|is|was|said|says|can|should|would)\b")
_LEAD = (
    r"(?i:(?:(?:so|and|okay|ok|now|well|right|but|then|next|um|uh|er|oh|ah|hey|great|good|fine|perfect|alright|"
    r"all right|please|sorry|yes|yeah|yep|no|sure)[,.]? )*)"
)
ANSWERS = re.compile(
    r"(?i:(?:(?:um|uh|oh|ah|well),? )?"
    r"(?:yes|yeah|yep|yup|no|nope|sure|sorry|thanks|thank you|right|okay|certainly|will do)\b)"
)
"""How an answer begins, where it begins like one."""
_HELLO = r"(?i:hello|hi|hey|(?:good )?(?:morning|afternoon|evening|night)|welcome|bye|goodbye|see you|congratulations)"
_THANKS = r"(?i:(?:many )?thanks(?: a lot| so much| very much)?|thank you(?: so much| very much)?)"
_OPENING = re.compile(rf"^(?P<lead>{_LEAD}){NAME}, (?P<rest>\S.*)$")
_CLOSING = re.compile(rf"^(?P<before>.*[^\s,])(?P<comma>,?) {NAME}(?P<end>[.?!…,:]*)$")
_ALONE = re.compile(rf"^{_LEAD}{NAME}[.?!…,:]*$")
_THANKED = re.compile(rf"\b{_THANKS},? {NAME}(?=[.,!?…]|$| (?i:for|and|that|shall|so|but)\b)")
_GREETED = re.compile(rf"(?:^|, ){_HELLO},? {NAME}(?=[.,!?…]|$| (?i:and)\b)")
_HANDS_OVER = re.compile(
    r"(?i:\b(?:over to you|go ahead|your turn|please go on|please|the floor is yours|can you|you)$)"
)
_OF_SOMEBODY = re.compile(r"(?i:\b(?:my|our|his|her|their|your|named|called)(?: [\w'-]+){0,3}$)")
_THIRD_PERSON = re.compile(r"(?i:(?:who|whom|whose|which) |(?:said|says|asked|replied|cried|answered|and|or) )")

_WHENCE = r"from|at|with|speaking|here|presiding|calling"
_MY_NAME = re.compile(
    rf"\b(?i:my name is|my name's|i am called|call me|speaking (?:with|to)|mein name ist|ich heiße|je m'appelle|"
    rf"mi nombre es|me llamo|mi chiamo|meu nome é) {NAME}"
)
_I_AM = re.compile(rf"(?:^|[,.!?] |\b(?i:and) )(?i:i'm|i am) {NAME}(?= (?i:{_WHENCE}|and i\b)|[,.!]|$)")
_THIS_IS = re.compile(rf"(?:^|[,.!?] )(?i:(?:hello|hi|hey|and)?,? ?(?:this is|it's|it is)) {NAME}(?= (?i:{_WHENCE})\b)")
_HELLO_THIS_IS = re.compile(rf"^{_HELLO}[,.]? (?i:it's|it is|this is) {NAME}(?=[,.!]| and\b)")
_HERE = re.compile(rf"^{NAME} (?i:here|speaking)[,.!]")
_INTRODUCTIONS = (_MY_NAME, _I_AM, _THIS_IS, _HELLO_THIS_IS, _HERE)
_ASKS_NAME = re.compile(
    r"(?i:\b(?:your (?:full |last |first )?name|who am i (?:speaking|talking) (?:to|with)|who is this)\b)"
)
_GIVES_NAME = re.compile(rf"^(?:(?i:it's|it is|yes|sure)[,.]? )*{NAME}[.,!]")
_PRESENTED = re.compile(r"(?i:\b(?:who|he|she|they|him|her|them)\b)")
_TOLD = re.compile(
    r"(?i:\b(?:said|says|saying|goes|went|told|tells|wrote|writes|reads|like|if|not|that's|guy|man|woman)\b)"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that an utterance says, and whom it says it of.

    ``utterance`` and ``word`` are indices of where; ``until`` is the index behind the last word of its sentence.
    """

    name: str
    kind: NamingKind
    utterance: int
    word: int
    until: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    first: int
    end: int
    is_last: bool

    def word(self, position: int) -> int:
        """The index of the word that a character is in."""
        return self.first + self.text[:position].count(" ")


def find_namings(
    utterances: Sequence[Utterance], listed: Sequence[str] = (), *, is_english: bool = True
) -> list[Naming]:
    """Find who is called what, by the place of a name in its sentence, in order.

    A word is taken for a name where a title, a slide (``listed`` are the names on it) or a capital within
    a sentence anywhere in the talk says so; without them only where somebody is clearly called by it,
    and nobody says it without a capital. In another language than English, where capitals say something
    else, only names on slides are calls; introductions are known in a few.
    """
    known, common = _known(utterances)
    on_slides = frozenset(part for name in listed for part in name.split())
    known = known | on_slides if is_english else on_slides
    found: list[Naming] = []
    for index, utterance in enumerate(utterances):
        asked = bool(index) and bool(_ASKS_NAME.search(utterances[index - 1].text))
        said = list(_introductions(utterance, index, asked))
        for sentence in _sentences(utterance):
            for match, kind, is_clear in _calls(sentence):
                name, word = called(match), sentence.word(match.start("name"))
                if any(word == other.word for other in said):
                    continue
                first = bare(name).split()[0]
                is_known = bool(match["title"]) or first in known
                if is_known or (
                    is_english and is_clear and first.lower() not in common and not first.endswith(("ly", "wise"))
                ):
                    said.append(Naming(name, kind, index, word, sentence.end))
        found += sorted(said, key=lambda naming: naming.word)
    return found


def _known(utterances: Sequence[Utterance]) -> tuple[frozenset[str], frozenset[str]]:
    """Words with a capital within a sentence, more often than without; and words without a capital."""
    inside: Counter[str] = Counter()
    common: Counter[str] = Counter()
    for utterance in utterances:
        for sentence in _sentences(utterance):
            for text in re.findall(r"[^\W\d_][\w'’-]*", sentence.text)[1:]:
                word = re.sub(r"['’]s$", "", text)
                (inside if word[0].isupper() else common)[word] += 1
    known = frozenset(word for word, count in inside.items() if count > common[word.lower()])
    return known, frozenset(common)


def _sentences(utterance: Utterance) -> Iterator[_Sentence]:
    texts = [word.text for word in utterance.words]
    first = 0
    for i, text in enumerate(texts):
        is_short = text.rstrip(".") in TITLES or re.fullmatch(r"[A-Z]\.", text)
        if i + 1 == len(texts) or (text.endswith((".", "?", "!", "…")) and not is_short):
            yield _Sentence(" ".join(texts[first : i + 1]), first, i + 1, i + 1 == len(texts))
            first = i + 1


def _introductions(utterance: Utterance, index: int, asked: bool) -> Iterator[Naming]:
    says_name = bool(_MY_NAME.search(utterance.text))
    for sentence in _sentences(utterance):
        patterns = (*_INTRODUCTIONS, _GIVES_NAME) if asked else _INTRODUCTIONS
        taken: set[int] = set()
        for pattern in patterns:
            for match in pattern.finditer(sentence.text):
                name, word = called(match), sentence.word(match.start("name"))
                if word in taken or _TOLD.search(sentence.text[: match.start()]):
                    continue
                if pattern is _THIS_IS and _PRESENTED.search(sentence.text[match.end() :]):
                    continue
                taken.add(word)
                # Who says "My name is …" means somebody else by "I'm …", which is how "Hi, …" is often heard.
                kind: NamingKind = "to-previous" if says_name and pattern is _I_AM else "introduction"
                yield Naming(name, kind, index, word, sentence.end)


def _calls(sentence: _Sentence) -> Iterator[tuple[re.Match[str], NamingKind, bool]]:
    """Names by which somebody is called in a sentence; and whether the words around say that clearly."""
    for match in _THANKED.finditer(sentence.text):
        yield match, "to-previous", True
    for match in _GREETED.finditer(sentence.text):
        yield match, "to-either", True
    for pattern in (_OPENING, _ALONE, _CLOSING):
        call = pattern.match(sentence.text)
        if call:
            kind = _kind_of_call(pattern, call, sentence)
            yield call, kind, _is_clear(pattern, call, kind)
            break
    for match in re.finditer(NAME, sentence.text):
        if match.start() or _DOES.match(sentence.text[match.end() :]):
            yield match, "mention", False


def _kind_of_call(pattern: re.Pattern[str], match: re.Match[str], sentence: _Sentence) -> NamingKind:
    if pattern is _OPENING:
        return _kind_of_opening(match, sentence)
    if pattern is _CLOSING:
        return _kind_of_closing(match)
    return "to-next" if sentence.is_last else "to-either"


def _is_clear(pattern: re.Pattern[str], match: re.Match[str], kind: NamingKind) -> bool:
    """Whether nothing but a call stands so: what opens a question, closes a sentence, or is cut off by an answer."""
    if pattern is _OPENING:
        return kind == "to-next" and bool(_ASK.match(match["rest"]))
    return kind != "mention" if pattern is _CLOSING else match[0].endswith((",", "…", ":"))


def _kind_of_opening(match: re.Match[str], sentence: _Sentence) -> NamingKind:
    rest = match["rest"]
    is_list = re.match(NAME + r"(?:,| and\b)", rest)
    if is_list or (_THIRD_PERSON.match(rest) and not rest.endswith("?")):
        return "mention"
    is_reply = ANSWERS.match(match["lead"]) or ANSWERS.match(rest)
    if _ASK.match(rest) and not is_reply:
        return "to-next"
    return "to-next" if sentence.is_last and len(rest.split()) <= 3 and not is_reply else "to-either"


def _kind_of_closing(match: re.Match[str]) -> NamingKind:
    before = match["before"]
    words = before.split()
    is_proper = len(words) > 1 and re.fullmatch(NAME, words[-1])
    if not match["comma"] or is_proper or _OF_SOMEBODY.search(before):
        return "mention"
    return "to-next" if "?" in match["end"] or _HANDS_OVER.search(before) else "to-either"
