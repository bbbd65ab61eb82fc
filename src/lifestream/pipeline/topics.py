"""What a stretch of talk is about, in a few words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

LONGEST = 4  # words of a phrase
VAGUE = frozenset(
    listed(
        """morning everyone today tomorrow yesterday week month year day time hour minute second moment lot bit way case
        part side question answer problem idea point topic number good great fine nice new old big small long short
        first last next right wrong true sure able ready clear important interesting different same whole best better
        need want think know look come work call tell ask use try help talk start begin keep find show mean feel leave
        put turn run move bring happen seem become hear play believe hold write sit stand pay meet include continue set
        learn change understand watch follow stop create speak read spend grow open walk win offer remember consider
        buy wait serve die send expect build stay fall cut reach kill remain suggest raise pass sell require report
        decide pull mister mrs doctor hello please sorry exactly honestly wonderful perfect agreed yesterday maybe
        today's probably simply usually certainly definitely especially quickly slowly easily nearly actually basically
        making starts available guys people anytime two three four five six seven eight nine ten twelve twenty
        million thousand hundred percent euro dollar pound zero half quarter dozen going longer working lovely early
        late later sooner soon tight easy hard difficult possible impossible ago left glad happy afraid worried""",
    )
)
"""Words that name no topic on their own; a phrase does not begin or end with one."""
SMALL = frozenset(listed("a an and as at but by for from in into nor of on or per the to via vs with"))
"""Words that a title does not capitalise, but for its first and last."""

ANNOUNCES = re.compile(
    r"(?:^|[.!?] )(?:(?:okay|ok|so|and|right|all right|good|great|then|now|well|alright)[,.]? )*"
    r"(?:(?:let's|let us|we(?:'ll| will)?|i(?:'d like| want| would like)?(?: to)?|shall we) (?:now |then )?"
    r"(?:begin|start|move on|continue|go on|proceed|turn|talk|speak|go|jump|switch|look)(?: now)?"
    r" (?:with|to|about|on to|onto|over to|at)"
    r"|(?:the )?(?:next|first|second|third|last|final|other) (?:topic|point|item|subject|question|thing|section|part)"
    r"(?: today| on the agenda| on the list)?(?: is|,|:)"
    r"|(?:next|now|finally|lastly|then|moving on)(?: up)?(?: is| to|,)?(?= the| our| a\b|,? on)|next is"
    r"|moving on to|on to|that brings us to|coming to|as for|regarding)"
    r",? (?P<topic>(?:the |our |a |an )?[^.,;:?!]{3,60})",
    re.IGNORECASE,
)
"""Words that open a topic and name it."""


def announced(text: str) -> str | None:
    """The topic that a sentence opens ("Next topic, the quality report."), if it opens one.

    >>> announced("Now the launch budget.")
    'launch budget'
    """
    match = ANNOUNCES.search(text)
    if not match:
        return None
    phrase = re.split(r"\b(?:because|that|which|who|and then|so that|before|after|when|if)\b", match["topic"])[0]
    phrase = re.sub(r"^(?:the|our|a|an|your|my)\s+", "", phrase.strip(), flags=re.IGNORECASE).strip()
    words = [t for t in tokenize(phrase) if t.is_word]
    is_noun = bool(words) and words[0].lower not in STOPWORDS and any(w.lower not in VAGUE for w in words)
    return phrase if is_noun and len(words) <= 6 else None


def key_phrases(texts: Iterable[str], count: int, background: Iterable[str] = ()) -> tuple[str, ...]:
    """The phrases that a text keeps coming back to, most telling first, none inside another.

    A phrase is up to four content words that stand together (Rose et al., RAKE, 2010). What ``background``
    speaks of as well counts for less.
    """
    own, forms = _count(texts)
    other, _ = _count(background)
    words: Counter[str] = Counter()
    for phrase, times in own.items():
        for key in phrase:
            words[key] += times

    def weight(phrase: tuple[str, ...]) -> float:
        telling = sum(words[key] for key in phrase) * (0.6 + 0.4 * min(len(phrase), 3))
        return own[phrase] * telling / (1.0 + 0.5 * (other[phrase] - own[phrase] if other[phrase] > own[phrase] else 0))

    chosen: list[tuple[str, ...]] = []
    for phrase in sorted(own, key=lambda p: (-weight(p), p)):
        if len(chosen) == count:
            break
        if not any(set(phrase) & set(better) for better in chosen):
            chosen.append(phrase)
    return tuple(forms[phrase].most_common(1)[0][0] for phrase in chosen)


def _count(texts: Iterable[str]) -> tuple[Counter[tuple[str, ...]], dict[tuple[str, ...], Counter[str]]]:
    counts: Counter[tuple[str, ...]] = Counter()
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for run in _runs(tokenize(text)):
            for size in range(1, min(LONGEST, len(run)) + 1):
                for first in range(len(run) - size + 1):
                    tokens = run[first : first + size]
                    if tokens[0].lower in VAGUE or tokens[-1].lower in VAGUE:
                        continue
                    phrase = tuple(stem(t.lower) for t in tokens)
                    counts[phrase] += 1
                    forms.setdefault(phrase, Counter())[" ".join(t.text for t in tokens)] += 1
    return counts, forms


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Stretches of content words between common words, numbers and marks."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        word = token.lower.removesuffix("'s")
        is_name_of_time = word in MONTHS or word.removesuffix("s") in WEEKDAYS or word in WEEKDAYS
        if token.is_word and word not in STOPWORDS and not is_name_of_time and len(word) > 2:
            runs[-1].append(token)
        else:
            runs.append([])
    return [run for run in runs if run]


def title_case(text: str) -> str:
    """Capitals as in a title; words that have their own stay as they are.

    >>> title_case("training for the support team"), title_case("iOS and PDF export")
    ('Training for the Support Team', 'iOS and PDF Export')
    """
    words = text.split()
    last = len(words) - 1
    return " ".join(
        word
        if any(letter.isupper() for letter in word)
        else word.lower()
        if word.lower() in SMALL and 0 < i < last
        else word[:1].upper() + word[1:]
        for i, word in enumerate(words)
    )
