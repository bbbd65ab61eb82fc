"""From what somebody said about themselves to what minutes say about them."""

from __future__ import annotations

import re

from lifestream.adapters.language.extractive.phrases import either, whole
from lifestream.adapters.language.extractive.sentences import finish, without_opening
from lifestream.verify.words import listed

_SINGULAR = (
    (r"\bI'm\b|\bI am\b", "{name} is"),
    (r"\bI've\b|\bI have\b", "{name} has"),
    (r"\bI'll\b", "{name} will"),
    (r"\bI don't\b|\bI do not\b", "{name} does not"),
    (r"\bI haven't\b|\bI have not\b", "{name} has not"),
    (r"\bI'd\b", "{name} would"),
)
_PLURAL = (
    (r"\bI'm\b|\bI am\b", "they are"),
    (r"\bI was\b", "they were"),
    (r"\bI've\b", "they have"),
    (r"\bI'll\b", "they will"),
    (r"\bI'd\b", "they would"),
    (r"\bI\b", "they"),
    (r"\b[Mm]yself\b", "themselves"),
    (r"\b[Mm]ine\b", "theirs"),
    (r"\bmy\b", "their"),
    (r"\bMy\b", "Their"),
    (r"\bme\b", "them"),
)
_KEEP_FORM = frozenset(
    listed("""will would can could may might must should shall was had did do used went came got saw made took said told
    found thought knew gave sent wrote ran spoke felt left brought began kept held met paid put read heard
    led lost meant set
    spent stood taught understood won bought built caught chose drew drove fell flew forgot grew just really also
    always never still already only even actually usually often recently currently personally cannot can't couldn't
    won't wouldn't shouldn't didn't wasn't""")
)
"""Words behind "I" that have one form for all persons, or that are no verb."""
_ADVERBS = frozenset(
    listed("just really also always never still already only even actually usually often recently currently personally")
)


def _told(text: str) -> str:
    """A sentence that tells somebody about themselves, as one about them.

    >>> _told("Clara, you asked for 22,000 euros.")
    'Clara asked for 22,000 euros.'
    """
    match = re.match(r"([A-Z]\w+), you(?P<are>'re| are)? ([\w']+)", text)
    if not match:
        return text
    verb = f"is {match[3]}" if match["are"] else third_person(match[3])
    return f"{match[1]} {verb}{text[match.end() :]}"


_ELIDED = whole(
    "(?:only |just |don't |really )*"
    + either("think / suggest / hope / guess / believe / want / know / mean / need / propose / wonder / prefer")
    + r"\b(?! (?:about|of)\b)|only have\b"
)


def reported(text: str, name: str) -> str:
    """A first-person sentence as a report about who said it.

    The first "I" (or "my") becomes the name, the others "they"; "we" stays the group's. Where a sentence
    begins with the verb ("Think we should …"), its subject is the speaker.

    >>> reported("I can bring it under 40 minutes, but I need one more week.", "Ben")
    'Ben can bring it under 40 minutes, but they need one more week.'
    >>> reported("I need help with my slides.", "Ben")
    'Ben needs help with their slides.'
    >>> reported("My team can help.", "Ben")
    "Ben's team can help."
    """
    plain = _told(without_opening(text))
    if _ELIDED.match(plain):
        plain = f"I {plain[0].lower()}{plain[1:]}"
    first = re.search(r"\bI\b", plain)
    if first:
        plain = plain[: first.start()] + _named(plain[first.start() :], name)
    else:
        plain = re.sub(
            r"\b(?:my|me)\b",
            lambda m: f"{name}'s" if m[0].lower() == "my" else name,
            plain,
            count=1,
            flags=re.IGNORECASE,
        )
    for pattern, word in _PLURAL:
        plain = re.sub(pattern, word, plain)
    return finish(plain)


def _named(text: str, name: str) -> str:
    """A text that begins with "I", said of ``name``."""
    for pattern, words in _SINGULAR:
        match = re.match(pattern, text)
        if match:
            return words.format(name=name) + text[match.end() :]
    match = re.match(r"I ((?:\w+ly |" + "|".join(f"{word} " for word in sorted(_ADVERBS)) + r")?)([\w']+)", text)
    if not match:
        return name + text[1:]
    return f"{name} {match[1]}{third_person(match[2])}{text[match.end() :]}"


def third_person(verb: str) -> str:
    """The form of a verb behind "he" or "she"; past and modal forms stay.

    >>> third_person("need"), third_person("agree"), third_person("went"), third_person("try")
    ('needs', 'agrees', 'went', 'tries')
    """
    lower = verb.lower()
    if lower in _KEEP_FORM or (lower.endswith("ed") and lower not in {"need", "feed", "speed", "proceed", "succeed"}):
        return verb
    if lower in {"have", "am", "do", "go"}:
        return {"have": "has", "am": "is", "do": "does", "go": "goes"}[lower]
    if re.search(r"[^aeiou]y$", lower):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if lower.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"


_REASONS = """
    because / since / so that / so i / so we / so you / which / as i / as we / if that / if you / if it / okay / ok
    right / then / though / to be honest / in case / when (?:i|we|you|it|they)
"""
_TRAIL = whole(
    rf"(?:,| -)? {either(_REASONS)}\b.*$"
    r"|, (?:and|but|so) (?:i|we|you|it|that|then|they)\b.*$|, (?:yes|okay|right|too|please|thanks)\.?$"
)
"""What follows a task in its sentence: reasons, conditions, asides."""


def task_text(rest: str, owner: str | None, other: str | None) -> str:
    """The verb phrase of a promise or a request as a task: no reasons, no "you" and "me".

    Args:
        rest: what stands behind "I will" or "please".
        owner: who will do it, as a label.
        other: to or for whom, as a label; ``None`` where nobody can say.

    >>> task_text("send you the list, because you need it.", "Tom", "Nadia")
    'Send Nadia the list'
    """
    plain = _TRAIL.sub("", rest.rstrip(".!? "))
    for pronoun in (r"\byou\b", r"\bme\b"):
        if other:
            plain = re.sub(rf"(?<=\w ){pronoun}", other, plain, flags=re.IGNORECASE)
        else:
            plain = re.sub(
                rf"\s+(?:(?:to|for|with) )?{pronoun}(?= (?:the|a|an|my|that|it|some|all|this)\b|$)",
                "",
                plain,
                flags=re.IGNORECASE,
            )
    plain = re.sub(r"\b(?:my|your) own\b|\bmy\b", "their", plain)
    plain = re.sub(r"\bmyself\b|\byourself\b", "themselves", plain)
    plain = re.sub(r"\b(?:please|just|also|quickly|actually)\s+", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s+(?:as well|too|then|please|for sure|again)$", "", plain.strip(" ,;:-"), flags=re.IGNORECASE)
    return plain[:1].upper() + plain[1:]
