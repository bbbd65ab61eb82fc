"""The spine: one recording in, a written and verified document out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from lifestream.domain.chunk import Chunk
from lifestream.domain.document import Document
from lifestream.domain.media import Media
from lifestream.domain.notes import ChunkNotes, Notes
from lifestream.domain.recording import Recording
from lifestream.domain.stage import Stage
from lifestream.domain.timeline import Timeline
from lifestream.errors import InputError
from lifestream.pipeline.align import align
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.classify import classify
from lifestream.pipeline.compose import compose
from lifestream.pipeline.find_chapters import find_chapters
from lifestream.pipeline.hear import hear, understand
from lifestream.pipeline.name_speakers import name_speakers
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.see import see
from lifestream.pipeline.split import split
from lifestream.pipeline.take_notes import take_notes
from lifestream.pipeline.tools import Tools
from lifestream.ports.writer import WritingContext
from lifestream.verify.claims import EvidenceBase, verify_notes

CONCURRENT_CHUNKS = 4
"""Chunks written about at once: a language-model server works on several; the built-in writer is quick."""


def process(recording: Recording, tools: Tools, options: ProcessOptions, step: Steps) -> tuple[Document, Timeline]:
    """Turn one recording into a document, and the timeline that it cites.

    A recording without an id gets one from its content.

    Raises:
        InputError: the recording cannot be read at all.
        Cancelled: somebody asked to stop; finished stages are kept.
    """
    media = step(
        Stage.PROBE, Media, lambda watch: tools.decoder.probe(Path(recording.path), watch), _identity(recording)
    )
    step.media_seconds = media.duration
    recording = replace(recording, id=recording.id or f"rec_{media.sha256[:12]}")
    heard, scenes = step.both(
        lambda: hear(recording, media, tools, options, step), lambda: see(recording, media, tools, step)
    )
    transcript = understand(heard, media, scenes, tools, options, step)
    timeline = step.attempt(
        Stage.ALIGN,
        align(recording, media, transcript, scenes),
        lambda _: align(recording, media, name_speakers(transcript, scenes), scenes),
        recording,
        media,
        transcript,
        scenes,
    )
    notes = take_all_notes(timeline, tools, options, step)
    document = step.attempt(
        Stage.COMPOSE,
        unwritten(timeline, options),
        lambda _: write(timeline, notes, tools, options),
        timeline,
        notes,
        options.kind,
        options.template,
        tools.embedder.fingerprint,
    )
    return replace(document, failures=tuple(step.failures)), timeline


def take_all_notes(timeline: Timeline, tools: Tools, options: ProcessOptions, step: Steps) -> Notes:
    """Write about each chunk, one stored step a chunk."""
    chunks = split(timeline, options.chunk_seconds)
    languages = timeline.transcript.languages
    context = WritingContext(
        recorded_at=timeline.recording.recorded_at or timeline.media.origin.recorded_at,
        speakers=tuple(replace(s, voiceprint=None) for s in timeline.transcript.speakers),
        language=languages[0].code if languages else "en",
        chunk_count=len(chunks),
    )
    writer, fallback = tools.writers[0], tools.writers[-1]

    def written(chunk: Chunk) -> ChunkNotes:
        return step.attempt(
            Stage.NOTES,
            ChunkNotes(chunk.index, chunk.segment, title="Not written"),
            lambda _: take_notes(chunk, writer, fallback, context),
            chunk,
            context,
            writer.fingerprint,
            # Notes that the fallback wrote are not kept: the next run asks the writer again.
            usable=lambda notes: notes.writer == writer.fingerprint,
        )

    with ThreadPoolExecutor(CONCURRENT_CHUNKS, thread_name_prefix="writer") as pool:
        return Notes(tuple(pool.map(written, chunks)))


def write(timeline: Timeline, notes: Notes, tools: Tools, options: ProcessOptions) -> Document:
    """Verify every claim of the notes, then arrange what holds."""
    evidence = EvidenceBase.of(timeline)
    verified = Notes(tuple(verify_notes(chunk, evidence, tools.embedder) for chunk in notes.chunks))
    kind = classify(timeline, options.kind)
    return compose(timeline, verified, kind, find_chapters(timeline, tools.embedder), options.template)


def unwritten(timeline: Timeline, options: ProcessOptions) -> Document:
    """The document of a recording about which nothing could be written: what was measured stays."""
    return Document(
        recording=timeline.recording,
        media=timeline.media,
        template=options.template or "journal",
        kind=classify(timeline, options.kind),
        title=timeline.recording.title or timeline.recording.filename,
        speakers=timeline.transcript.speakers,
        keyframes=timeline.scenes.keyframes,
        slides=timeline.scenes.slides,
    )


def _identity(recording: Recording) -> str:
    """What a file is as long as nobody touched it."""
    path = Path(recording.path)
    try:
        facts = path.stat()
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened: {error.strerror}.", remedy="Check the name and the permissions."
        ) from error
    return f"{path.resolve()}|{facts.st_size}|{facts.st_mtime_ns}"
