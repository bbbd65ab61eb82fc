"""Which pictures a page shows."""

from __future__ import annotations

from lifestream.domain.document import Document

MOST_SIGHTS = 6
"""Pictures under "Things seen", spread over the recording."""


def shown_keyframes(document: Document) -> tuple[str, ...]:
    """The ids of all keyframes that a Markdown page of this document shows."""
    chapters = (chapter.keyframe for chapter in document.chapters if chapter.keyframe)
    return tuple(dict.fromkeys((*chapters, *sights(document))))


def sights(document: Document) -> tuple[str, ...]:
    """The ids of pictures of a journal entry that are neither slides nor shown with a chapter."""
    if document.template != "journal":
        return ()
    told = {chapter.keyframe for chapter in document.chapters}
    free = [k.id for k in document.keyframes if k.id not in told and not k.slide and k.kind not in ("slide", "screen")]
    if len(free) <= MOST_SIGHTS:
        return tuple(free)
    return tuple(free[(2 * i + 1) * len(free) // (2 * MOST_SIGHTS)] for i in range(MOST_SIGHTS))
