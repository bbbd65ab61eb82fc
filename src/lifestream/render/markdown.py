"""A document as Markdown, in the shape of its template."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from lifestream.domain.document import Document
from lifestream.render.journal import journal_lines
from lifestream.render.minutes import minutes_lines
from lifestream.render.page import Page


def render_markdown(
    document: Document, *, media_url: str | None = None, images: Mapping[str, str] | None = None
) -> str:
    """Write a document as one Markdown page, in which every timecode links to its moment.

    ``media_url`` is where the recording lies: a path relative to the page or a web address; without
    one it is the recording's file name. ``images`` says the same of pictures, by keyframe id;
    keyframes it does not name are not shown. Nothing in the document can add markup to the page.
    """
    page = Page(document, media_url or document.recording.filename, images or {})
    lines = minutes_lines(page) if document.template == "minutes" else journal_lines(page)
    spaced = [lines[0], *(line for before, line in pairwise(lines) if before or line)]
    return "\n".join(spaced).rstrip("\n") + "\n"
