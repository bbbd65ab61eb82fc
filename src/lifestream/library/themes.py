"""What a stretch of time was about, and who was there, against the rest of the library."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log

from lifestream.domain.day import Presence
from lifestream.domain.document import Document
from lifestream.domain.timeline import Timeline
from lifestream.library.anchors import claims_of
from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.senses import TASK_VERBS, is_past, root
from lifestream.verify.support import REPORTING
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

MOST_THEMES = 6
PAIR = 1.6
"""How much more a pair of words tells than one alone."""
LEAST_TIMES = 3
"""How often something must be spoken of to be a theme; a heading counts double, and alone makes none."""
_PLAIN = frozenset(
    listed(
        "agreed agree next steps step time times thing people part today tomorrow yesterday week weeks day days month "
        "year years hour hours minutes meeting morning afternoon evening good new first last need want think know look "
        "picture shows show slide agenda questions question talks discuss discusses call talk back still text"
    )
)


def themes(
    recent: Sequence[tuple[Document, Timeline]], everything: Sequence[Document], most: int = MOST_THEMES
) -> tuple[str, ...]:
    """What recent recordings speak of more than the rest of the library, most telling first.

    Words, and pairs of words, of their headings and statements are weighed by how often they are said, times the
    logarithm of how few documents of the library have them (inverse document frequency).
    """
    known: Counter[str] = Counter()
    for document in everything:
        known.update({key for key, _, _ in _written(document)})
    said: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for document, timeline in recent:
        written = list(_written(document))
        for key, form, times in written:
            said[key] += times
            forms[key][form] += 1
        told = {key for key, _, _ in written}
        names = _names(document)
        spoken = (key for u in timeline.transcript.utterances for key, _ in _terms(u.text, names))
        said.update(key for key in spoken if key in told)
    weights = {
        key: times * log(1 + len(everything) / max(known[key], 1)) * (PAIR if " " in key else 1.0)
        for key, times in said.items()
        if times >= LEAST_TIMES
    }
    chosen: list[str] = []
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        if len(chosen) < most and not any(set(key.split()) & set(other.split()) for other in chosen):
            chosen.append(key)
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


def _written(document: Document) -> Iterator[tuple[str, str, int]]:
    """What the headings and statements of a document speak of: key, form, and what each time weighs."""
    names = _names(document)
    for heading in (document.title, *(chapter.title for chapter in document.chapters)):
        yield from ((key, form, 2) for key, form in _terms(heading, names))
    tasks = [action.task for action in document.actions if action.claim.is_shown]
    claims = {claim.text for claim in claims_of(document) if claim.is_shown and claim.kind not in ("visual", "action")}
    for text in (*tasks, *sorted(claims)):
        yield from ((key, form, 1) for key, form in _terms(text, names))


def _names(document: Document) -> frozenset[str]:
    return frozenset(part for s in document.speakers if s.name for part in s.name.casefold().split())


def _terms(text: str, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The words of a text that tell something, and pairs of them, each by its stems and as it stands."""
    tokens = tokenize(text)
    tells = [_tells(token, names) for token in tokens]
    for i, token in enumerate(tokens):
        if tells[i] and root(token.lower) not in TASK_VERBS and not is_past(token.lower):
            yield stem(token.lower), token.lower
        if tells[i] and i + 1 < len(tokens) and tells[i + 1] and root(tokens[i + 1].lower) not in TASK_VERBS:
            pair = tokens[i + 1]
            yield f"{stem(token.lower)} {stem(pair.lower)}", f"{token.lower} {pair.lower}"


def _tells(token: Token, names: frozenset[str]) -> bool:
    word = token.lower.removesuffix("'s")
    if not token.is_word or len(word) < 3 or word in names:
        return False
    groups = (STOPWORDS, _PLAIN, MONTHS, WEEKDAYS)
    return not any(word in group for group in groups) and stem(word) not in REPORTING
