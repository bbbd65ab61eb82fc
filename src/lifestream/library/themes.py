"""What a stretch of time was about, and who was there, against the rest of the library."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log

from lifestream.domain.day import Presence
from lifestream.domain.document import Document
from lifestream.library.anchors import claims_of
from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.support import REPORTING
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

MOST_THEMES = 6
LEAST_TIMES = 2
"""How often something must be spoken of to be a theme; a heading counts double."""
_PLAIN = frozenset(
    listed(
        "agreed agree next steps step time times thing people part today tomorrow yesterday week weeks day days month "
        "year years hour hours minutes meeting morning afternoon evening good new first last need want think know look "
        "picture shows show slide agenda questions question talks discuss discusses call talk back still text"
    )
)


def themes(recent: Sequence[Document], everything: Sequence[Document], most: int = MOST_THEMES) -> tuple[str, ...]:
    """What ``recent`` documents speak of more than the rest of the library, most telling first.

    Words, and pairs of words, are weighed by how often each is said, times the logarithm of how few recordings of the
    library speak of it (inverse document frequency).
    """
    known: Counter[str] = Counter()
    for document in everything:
        known.update({key for key, _, _ in _terms(document)})
    said: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for document in recent:
        for key, form, times in _terms(document):
            said[key] += times
            forms[key][form] += 1
    count = max(len(everything), 1)

    def weight(key: str) -> float:
        return said[key] * log(1 + count / max(known[key], 1)) * (1.6 if " " in key else 1.0)

    ranked = sorted((k for k in said if said[k] >= LEAST_TIMES), key=lambda k: (-weight(k), k))
    chosen: list[str] = []
    for key in ranked:
        parts = set(key.split())
        if not any(parts & set(other.split()) for other in chosen):
            chosen.append(key)
        if len(chosen) == most:
            break
    return tuple(min(forms[key], key=lambda form: (-forms[key][form], form)) for key in chosen)


def presences(documents: Iterable[Document]) -> tuple[Presence, ...]:
    """Those who spoke and are known by name, by how long they did."""
    seconds: defaultdict[str, float] = defaultdict(float)
    recordings: Counter[str] = Counter()
    for document in documents:
        for spoken in document.contributions:
            if spoken.speaker.name:
                seconds[spoken.speaker.name] += spoken.talk_seconds
                recordings[spoken.speaker.name] += 1
    ranked = sorted(seconds, key=lambda name: (-seconds[name], name))
    return tuple(Presence(name, seconds[name], recordings[name]) for name in ranked)


def _terms(document: Document) -> Iterator[tuple[str, str, int]]:
    """Each word, and each pair of words, that a document speaks of: its key, its form, and what it weighs."""
    names = {part for s in document.speakers if s.name for part in s.name.casefold().split()}
    headings = [document.title, *(chapter.title for chapter in document.chapters)]
    claims = {claim.text for claim in claims_of(document) if claim.is_shown and claim.kind != "visual"}
    for texts, weight in ((headings, 2), (sorted(claims), 1)):
        for text in texts:
            tokens = tokenize(text)
            good = [_tells(token, names) for token in tokens]
            for i, token in enumerate(tokens):
                if not good[i]:
                    continue
                yield stem(token.lower), token.lower, weight
                if i + 1 < len(tokens) and good[i + 1]:
                    pair = tokens[i + 1]
                    yield f"{stem(token.lower)} {stem(pair.lower)}", f"{token.lower} {pair.lower}", weight


def _tells(token: Token, names: set[str]) -> bool:
    word = token.lower.removesuffix("'s")
    if not token.is_word or len(word) < 3 or word in names:
        return False
    groups = (STOPWORDS, _PLAIN, MONTHS, WEEKDAYS)
    return not any(word in group for group in groups) and stem(word) not in REPORTING
