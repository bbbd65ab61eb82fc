"""A recording as its reader sees it: what the machine wrote, with what people changed laid over it."""

from __future__ import annotations

from lifestream.library.library import Library
from lifestream.library.overlay import View, overlay


def view(library: Library, recording: str) -> View:
    """A recording as edited.

    Raises:
        NotFoundError: there is no recording of that id.
    """
    store = library.store
    return overlay(store.document(recording), store.timeline(recording), store.edits(recording))
