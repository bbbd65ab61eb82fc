"""A document and its timeline as passages: the moments that can be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.passage import Modality, Passage
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import SENTENCE_ENDS, Utterance, Word

SHORTEST = 20.0
LONGEST = 60.0
"""Seconds that a passage of speech lasts. An utterance is not cut, so that one may last longer."""
MOST_WORDS = 150
"""Words of a passage: the embedder reads 256 tokens, and a word of English is one and a third of them.

An utterance with more is told in several passages, each of which cites the whole of it.
"""


@dataclass(frozen=True, slots=True)
class _Made:
    """A passage that has no id yet."""

    modality: Modality
    segment: Segment
    text: str
    refs: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    claim: Claim | None = None


def passages_of(document: Document, timeline: Timeline) -> tuple[Passage, ...]:
    """Everything that can be found in a recording: speech, slides, scenes, claims and headings, in a fixed order."""
    recording = document.recording.id
    names = {speaker.id: speaker.name for speaker in document.speakers if speaker.name}
    made = [
        *_spoken(timeline.transcript.utterances),
        *_on_slides(document),
        *_seen(document),
        *_claimed(document),
        *_headed(document),
    ]
    return tuple(
        Passage(
            id=f"{recording}:{number}",
            recording=recording,
            segment=one.segment,
            modality=one.modality,
            text=one.text,
            context=_heading(document, one),
            speakers=one.speakers,
            people=tuple(dict.fromkeys(names[s] for s in one.speakers if s in names)),
            refs=one.refs,
            claim_kind=one.claim.kind if one.claim else None,
        )
        for number, one in enumerate(made, start=1)
    )


def _heading(document: Document, made: _Made) -> str:
    """The title of the recording, and of the chapter in which something lies."""
    chapter = next((c.title for c in document.chapters if c.segment.contains(made.segment.middle)), "")
    is_new = made.modality != "title" and chapter not in ("", document.title)
    return f"{document.title} · {chapter}" if is_new else document.title


_Piece = tuple[Utterance, tuple[Word, ...]]


def _spoken(utterances: Iterable[Utterance]) -> Iterator[_Made]:
    """Utterances in groups of 20–60 s."""
    group: list[_Piece] = []
    for piece in (piece for utterance in utterances for piece in _pieces(utterance)):
        if group and (_span([*group, piece]).duration > LONGEST or _words([*group, piece]) > MOST_WORDS):
            yield _joined(group)
            group = []
        group.append(piece)
        if _span(group).duration >= SHORTEST:
            yield _joined(group)
            group = []
    if group:
        yield _joined(group)


def _pieces(utterance: Utterance) -> Iterator[_Piece]:
    """An utterance as a whole, or cut at ends of sentences where it has more words than a passage may."""
    rest = utterance.words
    while len(rest) > MOST_WORDS:
        ends = [n for n, word in enumerate(rest[:MOST_WORDS], start=1) if word.text.endswith(SENTENCE_ENDS)]
        cut = ends[-1] if ends else MOST_WORDS
        yield utterance, rest[:cut]
        rest = rest[cut:]
    yield utterance, rest


def _span(pieces: Sequence[_Piece]) -> Segment:
    start = min(words[0].segment.start for _, words in pieces)
    return Segment(start, max(word.segment.end for _, words in pieces for word in words))


def _words(pieces: Sequence[_Piece]) -> int:
    return sum(len(words) for _, words in pieces)


def _joined(pieces: Sequence[_Piece]) -> _Made:
    return _Made(
        "speech",
        _span(pieces),
        " ".join(word.text for _, words in pieces for word in words),
        tuple(dict.fromkeys(utterance.id for utterance, _ in pieces)),
        tuple(dict.fromkeys(utterance.speaker for utterance, _ in pieces)),
    )


def _on_slides(document: Document) -> Iterator[_Made]:
    """Each distinct slide where it is first seen; one with much text in several passages."""
    for slide in document.slides:
        lines = [line for line in slide.text.splitlines() if line.strip()]
        if not slide.spans:
            continue
        part: list[str] = []
        for line in lines:
            if part and sum(len(text.split()) for text in (*part, line)) > MOST_WORDS:
                yield _Made("slide", slide.spans[0], "\n".join(part), (slide.keyframe,))
                part = []
            part.append(line)
        if part:
            yield _Made("slide", slide.spans[0], "\n".join(part), (slide.keyframe,))


def _seen(document: Document) -> Iterator[_Made]:
    """What a writer says of pictures that are no slides."""
    slides = {slide.keyframe for slide in document.slides}
    pictures = {keyframe.id: keyframe for keyframe in document.keyframes}
    for claim in _once(claim for block in document.blocks for claim in block.visual):
        refs = tuple(e.ref for e in claim.evidence if e.ref in pictures)
        if refs and not slides.intersection(refs):
            times = [pictures[ref].time for ref in refs]
            yield _Made("scene", Segment(min(times), max(times)), claim.text, refs, claim=claim)


def _claimed(document: Document) -> Iterator[_Made]:
    actions = (action.claim for action in document.actions)
    questions = (question.claim for question in document.questions)
    for claim in _once((*document.decisions, *actions, *questions, *document.risks)):
        spans = [e.segment for e in claim.evidence if e.segment]
        if spans:
            # What lies far apart is found where it begins: a moment is short.
            refs = tuple(e.ref for e in claim.evidence)
            speakers = (claim.speaker,) if claim.speaker else ()
            yield _Made("claim", min(spans), claim.text, refs, speakers, claim)


def _headed(document: Document) -> Iterator[_Made]:
    yield _Made("title", Segment(0.0, document.media.duration), document.title)
    for chapter in document.chapters:
        if chapter.title and chapter.title != document.title:
            yield _Made("title", chapter.segment, chapter.title)


def _once(claims: Iterable[Claim]) -> Iterable[Claim]:
    return {claim.id: claim for claim in claims}.values()
