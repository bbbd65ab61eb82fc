"""The spine: one recording in, a written and verified document out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from lifestream.domain.chunk import Chunk
from lifestream.domain.document import Document, Kind, RecordingKind
from lifestream.domain.media import Media
from lifestream.domain.notes import ChunkNotes, Notes
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Scenes
from lifestream.domain.segment import timecode
from lifestream.domain.stage import Stage
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript
from lifestream.errors import InputError, UndecodableError
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
from lifestream.ports.watch import Watch
from lifestream.ports.writer import WritingContext
from lifestream.verify.claims import EvidenceBase, verify_notes

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", re.DOTALL)
"""What somebody takes for a file; a path has lost one of its slashes."""
CONCURRENT_CHUNKS = 4
"""Chunks written about at once: a language-model server works on several; the built-in writer is quick."""
VERIFYING, COMPOSING = 0.7, 0.8
"""Shares of the last stage that are done when claims are verified and chapters found."""


def process(recording: Recording, tools: Tools, options: ProcessOptions, step: Steps) -> tuple[Document, Timeline]:
    """Turn one recording into a document, and the timeline that it cites.

    A recording without an id gets one from its content.

    Raises:
        InputError: the recording cannot be read at all, or nothing of any of its tracks can be decoded.
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
    _refuse_undecodable(recording, media, step)
    transcript = understand(heard, media, scenes, tools, options, step)
    timeline = _aligned(recording, media, transcript, scenes, step)
    notes = take_all_notes(timeline, tools, options, step)
    document = step.guard(
        Stage.COMPOSE,
        Document,
        lambda: unwritten(timeline, options),
        lambda watch: write(timeline, notes, tools, options, watch),
        timeline,
        notes,
        options.kind,
        options.template,
        lambda: tools.embedder.fingerprint,
    )
    return replace(document, kind=_heard_kind(document.kind, step), failures=tuple(step.failures)), timeline


def _refuse_undecodable(recording: Recording, media: Media, step: Steps) -> None:
    """Refuse a file whose header is all that is left: a page about it would tell of a silence that never was.

    Raises:
        InputError: it has tracks, and each of them is undecodable.
    """
    tracks = {Stage.AUDIO: media.has_audio, Stage.SCENES: media.has_video}
    causes = [step.causes.get(stage) for stage, is_there in tracks.items() if is_there]
    if causes and all(isinstance(cause, UndecodableError) for cause in causes):
        what = " and no ".join(["sound"] * media.has_audio + ["picture"] * media.has_video)
        raise InputError(
            f"No {what} of {recording.path} can be decoded, though it claims to last {timecode(media.duration)}: "
            "it was cut off or is damaged.",
            remedy="Copy or download it again, or repair it with the program that recorded it.",
        )


def _heard_kind(kind: Kind, step: Steps) -> Kind:
    """Nothing heard makes a silent recording only where somebody listened."""
    is_deaf = not step.causes.keys().isdisjoint((Stage.AUDIO, Stage.TRANSCRIBE))
    if kind.label != "silent" or kind.is_override or not is_deaf:
        return kind
    return replace(kind, label="event", reasons=("What was said is not known.",))


def _aligned(recording: Recording, media: Media, transcript: Transcript, scenes: Scenes, step: Steps) -> Timeline:
    """Everything on one clock with the voices named; where that fails unnamed, or at least together."""
    inputs = (recording, media, transcript, scenes)

    def unnamed() -> Timeline:
        together = Timeline(recording, media, transcript, scenes)
        return step.attempt(Stage.ALIGN, together, lambda _: align(*inputs), "unnamed", *inputs)

    return step.guard(
        Stage.ALIGN,
        Timeline,
        unnamed,
        lambda _: align(recording, media, name_speakers(transcript, scenes), scenes),
        *inputs,
    )


def take_all_notes(timeline: Timeline, tools: Tools, options: ProcessOptions, step: Steps) -> Notes:
    """Write about each chunk, one stored step a chunk; notes that a fallback wrote are not kept as a whole either."""
    writer = tools.writers[0]
    return step.attempt(
        Stage.NOTES,
        Notes(),
        lambda watch: _take_notes(timeline, tools, options, step.within(), watch),
        timeline,
        options.chunk_seconds,
        lambda: writer.fingerprint,
        usable=lambda notes: all(chunk.writer == writer.fingerprint for chunk in notes.chunks),
    )


def _take_notes(timeline: Timeline, tools: Tools, options: ProcessOptions, step: Steps, watch: Watch) -> Notes:
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
            lambda: writer.fingerprint,
            # Notes that the fallback wrote are not kept: the next run asks the writer again.
            usable=lambda notes: notes.writer == writer.fingerprint,
        )

    with ThreadPoolExecutor(CONCURRENT_CHUNKS, thread_name_prefix="writer") as pool:
        parts = [pool.submit(written, chunk) for chunk in chunks]
        for done, part in enumerate(as_completed(parts), 1):
            part.result()
            watch.report(done / len(parts), f"{done} of {len(parts)} parts")
    return Notes(tuple(part.result() for part in parts))


def write(timeline: Timeline, notes: Notes, tools: Tools, options: ProcessOptions, watch: Watch) -> Document:
    """Verify every claim of the notes, then arrange what holds."""
    evidence = EvidenceBase.of(timeline)
    verified: list[ChunkNotes] = []
    for chunk in notes.chunks:
        verified.append(verify_notes(chunk, evidence, tools.embedder))
        watch.report(VERIFYING * len(verified) / len(notes.chunks), "checking statements")
    kind = classify(timeline, options.kind)
    chapters = find_chapters(timeline, tools.embedder)
    watch.report(COMPOSING, "composing")
    return compose(timeline, Notes(tuple(verified)), kind, chapters, options.template)


def unwritten(timeline: Timeline, options: ProcessOptions) -> Document:
    """The document of a recording about which nothing could be written: what was measured stays."""
    label: RecordingKind = options.kind or ("event" if timeline.transcript.utterances else "silent")
    return Document(
        recording=timeline.recording,
        media=timeline.media,
        template=options.template or "journal",
        # Telling the kind may be what failed.
        kind=Kind(label, (), ("nothing could be written",), is_override=options.kind is not None),
        title=timeline.recording.title or timeline.recording.filename,
        speakers=timeline.transcript.speakers,
        keyframes=timeline.scenes.keyframes,
        slides=timeline.scenes.slides,
        dropped=timeline.transcript.dropped,
    )


def _identity(recording: Recording) -> str:
    """What a file is as long as nobody touched it."""
    path = Path(recording.path)
    try:
        facts = path.stat()
    except OSError as error:
        if address := _ADDRESS.fullmatch(recording.path):
            raise InputError(
                f"{address[1]}://{address[2]} is an address, and only files on this machine are read.",
                remedy="Download the recording, and name the file.",
            ) from error
        raise InputError(
            f"{path} cannot be opened: {error.strerror}.", remedy="Check the name and the permissions."
        ) from error
    return f"{path.resolve()}|{facts.st_size}|{facts.st_mtime_ns}"
