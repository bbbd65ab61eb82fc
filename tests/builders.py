"""Small builders of domain values: what a test does not say gets a harmless value."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.chunk import Chunk
from lifestream.domain.claim import Action, Claim, ClaimKind, ClaimSource, Due, Evidence, Question, State, Verification
from lifestream.domain.media import AudioStream, Media, Origin
from lifestream.domain.notes import ChunkNotes
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Keyframe, PictureKind, Scene, Scenes, Slide, TextLine
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Dropped, LanguageShare, Transcript, Turn, Utterance, Word
from lifestream.ports.embedder import Embedder

RECORDED_AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
"""A Tuesday."""


def words(text: str, start: float, end: float, probability: float = 0.9) -> tuple[Word, ...]:
    """Words spread evenly over ``[start, end)``."""
    parts = text.split()
    step = (end - start) / len(parts)
    return tuple(
        Word(part, Segment(start + i * step, start + (i + 1) * step), probability) for i, part in enumerate(parts)
    )


def utterance(
    id: str, speaker: str, text: str, start: float = 0.0, end: float | None = None, confidence: float = 0.9
) -> Utterance:
    """One utterance; without an end it lasts 0.4 s a word."""
    finish = start + 0.4 * len(text.split()) if end is None else end
    return Utterance(id, speaker, words(text, start, finish), confidence)


def dialogue(*lines: tuple[str, str], gap: float = 0.5) -> tuple[Utterance, ...]:
    """Utterances ``u1``, ``u2``… one after the other from ``(speaker, text)`` pairs."""
    result: list[Utterance] = []
    clock = 0.0
    for number, (speaker, text) in enumerate(lines, start=1):
        spoken = utterance(f"u{number}", speaker, text, clock)
        result.append(spoken)
        clock = spoken.segment.end + gap
    return tuple(result)


def keyframe(
    id: str, time: float, *lines: str, title: str | None = None, kind: PictureKind = "slide", slide: str | None = None
) -> Keyframe:
    """A keyframe on which these lines were read."""
    texts = tuple(TextLine(text, (0.1, 0.1 + 0.1 * i, 0.9, 0.18 + 0.1 * i), 0.95) for i, text in enumerate(lines[:8]))
    return Keyframe(id, time, f"keyframes/{id}.jpg", 1280, 720, kind, 0.9, texts, title, slide)


def slide(id: str, keyframe_id: str, text: str, *spans: tuple[float, float], title: str | None = None) -> Slide:
    """A slide with its spans on screen."""
    return Slide(id, keyframe_id, title, text, tuple(Segment(*span) for span in spans))


def speaker(id: str, name: str | None = None) -> Speaker:
    """A speaker; one with a name introduced himself."""
    return Speaker(id, name, "self-introduction" if name else "none")


def media(duration: float = 60.0, recorded_at: datetime | None = RECORDED_AT, title: str | None = None) -> Media:
    """A container with one audio track."""
    return Media(
        sha256="0" * 64,
        size_bytes=1000,
        container="mov,mp4",
        duration=duration,
        audio=(AudioStream(0, "aac", 16_000, 1, 0.0),),
        origin=Origin(recorded_at, "container" if recorded_at else "unknown", "container"),
        title=title,
    )


def recording(filename: str = "meeting.mp4") -> Recording:
    """A recording."""
    return Recording("rec_1", f"/recordings/{filename}", filename)


def transcript(*utterances: Utterance, speakers: Sequence[Speaker] | None = None) -> Transcript:
    """A transcript whose turns are its utterances; without ``speakers``, those who speak, unnamed."""
    heard = tuple(Speaker(id) for id in dict.fromkeys(u.speaker for u in utterances))
    return Transcript(
        utterances,
        tuple(speakers) if speakers is not None else heard,
        tuple(Turn(u.segment, u.speaker) for u in utterances),
        (LanguageShare("en", 1.0),) if utterances else (),
        speech_seconds=sum(u.segment.duration for u in utterances),
    )


def timeline(
    *utterances: Utterance,
    speakers: Sequence[Speaker] | None = None,
    keyframes: Sequence[Keyframe] = (),
    slides: Sequence[Slide] = (),
    duration: float | None = None,
    dropped: Sequence[Dropped] = (),
    recorded_at: datetime | None = RECORDED_AT,
) -> Timeline:
    """A timeline; without a duration it ends where the last thing ends."""
    ends = [u.segment.end for u in utterances] + [k.time + 1.0 for k in keyframes]
    length = duration if duration is not None else max(ends, default=0.0)
    spoken = replace(transcript(*utterances, speakers=speakers), dropped=tuple(dropped))
    shots = (Scene("s1", Segment(0.0, length), "start", tuple(k.id for k in keyframes)),) if keyframes else ()
    return Timeline(recording(), media(length, recorded_at), spoken, Scenes(shots, tuple(keyframes), tuple(slides)))


def chunk(*utterances: Utterance, keyframes: Sequence[Keyframe] = (), speakers: Sequence[Speaker] = ()) -> Chunk:
    """A chunk that holds all of it."""
    end = max([u.segment.end for u in utterances] + [k.time for k in keyframes], default=0.0)
    heard = tuple(speakers) or tuple(Speaker(id) for id in dict.fromkeys(u.speaker for u in utterances))
    return Chunk(0, Segment(0.0, end), utterances, tuple(keyframes), speakers=heard)


def claim(
    text: str,
    *refs: str,
    id: str = "c1",
    kind: ClaimKind = "fact",
    source: ClaimSource = "spoken",
    speaker: str | None = None,
    state: State = "unchecked",
    at: float | None = None,
) -> Claim:
    """A claim that cites ``refs``; ``at`` resolves them to one second from there on."""
    segment = Segment(at, at + 1.0) if at is not None else None
    return Claim(
        id, text, kind, tuple(Evidence(ref, segment) for ref in refs), source, speaker, Verification(state, 0.9)
    )


def action(
    text: str,
    *refs: str,
    task: str | None = None,
    owner: str | None = None,
    due: tuple[str, date | None] | None = None,
    id: str = "c1",
    state: State = "unchecked",
    at: float | None = None,
) -> Action:
    """An action; its task is its text where none is given."""
    statement = claim(text, *refs, id=id, kind="action", state=state, at=at)
    return Action(statement, task or text, owner, Due(*due) if due else None)


def question(
    text: str, *refs: str, id: str = "c1", answer: Claim | None = None, state: State = "unchecked"
) -> Question:
    """A question."""
    return Question(claim(text, *refs, id=id, kind="question", state=state), None, answer)


def notes(index: int = 0, start: float = 0.0, end: float = 300.0, title: str = "", writer: str = "test") -> ChunkNotes:
    """Empty notes about one chunk; fill them with ``dataclasses.replace``."""
    return ChunkNotes(index, Segment(start, end), title, writer=writer)


class WordEmbedder(Embedder):
    """Embeds a text as its bag of hashed words: texts are near when they share words."""

    @property
    def fingerprint(self) -> str:
        return "words-64"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.full((len(texts), 64), 1e-6, dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:2]) % 64] += 1.0
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit
