"""Documents as JSON, and the published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.documents import ALICE, meeting, outing

from lifestream import codec
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Voiceprint
from lifestream.domain.transcript import Dropped
from lifestream.render.json import render_json, render_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "document.schema.json"


def test_a_document_is_read_back_from_its_json() -> None:
    for document in (meeting(), outing()):
        assert codec.load(Document, render_json(document)) == document


def test_text_that_was_not_believed_is_given_with_its_time_and_the_reason() -> None:
    document = replace(meeting(), dropped=(Dropped(Segment(8.0, 10.0), "thanks for watching", "no-speech"),))
    written = json.loads(render_json(document))
    assert written["dropped"] == [
        {"segment": {"start": 8.0, "end": 10.0}, "text": "thanks for watching", "reason": "no-speech"}
    ]


def test_a_document_from_before_that_is_still_read() -> None:
    written = json.loads(render_json(meeting()))
    del written["dropped"], written["recording"]["is_day"]
    assert codec.load(Document, json.dumps(written)) == meeting()


def test_voiceprints_are_not_given_away() -> None:
    known = replace(ALICE, voiceprint=Voiceprint((0.6, 0.8), 12.0))
    document = replace(
        meeting(), speakers=(known,), contributions=(replace(meeting().contributions[0], speaker=known),)
    )
    written = json.loads(render_json(document))
    assert written["speakers"][0]["voiceprint"] is None
    assert written["contributions"][0]["speaker"]["voiceprint"] is None


def test_the_published_schema_is_current() -> None:
    """If not: ``python -c "from lifestream.render.json import *; print(render_schema(), end='')" > docs/schema/…``."""
    assert PUBLISHED.read_text(encoding="utf-8") == render_schema()
