"""How many questions about dialogues that the answerer's rules were not made for are answered, and refused.

The bounds are what was reached, less one for processors that round otherwise: they keep a change from losing more
than it gains. ``questions/dev.json`` may be learnt from; of ``held.json`` only the counts are looked at.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import dialogue, timeline
from tests.library import local_library

from lifestream.bootstrap import open_library
from lifestream.config import Settings
from lifestream.domain.answer import Answer
from lifestream.domain.document import Document, Kind
from lifestream.domain.search import Query
from lifestream.domain.speaker import Speaker
from lifestream.domain.timeline import Timeline
from lifestream.library.add import Processed, add
from lifestream.library.ask import ask
from lifestream.library.library import Library

FOLDER = Path(__file__).parent


def heard(path: Path) -> tuple[Document, Timeline]:
    """A dialogue as a recording about which nothing was written: answers rest on what was said alone."""
    talk = json.loads(path.read_text(encoding="utf-8"))
    spoken = dialogue(*((line["speaker"], line["text"]) for line in talk["utterances"]))
    speakers = tuple(
        Speaker(id, name, "self-introduction" if name else "none") for id, name in talk["speakers"].items()
    )
    recorded_at = datetime.fromisoformat(talk["recorded_at"]).replace(tzinfo=UTC)
    base = timeline(*spoken, speakers=speakers, recorded_at=recorded_at)
    recording = replace(base.recording, id=id_of(path.stem), filename=f"{path.stem}.mp4", path=f"/{path.stem}.mp4")
    base = replace(base, recording=recording)
    return Document(recording, base.media, "minutes", Kind("meeting", (), ()), path.stem, speakers=speakers), base


def id_of(talk: str) -> str:
    return f"rec_{talk.replace('_', '')}"


def is_right(row: dict, answer: Answer) -> bool:
    wanted = {f"u{place + 1}" for place in row["utterances"]}
    said = answer.text.casefold()
    has_it = answer.is_found and any(text.casefold() in said for text in row["holds"])
    cited = [citation for sentence in answer.sentences for citation in sentence.citations]
    return has_it and any(c.recording == id_of(row["talk"]) and c.ref in wanted for c in cited)


def library_of(half: str, home: Path) -> Library:
    library = replace(local_library(home), embedder=open_library(Settings()).embedder)
    for path in sorted((FOLDER / "dialogues").glob(f"{half}_*.json")):
        add(library, Processed(*heard(path)))
    return library


@pytest.mark.parametrize(("half", "right", "refused"), [("dev", 21, 28), ("held", 17, 27)])
def test_as_many_are_answered_and_refused_as_was_reached(half: str, right: int, refused: int, tmp_path: Path) -> None:
    library = library_of(half, tmp_path)
    questions = json.loads((FOLDER / "questions" / f"{half}.json").read_text(encoding="utf-8"))
    answered = [is_right(row, ask(library, Query(row["question"]))) for row in questions["answerable"]]
    silent = [not ask(library, Query(row["question"])).is_found for row in questions["unanswerable"]]
    assert sum(answered) >= right, f"{sum(answered)} of {len(answered)} answered"
    assert sum(silent) >= refused, f"{sum(silent)} of {len(silent)} refused"
