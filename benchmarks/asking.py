"""A library of all items, searched and asked through the product's own functions."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.outcome import Outcome
from benchmarks.questions import Asking, Shown
from benchmarks.scores.recall import AskScore, is_right, passages_that_answer, passages_that_show, rank_of
from lifestream.bootstrap import open_library
from lifestream.config import load_settings
from lifestream.domain.answer import Answer
from lifestream.domain.passage import Passage
from lifestream.domain.search import Query
from lifestream.library.add import Processed, add
from lifestream.library.ask import ask
from lifestream.library.library import Library
from lifestream.search.retrieve import retrieve

HITS = 10


def fill(home: Path, outcomes: Sequence[Outcome], show: Callable[[int], None]) -> tuple[Library, dict[str, str]]:
    """A new library with every outcome in it, and the recording id of each item."""
    shutil.rmtree(home, ignore_errors=True)
    library = open_library(load_settings().model_copy(update={"home": home}))
    ids: dict[str, str] = {}
    for number, outcome in enumerate(outcomes):
        show(number)
        ids[outcome.item.id] = add(library, Processed(outcome.document, outcome.timeline)).id
    return library, ids


def score_question(asking: Asking, library: Library, ids: dict[str, str]) -> AskScore:
    """Search for one question, then ask it."""
    hits = retrieve(Query(asking.text, limit=HITS), library.sources()).hits
    answer = ask(library, Query(asking.text))
    return AskScore(
        asking.item,
        asking.text,
        asking.is_chosen,
        answer.is_found,
        rank_of(passages_that_answer(asking, _passages(asking.item, library, ids)), hits) if asking.span else None,
        is_right(asking, answer, ids) if asking.span else None,
        cited=sum(len(sentence.citations) for sentence in answer.sentences),
        resolved=_resolved(answer, library),
        is_held=asking.is_held,
    )


def find_slide(shown: Shown, library: Library, ids: dict[str, str]) -> int | None:
    """The place at which a search for a line finds the slide that shows it."""
    hits = retrieve(Query(shown.line, limit=HITS), library.sources()).hits
    return rank_of(passages_that_show(shown, _passages(shown.item, library, ids)), hits)


def _passages(item: str, library: Library, ids: dict[str, str]) -> tuple[Passage, ...]:
    return library.index.passages(ids[item]) if item in ids else ()


def _resolved(answer: Answer, library: Library) -> int:
    """How many citations name an utterance or keyframe that is there, at the time that they say."""
    count = 0
    for citation in (c for sentence in answer.sentences for c in sentence.citations):
        timeline = library.store.timeline(citation.recording)
        utterance = timeline.utterances().get(citation.ref)
        keyframe = timeline.keyframes().get(citation.ref)
        is_said = utterance is not None and utterance.segment == citation.segment
        is_shown = keyframe is not None and citation.segment.start <= keyframe.time <= timeline.media.duration
        count += is_said or is_shown
    return count
