"""A document and its timeline as passages: the moments that can be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.passage import Modality, Passage
from lifestream.domain.scene import Keyframe
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import SENTENCE_ENDS, Utterance, Word

SHORTEST = 20.0
LONGEST = 60.0
"""Seconds that a passage of speech lasts. An utterance is not cut, so that one may last longer."""
MOST_PIECES = 210
"""Pieces of words that a passage may have, by ``pieces``. The embedder reads 254; the estimate is a sixth low at worst.

An utterance with more is told in several passages, each of which cites the whole of it.
"""
_RUN = re.compile(r"[a-zA-Z\u00c0-\u024f]+|\d+|\S")
_LETTERS, _DIGITS = 3, 2


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
    others = (*_on_slides(document), *_seen(document), *_claimed(document), *_headed(document))
    made = (*_spoken(timeline.transcript.utterances), *(part for one in others for part in _parted(one)))
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


def pieces(text: str) -> int:
    """Into how many pieces an embedder for English cuts a text, estimated: it knows few words of other languages.

    >>> pieces("A plan."), pieces("Geschwindigkeit"), pieces("18,500"), pieces("推迟")
    (4, 5, 4, 2)
    """
    runs = _RUN.findall(text)
    return sum(-(-len(run) // (_DIGITS if run[0].isdigit() else _LETTERS)) for run in runs)


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
        if group and (_span([*group, piece]).duration > LONGEST or _weight([*group, piece]) > MOST_PIECES):
            yield _joined(group)
            group = []
        group.append(piece)
        if _span(group).duration >= SHORTEST:
            yield _joined(group)
            group = []
    if group:
        yield _joined(group)


def _pieces(utterance: Utterance) -> Iterator[_Piece]:
    """An utterance as a whole, or cut at ends of sentences where it has more in it than a passage may."""
    rest = utterance.words
    while len(rest) > (fitting := _fitting([word.text for word in rest])):
        ends = [n for n, word in enumerate(rest[:fitting], start=1) if word.text.endswith(SENTENCE_ENDS)]
        cut = ends[-1] if ends else fitting
        yield utterance, rest[:cut]
        rest = rest[cut:]
    yield utterance, rest


def _fitting(texts: Sequence[str]) -> int:
    """How many of these texts make one passage: at least one, however long it is."""
    sums = accumulate(map(pieces, texts))
    return max(1, next((n for n, total in enumerate(sums) if total > MOST_PIECES), len(texts)))


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Texts in groups that are no longer than a passage may be."""
    while texts:
        fitting = _fitting(texts)
        yield texts[:fitting]
        texts = texts[fitting:]


def _span(parts: Sequence[_Piece]) -> Segment:
    start = min(words[0].segment.start for _, words in parts)
    return Segment(start, max(word.segment.end for _, words in parts for word in words))


def _weight(parts: Sequence[_Piece]) -> int:
    return sum(pieces(word.text) for _, words in parts for word in words)


def _joined(parts: Sequence[_Piece]) -> _Made:
    return _Made(
        "speech",
        _span(parts),
        " ".join(word.text for _, words in parts for word in words),
        tuple(dict.fromkeys(utterance.id for utterance, _ in parts)),
        tuple(dict.fromkeys(utterance.speaker for utterance, _ in parts)),
    )


def _parted(made: _Made) -> Iterator[_Made]:
    """A passage as it is, or in parts that are no longer than the embedder reads, cut between lines if that helps."""
    lines = [" ".join(part) for line in made.text.splitlines() for part in _parts(line.split())]
    return (replace(made, text="\n".join(part)) for part in _parts(lines))


def _on_slides(document: Document) -> Iterator[_Made]:
    """Each distinct slide where it is first seen."""
    for slide in document.slides:
        if slide.spans:
            yield _Made("slide", slide.spans[0], slide.text, (slide.keyframe,))


def _seen(document: Document) -> Iterator[_Made]:
    """What a writer says of pictures that are no slides, and what is to be read on them."""
    slides = {slide.keyframe for slide in document.slides}
    pictures = {k.id: k for k in document.keyframes if k.id not in slides and k.slide is None}
    for claim in _once(claim for block in document.blocks for claim in block.visual):
        refs = tuple(e.ref for e in claim.evidence if e.ref in pictures)
        if refs:
            times = [pictures[ref].time for ref in refs]
            yield _Made("scene", Segment(min(times), max(times)), claim.text, refs, claim=claim)
    first: dict[str, Keyframe] = {}
    for keyframe in pictures.values():
        first.setdefault(keyframe.text, keyframe)
    for text, keyframe in first.items():
        yield _Made("scene", Segment(keyframe.time, keyframe.time), text, (keyframe.id,))


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
