"""What a stretch of talk is about, in a few words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

LONGEST = 5  # words of a phrase
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
        late later sooner soon tight easy hard difficult possible impossible ago left glad happy afraid worried care
        man men woman women person folk place life love god lady lord sir fact sense matter chance couple end rest
        favor favour bottom top middle front back piece amount name word thank welcome cost price thou thee thy thine
        ye hath doth art unto whomsoever whosoever little""",
    )
)
"""Words that name no topic on their own; a phrase does not begin or end with one."""
_VAGUE_STEMS = frozenset(stem(word) for word in VAGUE)
_DETERMINERS = frozenset(listed("the a an our my your his her its their this that these those every each"))
"""Words behind which a noun must come."""
_MOST_NAMED = 3  # people whom a title names
_FEWEST_ALONE = 3  # times that a word is said which is a topic by itself
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
    """The noun phrases that an English text keeps coming back to, most telling first, none inside another.

    A phrase is up to five content words that stand together (Rose et al., RAKE, 2010), somewhere behind an
    article or a possessive, or are a name. What ``background`` speaks of as well counts for less.
    """
    own, forms, nouns = _count(texts)
    other, _, _ = _count(background)
    words: Counter[str] = Counter()
    for phrase, times in own.items():
        for key in phrase:
            words[key] += times

    def weight(phrase: tuple[str, ...]) -> float:
        telling = sum(words[key] for key in phrase) * (0.6 + 0.4 * min(len(phrase), 3))
        return own[phrase] * telling / (1.0 + 0.5 * (other[phrase] - own[phrase] if other[phrase] > own[phrase] else 0))

    def recurs(phrase: tuple[str, ...]) -> bool:
        if len(phrase) == 1:
            return own[phrase] >= _FEWEST_ALONE
        return own[phrase] > 1 or max(own[phrase[-1:]], other[phrase[-1:]]) > 1

    chosen: list[tuple[str, ...]] = []
    for phrase in sorted(filter(recurs, nouns), key=lambda p: (-weight(p), p)):
        if len(chosen) == count:
            break
        if not any(set(phrase) & set(better) for better in chosen):
            chosen.append(phrase)
    return tuple(forms[phrase].most_common(1)[0][0] for phrase in chosen)


def _count(
    texts: Iterable[str],
) -> tuple[Counter[tuple[str, ...]], dict[tuple[str, ...], Counter[str]], set[tuple[str, ...]]]:
    """How often each phrase occurs, in which forms, and which of them are nouns somewhere."""
    counts: Counter[tuple[str, ...]] = Counter()
    forms: dict[tuple[str, ...], Counter[str]] = {}
    nouns: set[tuple[str, ...]] = set()
    for text in texts:
        for before, run in _runs(tokenize(text)):
            for size in range(1, min(LONGEST, len(run)) + 1):
                for first in range(len(run) - size + 1):
                    tokens = run[first : first + size]
                    if _is_vague(tokens[0]) or _is_vague(tokens[-1]):
                        continue
                    phrase = tuple(stem(t.lower) for t in tokens)
                    counts[phrase] += 1
                    forms.setdefault(phrase, Counter())[" ".join(t.text for t in tokens)] += 1
                    is_at_edge = first == 0 or first + size == len(run)
                    is_name = size > 1 and all(t.text[0].isupper() for t in tokens) and (first > 0 or before != "")
                    if (before in _DETERMINERS and is_at_edge) or is_name:
                        nouns.add(phrase)
    return counts, forms, nouns


def _is_vague(token: Token) -> bool:
    """Whether a word names no topic in any of its forms; what ends in "-ing" may be a noun of its own."""
    word = token.lower
    return word in VAGUE or (not word.endswith("ing") and stem(word) in _VAGUE_STEMS) or word.endswith(("ed", "ly"))


def _runs(tokens: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """Stretches of content words between common words, numbers and marks, each with the word before it."""
    runs: list[tuple[str, list[Token]]] = [("", [])]
    for token in tokens:
        word = token.lower.removesuffix("'s")
        is_name_of_time = word in MONTHS or word.removesuffix("s") in WEEKDAYS or word in WEEKDAYS
        if token.is_word and word not in STOPWORDS and not is_name_of_time and len(word) > 2:
            runs[-1][1].append(token)
        else:
            runs.append((token.lower if token.is_word else "", []))
    return [(before, run) for before, run in runs if run]


def title_of_talk(names: Sequence[str]) -> str:
    """What a talk is called that has no topic of its own, after those who speak; ids name nobody.

    >>> title_of_talk(["Michelle", "Jack"]), title_of_talk(["Paul"]), title_of_talk(["S1", "S2"])
    ('Conversation of Michelle and Jack', 'Talk by Paul', 'Discussion')
    """
    if not names or any(re.fullmatch(r"S\d+|S\?", name) for name in names) or len(names) > _MOST_NAMED:
        return "Talk" if len(names) == 1 else "Discussion"
    if len(names) == 1:
        return f"Talk by {names[0]}"
    people = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{'Conversation' if len(names) == 2 else 'Discussion'} of {people}"


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
