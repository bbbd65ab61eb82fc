"""A question to the library."""

from __future__ import annotations

from functools import cache

from lifestream.domain.answer import Answer, Turn
from lifestream.domain.document import Document
from lifestream.domain.search import Query
from lifestream.domain.timeline import Timeline
from lifestream.library.library import Library
from lifestream.library.view import view
from lifestream.ports.answerer import Answerer
from lifestream.search.answer import Asked, Hear, answer


def ask(
    library: Library,
    query: Query,
    turns: tuple[Turn, ...] = (),
    answerer: Answerer | None = None,
    hear: Hear | None = None,
) -> Answer:
    """Answer from what the recordings say, as edited; ``hear`` gets each sentence as soon as it is checked.

    Raises:
        InputError: the question is empty, too long, or names a day that there is not.
        NotFoundError: it is limited to a recording that there is not.
    """

    @cache
    def read(recording: str) -> tuple[Document, Timeline]:
        seen = view(library, recording)
        return seen.document, seen.timeline

    return answer(Asked(query, turns), library.sources(), read, answerer, hear)
