"""Passages by their words: BM25 by FTS5, whose cost is bounded however frequent the words are."""

from __future__ import annotations

from collections.abc import Sequence

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_scope import Limits
from lifestream.ports.index import Term

MOST = 5_000
"""Passages that are scored at once, at about a microsecond each; of what more of them hold, the newest so many."""
WEIGHTS = "1.0, 0.3, 0.5, 0.0"
"""What a word counts in the text, in the heading, as the name of a speaker, and as a mark."""
LONGEST = 1_000
"""Characters of a term; no passage holds a longer one."""


def find_words(database: Database, terms: Sequence[Term], limit: int, limits: Limits) -> list[tuple[int, float]]:
    """The numbers and scores of passages that hold any of the terms, best first.

    Where all terms together are in few passages, or the library is small, this is BM25 over all of them. Else the
    rarest ones choose, and the others count in what was chosen: a passage that holds none of the rare ones has
    little to say of them. Only where too few were chosen, frequent words find passages as well: those that hold
    all of them, then one less, at last any.
    """
    search = _Search(database, limit, limits)
    counts = {term: search.count(term) for term in dict.fromkeys(map(_quoted, filter(_has_word, terms)))}
    known = sorted((term for term in counts if counts[term]), key=lambda term: counts[term])
    rare, total = list[str](), 0
    while known and total + counts[known[0]] <= MOST:
        total += counts[known[0]]
        rare.append(known.pop(0))
    found: dict[int, float] = {}
    if rare:
        found = search.best(_any(rare))
        if known:  # what holds frequent words as well has a higher score, this one
            found |= search.best(f"({_any(rare)}) AND ({_any(known)})")
    for size in range(len(known), 0, -1):
        if len(found) >= limit:
            break
        found = search.best(" AND ".join(known[:size]) if size > 1 else _any(known)) | found
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


class _Search:
    """Queries of FTS5 within limits."""

    def __init__(self, database: Database, limit: int, limits: Limits) -> None:
        self._database = database
        self._limit = limit
        self._limits = limits

    def count(self, match: str) -> int:
        """How many passages match, or more: long lists of recordings are not looked at."""
        rows = self._database.read("SELECT count(*) FROM words WHERE words MATCH ?", (self._inside(match),))
        return int(rows[0][0])

    def best(self, match: str) -> dict[int, float]:
        """The numbers and scores of the best that match, of the newest ``MOST``."""
        condition, values = self._limits.condition("words.rowid")
        rows = self._database.read(
            f"SELECT number, score FROM (SELECT rowid AS number, -bm25(words, {WEIGHTS}) AS score FROM words "  # noqa: S608
            f"WHERE words MATCH ? AND {condition} ORDER BY rowid DESC LIMIT ?) ORDER BY score DESC LIMIT ?",
            (self._inside(match), *values, max(MOST, self._limit), self._limit),
        )
        return {row["number"]: row["score"] for row in rows}

    def _inside(self, match: str) -> str:
        words = f"{{text context people}} : ({match})"
        return words if self._limits.marks is None else f"({self._limits.marks}) AND ({words})"


def _any(matches: Sequence[str]) -> str:
    return " OR ".join(matches)


def _has_word(term: Term) -> bool:
    return len(term.text) <= LONGEST and any(map(str.isalnum, term.text))


def _quoted(term: Term) -> str:
    """A term as a string of FTS5: whatever is in it, it is no operator."""
    plain = term.text.encode("utf-8", "replace").decode().replace("\0", " ").replace('"', '""')
    return f'"{plain}"' + ("*" if term.is_prefix else "")
