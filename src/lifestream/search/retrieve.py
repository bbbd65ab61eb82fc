"""A query in, moments out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lifestream.domain.passage import Filters, Scope
from lifestream.domain.search import Hit, Interpretation, Query, Results
from lifestream.errors import ConfigurationError, InputError
from lifestream.ports.embedder import Embedder
from lifestream.ports.index import Found, Index, Term
from lifestream.ports.library_store import LibraryStore
from lifestream.ports.people_store import PeopleStore
from lifestream.search.dates import find_days, without
from lifestream.search.fuse import Fused, fuse
from lifestream.search.moments import merge_moments
from lifestream.search.terms import read_query, terms_of

CANDIDATES = 60
"""Passages that are taken of each way of finding; hits are made of them."""
MOST_HITS = 200
BY_NAME = 0.1
"""What a moment gains where somebody speaks whom the query names."""
DULL = 0.05
"""Hits below this share of the score's range tell nothing."""


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
    plain = without(text, days) or text
    scope = _scope(filters, sources.store)
    named = _named(plain, sources)
    terms = terms_of(plain)
    by_words = _by_words(terms, sources.index, scope)
    by_meaning, why_not = _by_meaning(plain, sources, scope)
    hits = [_hit(fused, terms, named) for fused in fuse(by_words, by_meaning)]
    found = merge_moments(sorted((h for h in hits if h.score > DULL), key=lambda h: -h.score))
    return Results(
        query,
        found[: query.limit],
        "keyword" if why_not else "hybrid",
        why_not,
        days,
        sources.index.state().unembedded,
        notes,
    )


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


def _scope(filters: Filters, store: LibraryStore) -> Scope:
    """Filters as the index knows them: whose voice it is, is known passage by passage."""
    outside = replace(filters, people=(), modalities=())
    recordings = None if outside == Filters() else store.recordings(outside)
    return Scope(recordings, filters.people, filters.modalities)


def _named(text: str, sources: Sources) -> dict[str, str]:
    """The people whom a query names: each known name that they have, folded, and how it is written.

    A first name is enough where only one person has it.
    """
    written = sources.store.names()
    known = dict(zip(written, written, strict=True))
    for person in sources.people.people():
        known |= dict.fromkeys((person.name, *person.aliases), person.name)
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    first: dict[str, set[str]] = {}
    for name in known:
        first.setdefault(name.split()[0].casefold() if name.split() else "", set()).add(known[name])
    found = {known[name] for name in known if name.split() and {w.casefold() for w in name.split()} <= words}
    found |= {name for part, names in first.items() if part in words and len(names) == 1 for name in names}
    return {name.casefold(): name for name in found}


def _by_words(terms: Sequence[Term], index: Index, scope: Scope) -> tuple[Found, ...]:
    """Passages that hold the words; where none does, those that hold words which begin so."""
    found = index.find_words(terms, CANDIDATES, scope)
    if found or any(term.is_prefix for term in terms):
        return found
    beginnings = [replace(term, is_prefix=True) for term in terms if len(term.text) > 2]
    return index.find_words(beginnings, CANDIDATES, scope)


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


def _hit(fused: Fused, terms: Sequence[Term], named: dict[str, str]) -> Hit:
    passage = fused.passage
    held = tuple(term.text for term in terms if _holds(f"{passage.text} {' '.join(passage.people)}", term))
    people = tuple(named[name.casefold()] for name in passage.people if name.casefold() in named)
    gain = BY_NAME if people and passage.modality in {"speech", "claim"} else 0.0
    return Hit(passage, min(1.0, fused.score + gain), held, people, fused.meaning)


def _holds(text: str, term: Term) -> bool:
    """Whether a text holds a word, or one that differs in its ending alone; only for showing why it was found."""
    root = term.text if len(term.text) < 5 else term.text[: max(4, len(term.text) - 2)]
    return re.search(rf"(?<!\w){re.escape(root)}", text, re.IGNORECASE) is not None
