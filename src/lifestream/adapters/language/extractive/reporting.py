"""From what somebody said to what minutes say about it: in the third person where that is certain, else quoted."""

from __future__ import annotations

import re

from lifestream.adapters.language.extractive.phrases import anywhere, either, first, whole
from lifestream.adapters.language.extractive.salience import has_verb
from lifestream.adapters.language.extractive.sentences import finish, without_opening
from lifestream.verify.words import listed

_OWN = re.compile(r"\bI\b|\b(?:me|my|mine|myself)\b", re.IGNORECASE)
_LISTENER = anywhere("you / your / yours / yourself / yourselves / y'all")
_GROUP = anywhere("we / us / our / ours / ourselves / let's")
_OLD = anywhere("thou / thee / thy / thine / ye / hath / doth / art thou / unto / whence / hither / thither")
"""Words of plays and scriptures: a grammar of today does not bend them."""
_TOLD = anywhere("said / says / saying / asked / cried / replied / answered / shouted / whispered / goes like")
"""Behind them may stand somebody else's "I"."""
_CALLED = whole(r"\bmy (?:(?:\w+ )?name|lady|lord|dear|god|goodness|friends?|word)\b")
_SAID_TO_ME = whole(r"\b(?:told|asked|gave|sent|showed|offered|promised|helped) me\b")
_COMMANDS = first("let / tell / give / send / show / help / excuse / believe / trust / forgive / ask / call")
_SUBJECT = re.compile(r"(?P<lead>(?:[^,.;:?!]{2,40}, )?)I\b")

_SHORT = (
    (r"I(?:'m| am)\b", "{name} is"),
    (r"I(?:'ve| have)\b", "{name} has"),
    (r"I(?:'ll| will)\b", "{name} will"),
    (r"I (?:don't|do not)\b", "{name} does not"),
    (r"I (?:haven't|have not)\b", "{name} has not"),
    (r"I'd(?= (?:like|love|prefer|rather|be|say|suggest|recommend)\b)", "{name} would"),
)
_SAME_FORM = frozenset(
    listed(
        """will would can could may might must should shall was had did used went came got saw made took said told
        found thought knew gave sent wrote ran spoke felt left brought began kept held met paid heard led lost meant
        spent stood taught understood won bought built caught chose drew drove fell flew forgot grew cannot can't
        couldn't won't wouldn't shouldn't didn't wasn't"""
    )
)
"""Verbs that have one form for all persons."""
_PRESENT = frozenset(
    listed(
        """think suggest hope guess believe want know mean need propose wonder prefer like love agree see feel expect
        plan try work live use get take make give keep go come call send write do say hear find understand remember
        doubt trust recommend recall enjoy hate run own teach lead manage help ask look stay leave start begin"""
    )
)
"""Verbs of the present of which it is known how "he" or "she" bends them."""
_ADVERBS = frozenset(
    listed("just really also always never still already only even actually usually often recently currently personally")
)
_ELIDED = whole(
    "(?:only |just |don't |really )*"
    + either("think / suggest / hope / guess / believe / want / know / mean / need / propose / wonder / prefer")
    + r"\b(?! (?:about|of)\b)|only have\b"
)


def reported(text: str, name: str | None, *, is_shared: bool = False) -> str:
    """What somebody said, told of them where that cannot go wrong, else quoted with their name before it.

    Certain is one "I" that is the subject of a known verb, one "my", one "told me"; a voice without a
    name, a "you" or several "I" are quoted. Where a sentence begins with the verb ("Think we should …"),
    its subject is the speaker. ``is_shared`` lets "we" stand: a decision is everybody's.

    >>> reported("I need help with my slides.", "Ben")
    'Ben needs help with their slides.'
    >>> reported("My team can help.", "Ben")
    "Ben's team can help."
    >>> reported("I got a car from your dealership.", "Jack")
    'Jack: “I got a car from your dealership.”'
    >>> reported("Suggest Alina because she wrote it.", "Ben"), reported("Think we should buy it.", "Ben")
    ('Ben suggests Alina because she wrote it.', 'Ben: “[I] think we should buy it.”')
    """
    plain = without_opening(text)
    is_elided = _ELIDED.match(plain) is not None and not _OWN.search(plain)
    told = _told(_addressed(_with_subject(plain, "I") if is_elided else plain), name, is_shared=is_shared)
    return finish(told) if told else quoted(_with_subject(plain, "[I]") if is_elided else plain, name)


def _with_subject(plain: str, subject: str) -> str:
    return f"{subject} {plain[0].lower()}{plain[1:]}"


def quoted(text: str, name: str | None) -> str:
    """Somebody's words as a quotation, with their name where it is known; marks inside it become single.

    >>> quoted('He called it "fine".', "S2")
    'S2: “He called it ‘fine’.”'
    """
    inner = re.sub(r"[\"“]([^\"“”]*)[\"”]", r"‘\1’", text.strip())
    inner = re.sub(r"[\"“”]", "", inner)
    return f"{name}: “{inner}”" if name else f"“{inner}”"


def _told(plain: str, name: str | None, *, is_shared: bool) -> str | None:
    """The sentence in the third person; ``None`` where that might say something else."""
    if _OLD.search(plain) or _LISTENER.search(plain) or (_GROUP.search(plain) and not is_shared):
        return None
    own = [word.lower() for word in _OWN.findall(plain)]
    if not own:
        return plain
    if (
        name is None
        or re.fullmatch(r"S\d+|S\?", name)
        or _TOLD.search(plain)
        or re.search(rf"\b{re.escape(name)}\b|[\"“”]", plain)
    ):
        return None
    if own == ["my"]:
        return None if _CALLED.search(plain) else re.sub(r"\bmy\b", f"{name}'s", plain, flags=re.IGNORECASE)
    if own == ["me"]:
        is_plain = _SAID_TO_ME.search(plain) and not _COMMANDS.match(plain)
        return re.sub(r"\bme\b", name, plain) if is_plain else None
    return _as_subject(plain, name) if own in (["i"], ["i", "my"]) else None


def _as_subject(plain: str, name: str) -> str | None:
    """A sentence with "I" as its subject and at most one "my", said of ``name``."""
    subject = _SUBJECT.match(plain)
    if not subject or has_verb(subject["lead"]):
        return None
    told = _named(plain[subject.end("lead") :], name)
    between = plain[subject.end() :].split(" my ")[0].split()
    if told is None or " my" not in plain:
        return subject["lead"] + told if told else None
    is_plural = any(word.lower().strip(",.") in {"they", "them", "their", "these", "those"} for word in plain.split())
    is_plural = is_plural or any(word.endswith("s") and len(word) > 3 for word in between[1:])
    return None if is_plural else subject["lead"] + re.sub(r"\bmy\b", "their", told)


def _named(text: str, name: str) -> str | None:
    """A text that begins with "I", said of ``name``; ``None`` where its verb is not known."""
    for pattern, words in reversed(_SHORT):
        match = re.match(pattern, text)
        if match:
            return words.format(name=name) + text[match.end() :]
    match = re.match(r"I ((?:\w+ly |" + "|".join(f"{word} " for word in sorted(_ADVERBS)) + r")?)([\w']+)", text)
    verb = third_person(match[2]) if match else None
    return f"{name} {match[1]}{verb}{text[match.end() :]}" if match and verb else None


def third_person(verb: str) -> str | None:
    """The form of a verb behind "he" or "she"; past and modal forms stay; ``None`` where it is not known.

    >>> third_person("need"), third_person("agree"), third_person("went"), third_person("try"), third_person("swam")
    ('needs', 'agrees', 'went', 'tries', None)
    """
    lower = verb.lower()
    if lower in _SAME_FORM or (lower.endswith("ed") and lower not in {"need", "feed", "speed", "proceed", "succeed"}):
        return verb
    if lower in {"do", "go"}:
        return f"{verb}es"
    if lower not in _PRESENT:
        return None
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", lower) else f"{verb}s"


def _addressed(text: str) -> str:
    """A sentence that tells somebody about themselves, as one about them.

    >>> _addressed("Clara, you asked for 22,000 euros.")
    'Clara asked for 22,000 euros.'
    """
    match = re.match(r"([A-Z]\w+), you(?P<are>'re| are)? ([\w']+)", text)
    if not match:
        return text
    verb = f"is {match[3]}" if match["are"] else third_person(match[3])
    return f"{match[1]} {verb}{text[match.end() :]}" if verb else text
