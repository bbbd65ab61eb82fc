"""What "it" and "that" stand for, where the sentences before say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.sentences import Sentence
from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.words import STOPWORDS, listed

BEFORE = 4  # sentences within which the thing was named
LONGEST = 5  # words of what a noun phrase names

_PRONOUN = re.compile(
    r"(?<!to )(?<!with )(?<!for )(?<!from )\b(?P<word>it|that|this|them|those|these)\b"
    r"(?= (?:to|for|with|from|out|up|in|on|off|into|at|by|back|over|down|around|through|via|again|first|today|tomorrow"
    r"|tonight|before|after|until|the same|next|this|and|as|online|together|properly|when|once)\b|[.,;!?]|$)",
    re.IGNORECASE,
)
"""A pronoun that is an object of its own, and no person: not "that number", not "to them"."""
_DETERMINER = (
    r"(?:the|a|an|our|your|their|his|her|my|this|that|these|those|both|all the|all|two|three|four|five|six|\d[\d,.]*)"
)
_NOUN_PHRASE = re.compile(
    rf"\b{_DETERMINER} (?P<rest>[\w'-]+(?: [\w'-]+){{0,{LONGEST}}})|(?<![.!?] )(?<!^)\b(?P<name>[A-Z][\w'-]+)\b",
    re.IGNORECASE,
)
_BREAKS = STOPWORDS | frozenset(
    listed(
        """is are was were be been has have had will would can could should may might must do does did and or but so if
        because that which who when where what how why to from with without in on at by for of into onto over under
        between about after before until during through it they we you he she i not already today tomorrow yesterday
        tonight online again still yet just only also too please now then here there soon later"""
    )
)
_EMPTY = frozenset(
    listed("""thing things way lot bit point moment one ones case side people time day days week weeks month months year
    years question questions topic problem same best idea rest other others meeting morning afternoon evening minute
    minutes hour hours first second third next last""")
)
_NO_NAMES = _BREAKS | _EMPTY | frozenset(MONTHS) | frozenset(WEEKDAYS)


def resolve(phrase: str, sentences: Sequence[Sentence], i: int) -> tuple[str, tuple[int, ...]]:
    """Put what a pronoun in a phrase of sentence ``i`` stands for in its place, in brackets as editors do.

    Returns the phrase and the index of the sentence that names it; unchanged and empty where the phrase
    names something itself, or nothing near does.

    >>> from lifestream.adapters.language.extractive.sentences import Sentence
    >>> said = [Sentence("u1", "S1", t, t, 0.0, 1.0) for t in ("We will drop the PDF export.", "I will take it out.")]
    >>> resolve("take it out", said, 1)
    ('take [the PDF export] out', (0,))
    """
    match = _PRONOUN.search(phrase)
    if not match or things(phrase[: match.start()]):
        return phrase, ()
    pronoun = match["word"].lower()
    if pronoun in {"that", "this"}:
        for j in range(i - 1, max(-1, i - 1 - BEFORE), -1):
            proposed = _proposed_in(sentences[j].plain)
            if proposed:
                return f"{phrase[: match.end()]} ({proposed}){phrase[match.end() :]}", (j,)
    for j in range(i, max(-1, i - 1 - BEFORE), -1):
        text = sentences[j].plain
        if j == i:
            at = text.lower().find(match[0].lower())
            text = text[: max(0, at)]
        named = _named_in(text, pronoun)
        if named:
            named = re.sub(r"\bmy\b", "their", named)
            return f"{phrase[: match.start()]}[{named}]{phrase[match.end() :]}", (j,) if j != i else ()
    return phrase, ()


def _proposed_in(text: str) -> str | None:
    """The words of a proposal in quotes: "that" may stand for all of it."""
    proposal = cues.PROPOSAL.match(text)
    words = proposal["rest"].rstrip("?.! ").removeprefix("also ") if proposal else ""
    return f"“{words}”" if 2 <= len(words.split()) <= 9 else None


def _named_in(text: str, pronoun: str) -> str | None:
    """What a sentence gives a later pronoun to stand for."""
    acted = next((m for p in (cues.WE_WILL, cues.LETS, cues.PROPOSAL, cues.COMMITS) if (m := p.match(text))), None)
    is_many = pronoun in {"them", "those", "these"}
    found = things(acted["rest"] if acted else text) or things(text)
    return next((thing for thing in found if _is_plural(thing) == is_many), None)


def _is_plural(thing: str) -> bool:
    head = re.split(r" (?:of|for) ", thing)[0].split()[-1].lower()
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "news"))


def things(text: str) -> list[str]:
    """The noun phrases of a text that name something, in order: "the draft of the press release"."""
    found: list[str] = []
    end = 0
    while match := _NOUN_PHRASE.search(text, end):
        thing = _name(match["name"]) if match["name"] else _noun_phrase(match, text)
        end = match.start() + len(thing) if thing else match.start("rest" if match["rest"] else "name") + 1
        if thing:
            found.append(thing[0].lower() + thing[1:] if match["rest"] else thing)
    return found


def _name(word: str) -> str:
    return word if word[0].isupper() and word.lower() not in _NO_NAMES else ""


def _noun_phrase(match: re.Match[str], text: str) -> str:
    """What a match names, up to the first word that belongs to something else; empty for "the first time"."""
    kept = _until_break(match["rest"])
    if not kept or kept[-1].lower() in _EMPTY or kept[0].lower() in WEEKDAYS:
        return ""
    phrase = text[match.start() : match.start("rest")] + " ".join(kept)
    end = match.start() + len(phrase)
    more = re.match(rf" of {_DETERMINER} ([\w'-]+(?: [\w'-]+){{0,3}})", text[end:], re.IGNORECASE)
    rest = _until_break(more[1]) if more else []
    return phrase + text[end : end + more.start(1)] + " ".join(rest) if more and rest else phrase


def _until_break(words: str) -> list[str]:
    kept: list[str] = []
    for word in words.split():
        if word.lower() in _BREAKS or (kept and word.lower() in {"last", "next", "first"}):
            break
        kept.append(word)
    return kept
