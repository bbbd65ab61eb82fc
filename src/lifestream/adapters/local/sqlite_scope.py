"""A scope as the database can look at it: before anything is scored, not after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from lifestream.adapters.local.database import Database
from lifestream.domain.passage import Passage, Scope

FEW = 64
"""Recordings that are named one by one in the index of words; more of them are looked up passage by passage."""
_LISTED = "recording IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Limits:
    """What passages must have: words of the column ``marks``, as a query of FTS5, and one of so many recordings.

    Both are ``None`` where everything is inside.
    """

    marks: str | None = None
    recordings: tuple[str, ...] | None = None

    def condition(self, number: str) -> tuple[str, tuple[object, ...]]:
        """What is left to ask of each passage, as SQL over its number, and its values."""
        if self.recordings is None:
            return "1", ()
        # Among the columns, not the conditions, so that SQLite looks at this one passage and not through recordings.
        asked = f"(SELECT {_LISTED} FROM passages WHERE passages.number = {number})"  # noqa: S608
        return asked, (json.dumps(self.recordings),)

    def numbers(self, database: Database) -> NDArray[np.int64] | None:
        """The numbers of all passages inside, rising; ``None`` where all are."""
        # As one text, which is read ten times as fast as so many rows.
        if self.marks is not None:
            condition, values = self.condition("words.rowid")
            sql = f"SELECT group_concat(rowid) FROM words WHERE words MATCH ? AND {condition}"  # noqa: S608
            (row,) = database.read(sql, (self.marks, *values))
        elif self.recordings is not None:
            sql = f"SELECT group_concat(number) FROM passages WHERE {_LISTED}"  # noqa: S608
            (row,) = database.read(sql, (json.dumps(self.recordings),))
        else:
            return None
        return np.sort(np.fromstring(row[0] or "", np.int64, sep=","))


def limits_of(scope: Scope) -> Limits:
    """The limits that a scope sets."""
    groups = [
        [_mark("modality", modality) for modality in scope.modalities],
        [_mark("voice", name.casefold()) for name in scope.people],
    ]
    recordings = None if scope.recordings is None else tuple(sorted(scope.recordings))
    if recordings and len(recordings) <= FEW:
        groups.append([_mark("recording", recording) for recording in recordings])
        recordings = None
    asked = [f"({' OR '.join(group)})" for group in groups if group]
    return Limits(f"marks : ({' AND '.join(asked)})" if asked else None, recordings)


def marks_of(passage: Passage) -> str:
    """The words by which a passage is found to be in a scope."""
    marks = [_mark("recording", passage.recording), _mark("modality", passage.modality)]
    marks += [_mark("voice", name.casefold()) for name in (*passage.people, *passage.speakers)]
    return " ".join(dict.fromkeys(marks))


def _mark(kind: str, value: str) -> str:
    """A word for a value, whatever is in it: digits, which no stemmer changes."""
    digest = blake2b(f"{kind}\0{value}".encode("utf-8", "replace"), digest_size=8).digest()
    return str(int.from_bytes(digest))
