"""A query in, moments out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from lifestream.domain.passage import Filters, Passage, Scope
from lifestream.domain.person import Person
from lifestream.domain.search import Hit, Interpretation, Query, Results
from lifestream.errors import ConfigurationError, InputError
from lifestream.ports.embedder import Embedder
from lifestream.ports.index import Found, Index, Term
from lifestream.ports.library_store import LibraryStore
from lifestream.ports.people_store import PeopleStore
from lifestream.search.dates import find_days, without
from lifestream.search.fuse import Fused, fuse
from lifestream.search.moments import merge_moments
from lifestream.search.terms import held_in, is_stop_word, read_query, terms_of

CANDIDATES = 60
"""Passages that are taken of each way of finding; hits are made of them."""
MOST_HITS = 200
COMMON_NAMES = frozenset("may june april august dawn faith grace hope joy mark bill will art rose summer".split())
"""Names that are words, too."""
BY_NAME = 0.1
"""What a moment gains where somebody speaks whom the query names."""
FAINT = 0.3
"""The cosine from which a passage that was not found by words is a hit: words that mean nothing reach as much."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a search looks, and the day it takes for today."""

    store: LibraryStore
    people: PeopleStore
    index: Index
    embedder: Callable[[], Embedder]
    today: date


def retrieve(query: Query, sources: Sources) -> Results:
    """Find the moments that a query means, best first.

    Words and meanings are both looked for; where meanings cannot be, the results say so and why.

    Raises:
        InputError: the query is empty, too long, or names a day that there is not.
        NotFoundError: it is limited to a recording that there is not.
    """
    text = read_query(query.text)
    if not 1 <= query.limit <= MOST_HITS:
        raise InputError(f"{query.limit} hits cannot be given.", remedy=f"Ask for 1 to {MOST_HITS}.")
    for recording in query.filters.recordings:
        sources.store.entry(recording)
    filters, days, notes = _limited(text, query, sources)
    plain = without(text, days)
    if plain or not days:
        hits, why_not = _search(plain, sources, _scope(filters, sources))
    else:
        hits, why_not = _of_days(filters, query.limit, sources), ""
    return Results(
        query,
        tuple(_titled(hit, sources.store) for hit in merge_moments(hits)[: query.limit]),
        "keyword" if why_not else "hybrid",
        why_not,
        days,
        sources.index.state().unembedded,
        notes,
    )


def _search(text: str, sources: Sources, scope: Scope) -> tuple[list[Hit], str]:
    """Hits by words and by meaning, best first; and why meanings were not compared, where they were not."""
    named = _named(text, sources)
    terms, by_words = _by_words(terms_of(text), sources.index, scope)
    by_meaning, why_not = _by_meaning(text, sources, scope)
    held = {found.passage.id: held_in(all_words(found.passage), terms) for found in (*by_words, *by_meaning)}
    shares = {id: len(words) / max(len(terms), 1) for id, words in held.items()}
    worded = {found.passage.id for found in by_words}
    hits = [
        _hit(fused, held[fused.passage.id], named)
        for fused in fuse(by_words, by_meaning, shares)
        if fused.passage.id in worded or (fused.meaning or 0.0) >= FAINT
    ]
    return sorted(hits, key=lambda h: -h.score), why_not


def _of_days(filters: Filters, limit: int, sources: Sources) -> list[Hit]:
    """The recordings of some days, for somebody who asks for nothing else: each by its title."""
    titles = (
        next((p for p in sources.index.passages(entry.id) if p.modality == "title"), None)
        for entry in sources.store.entries(filters)[:limit]
    )
    return [Hit(title, 1.0) for title in titles if title]


def _limited(text: str, query: Query, sources: Sources) -> tuple[Filters, tuple[Interpretation, ...], tuple[str, ...]]:
    """The filters of a query with the days that its words name.

    A day on which nothing was recorded is one that somebody spoke of: its words are looked for like any others.
    """
    filters = query.filters
    if query.is_literal or filters.first_day or filters.last_day:
        return filters, (), ()
    days, notes = [], []
    for day in find_days(text, sources.today):
        limited = replace(
            filters,
            first_day=max(filter(None, (filters.first_day, day.first_day)), default=None),
            last_day=min(filter(None, (filters.last_day, day.last_day)), default=None),
        )
        if sources.store.recordings(limited):
            filters = limited
            days.append(day)
        else:
            notes.append(f"Nothing was recorded “{day.text}”: these words were looked for as they are.")
    return filters, tuple(days), tuple(notes)


def _scope(filters: Filters, sources: Sources) -> Scope:
    """Filters as the index knows them: whose voice it is, is known passage by passage."""
    outside = replace(filters, people=(), modalities=())
    recordings = None if outside == Filters() else sources.store.recordings(outside)
    return Scope(recordings, _all_names(filters.people, sources.people.people()), filters.modalities)


def _all_names(names: tuple[str, ...], people: Iterable[Person]) -> tuple[str, ...]:
    """Names, and the others that people of these names go by."""
    wanted = {name.casefold() for name in names}
    others = (
        other
        for person in people
        if not wanted.isdisjoint(n.casefold() for n in (person.name, *person.aliases))
        for other in (person.name, *person.aliases)
    )
    return tuple(dict.fromkeys((*names, *others))) if names else ()


def _named(text: str, sources: Sources) -> dict[str, str]:
    """The people whom a query names: each known name that they have, folded, and how it is written.

    The first name is enough, or the last, where only one person has it. One that is a common word ("Will", "May") is
    a name where it is written as such, and not because a sentence begins with it.
    """
    known = {name: name for name in sources.store.names()}
    for person in sources.people.people():
        known |= dict.fromkeys((person.name, *person.aliases), person.name)
    words = _words(text)
    sure = {word.casefold() for n, word in enumerate(words) if not _is_common(word) or (n and word[0].isupper())}
    parts = {name: tuple(word.casefold() for word in _words(name)) for name in known}
    holders: dict[str, set[str]] = {}
    for name, own in parts.items():
        for part in (*own[:1], *own[-1:]):
            holders.setdefault(part, set()).add(known[name])
    found = {known[name] for name, own in parts.items() if own and sure.issuperset(own)}
    found |= {name for part, names in holders.items() if part in sure and len(names) == 1 for name in names}
    # Passages know people by the name that they had when they were made, which may be an alias by now.
    return {name.casefold(): written for name, written in known.items() if written in found}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _is_common(word: str) -> bool:
    return is_stop_word(word) or word.casefold() in COMMON_NAMES


def _by_words(terms: tuple[Term, ...], index: Index, scope: Scope) -> tuple[tuple[Term, ...], tuple[Found, ...]]:
    """Passages that hold the words, or, where none does, words which begin so; and what was looked for."""
    found = index.find_words(terms, CANDIDATES, scope)
    if found or any(term.is_prefix for term in terms):
        return terms, found
    beginnings = tuple(replace(term, is_prefix=True) for term in terms if len(term.text) > 2)
    found = index.find_words(beginnings, CANDIDATES, scope)
    return (beginnings if found else terms), found


def _by_meaning(text: str, sources: Sources, scope: Scope) -> tuple[tuple[Found, ...], str]:
    """Passages that mean the like; none, and why, where meanings cannot be compared."""
    state = sources.index.state()
    if state.passages and state.passages == state.unembedded:
        return (), "no passage has a vector yet; 'lifestream reindex' makes them"
    try:
        embedder = sources.embedder()
    except ConfigurationError as error:
        return (), f"{error.message} {error.remedy}".strip()
    if state.embedder is not None and state.embedder != embedder.fingerprint:
        return (), "the vectors are of another model; 'lifestream reindex' makes them anew"
    return sources.index.find_near(embedder.embed([text])[0], CANDIDATES, scope), ""


def _hit(fused: Fused, held: tuple[str, ...], named: dict[str, str]) -> Hit:
    passage = fused.passage
    people = tuple(dict.fromkeys(named[name.casefold()] for name in passage.people if name.casefold() in named))
    gain = BY_NAME if people and passage.modality in {"speech", "claim"} else 0.0
    return Hit(passage, min(1.0, fused.score + gain), held, people, fused.meaning)


def _titled(hit: Hit, store: LibraryStore) -> Hit:
    entry = store.entry(hit.passage.recording)
    return replace(hit, title=entry.title, day=entry.day)


def all_words(passage: Passage) -> str:
    """Everything of a passage that words are looked for in."""
    return " \n".join((passage.text, passage.context, *passage.people))
