"""A document as JSON, and the schema it keeps to."""

from __future__ import annotations

import json
from dataclasses import replace

from lifestream import codec
from lifestream.domain.document import SCHEMA_VERSION, Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render_json(document: Document) -> str:
    """Write a document as JSON that ``codec.load(Document, …)`` reads back.

    Voiceprints are left out: they are the speakers', not the page's.
    """
    shared = replace(
        document,
        speakers=tuple(replace(speaker, voiceprint=None) for speaker in document.speakers),
        contributions=tuple(
            replace(spoken, speaker=replace(spoken.speaker, voiceprint=None)) for spoken in document.contributions
        ),
    )
    return codec.dump(shared, indent=2).decode() + "\n"


def render_schema() -> str:
    """Write the JSON Schema (2020-12) of a document, as it is published in ``docs/schema``."""
    head = {"$schema": DIALECT, "$comment": f"LifeStream document, version {SCHEMA_VERSION}"}
    return json.dumps({**head, **codec.schema(Document)}, indent=2, sort_keys=True) + "\n"
