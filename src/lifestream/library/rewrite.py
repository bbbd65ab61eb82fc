"""Writing anew about a recording that was heard and seen already, from its transcript as edited."""

from __future__ import annotations

from dataclasses import replace

from lifestream.domain.document import Document, RecordingKind, StageFailure, Template
from lifestream.domain.entry import Entry
from lifestream.domain.stage import Stage
from lifestream.library.add import reindex
from lifestream.library.library import Library
from lifestream.library.view import view
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.process import take_all_notes, write
from lifestream.pipeline.tools import Tools


def rewrite(
    library: Library,
    tools: Tools,
    step: Steps,
    recording: str,
    *,
    kind: RecordingKind | None = None,
    template: Template | None = None,
) -> Entry:
    """Run the writing stages alone; edits of statements are laid over the new text as over the old one.

    Raises:
        NotFoundError: there is no recording of that id.
        ModelError, UnavailableError: nothing could be written; the old text stays.
    """
    machine = library.store.timeline(recording)
    before = library.store.document(recording)
    seen = view(library, recording)
    if kind is None and before.kind.is_override:
        kind = before.kind.label
    options = ProcessOptions(kind=kind, template=template)
    step.media_seconds = before.media.duration
    notes = take_all_notes(seen.timeline, tools, options, step)
    document = step(
        Stage.COMPOSE,
        Document,
        lambda watch: write(seen.timeline, notes, tools, options, watch),
        seen.timeline,
        notes,
        kind,
        template,
        lambda: tools.embedder.fingerprint,
    )
    document = replace(document, failures=(*_of_hearing_and_seeing(before), *step.failures))
    with library.store.transaction():
        entry = library.store.entry(recording)
        entry = replace(
            entry,
            title=entry.title if entry.is_titled else document.title,
            kind=document.kind.label,
            is_stale=False,
            changed_at=library.clock.now(),
        )
        library.store.put(entry, document, machine)
        library.store.hold(recording, step.keys)
    return reindex(library, recording)


def _of_hearing_and_seeing(document: Document) -> tuple[StageFailure, ...]:
    """What had failed before anything was written: that is as it was."""
    writing = {str(Stage.NOTES), str(Stage.COMPOSE)}
    return tuple(failure for failure in document.failures if failure.stage not in writing)
