"""Utterances as sentences that read well: fillers, false starts and repetitions taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lifestream.adapters.language.extractive.phrases import either, whole
from lifestream.domain.transcript import Utterance

LONGEST = 40  # words of a sentence that is told whole
_SPLIT = re.compile(r"(?<=[.!?…])[\"”']?\s+(?=[\"“']?[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Inc|Ltd)\.$")

_FILLER = re.compile(
    r"(?:,\s*)?\b(?:u+m+|u+h+|e+r+m*|h+m+|mhm|uh-huh)\b[,.]?"
    r"|,\s*(?:you know|i mean|sort of|kind of|like|right|okay)(?=,)",
    re.IGNORECASE,
)
_NO_END = whole(r"\b(?:and|or|but|the|an?|because|if|my|our|your|their|so)[.!]?$")
"""Words with which no sentence ends."""
_BEFORE_FILLER = whole(r"\b(of|the|an?|to|with|for|at|in|is|are|was|were|be),(?= )")
"""Words behind which a comma stands only because of what was taken out."""
_STUTTER = re.compile(r"\b([A-Za-z']+(?: [A-Za-z']+)?)(?:[,.…-]* \1\b)+", re.IGNORECASE)
_DOUBLED_ON_PURPOSE = frozenset({"that", "had", "very", "really", "so", "no", "yes", "bye", "many"})
_OPENS = """
    so / well / okay / ok / right / alright / all right / now / and / but / or / then / also / anyway / actually / look
    basically / honestly / oh / ah / yes / yeah / yep / no / sure / great / good / perfect / exactly / thanks
    thank you / fine / cool / of course / you know / i mean / in fact / by the way / you see / first of all
    excellent / wonderful
    absolutely / agreed / i know,? but / in that case / fair enough / to be honest / frankly / on the positive side
    to the (?:first|second|third|next|last|other) (?:part|point|topic|item|question)(?=,)
    before i (?:go|forget) / (?:please )?(?:remember|note) that
"""
_COUNTS = "(?:number )?(?:one|two|three|four|five|six|seven)|first|second|third|fourth|fifth|firstly|secondly|thirdly"
_OPENING = whole(
    rf"^(?:{either(_OPENS)}\b[,.!]*\s+|(?:{_COUNTS})[,:]\s+(?!(?:{_COUNTS}|or|and|to|then|maybe|perhaps|\d)\b))+"
)
"""Words that only open a sentence, and the count of a point in a list ("Two, it is time …")."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an utterance: ``text`` as it was heard, ``plain`` without what nobody would write down."""

    ref: str
    speaker: str
    text: str
    plain: str
    start: float
    confidence: float
    goes_on: bool = False
    """Whether it goes on with what was said just before, and lacks its own beginning."""

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return self.text.rstrip("\"”'").endswith("?")

    @property
    def is_partial(self) -> bool:
        """Whether it lacks its beginning, or its speaker broke off or was cut off."""
        text = self.text.rstrip("\"”'")
        return self.goes_on or text.endswith(("...", "…", "-", "–", ",")) or _NO_END.search(text) is not None


def sentences_of(utterances: Sequence[Utterance], *, is_english: bool = True) -> tuple[Sentence, ...]:
    """All sentences, in order of time; only in English is it known what nobody would write down."""
    clean = tidy if is_english else finish
    found: list[Sentence] = []
    before: Utterance | None = None
    for utterance in utterances:
        own = list(_split(utterance, clean))
        if own and before and utterance.goes_on_from(before):
            own[0] = replace(own[0], goes_on=True)
        found += own
        before = utterance
    return tuple(found)


def _split(utterance: Utterance, clean: Callable[[str], str]) -> Iterator[Sentence]:
    parts: list[str] = []
    for part in _SPLIT.split(utterance.text):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    total = max(1, sum(len(part.split()) for part in parts))
    spoken = 0
    for part in parts:
        count = len(part.split())
        word = utterance.words[min(len(utterance.words) - 1, spoken * len(utterance.words) // total)]
        spoken += count
        if part.strip():
            yield Sentence(
                utterance.id,
                utterance.speaker,
                part.strip(),
                clean(part),
                word.segment.start,
                utterance.confidence,
            )


def tidy(text: str) -> str:
    """Take out fillers, repetitions and false starts; begin with a capital and end with a mark.

    >>> tidy("um the the launch is, you know, next week")
    'The launch is next week.'
    """
    plain, fillers = _FILLER.subn(" ", text)
    plain = _STUTTER.sub(_once, plain)
    plain = re.sub(r"\s+([,.?!;:])", r"\1", re.sub(r"\s{2,}", " ", plain)).strip(" ,-–…")
    return finish(_BEFORE_FILLER.sub(r"\1", plain) if fillers else plain)


def _once(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in _DOUBLED_ON_PURPOSE else match[1]


def finish(text: str) -> str:
    """A capital at the beginning, a full stop at the end."""
    plain = text.strip(" ,;:-–")
    if not plain:
        return ""
    plain = plain[0].upper() + plain[1:]
    return plain if plain.endswith((".", "!", "?", "…")) else f"{plain}."


def without_opening(text: str) -> str:
    """A sentence without the words that only open it ("Okay, so …", "Sure, …").

    >>> without_opening("Good. So the budget is 18,500 euros.")
    'The budget is 18,500 euros.'
    >>> without_opening("Two, it is high time."), without_opening("Two, three weeks are enough.")
    ('It is high time.', 'Two, three weeks are enough.')
    """
    return finish(_OPENING.sub("", text))


def shortened(text: str) -> str:
    """A very long sentence up to the last comma within its first words, and an ellipsis.

    >>> shortened("He said " + "word " * 30 + "then, " + "more " * 30 + "words.").endswith("word then …")
    True
    """
    words = text.split()
    if len(words) <= LONGEST:
        return text
    kept = next((i for i in range(LONGEST, LONGEST // 2, -1) if words[i - 1][-1] in ",;:"), LONGEST)
    return f"{' '.join(words[:kept]).rstrip(',;:')} …"
