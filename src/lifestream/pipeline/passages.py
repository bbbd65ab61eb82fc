"""A document and its timeline as passages: the moments that can be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.passage import Modality, Passage
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance

SHORTEST = 20.0
LONGEST = 60.0
"""Seconds that a passage of speech lasts; an utterance is never cut, so that one may last longer."""


def passages_of(document: Document, timeline: Timeline) -> tuple[Passage, ...]:
    """Everything that can be found in a recording, in a fixed order with fixed ids."""
    recording = document.recording.id
    names = {speaker.id: speaker.name for speaker in document.speakers if speaker.name}
    made = [*_spoken(timeline.transcript.utterances), *_shown(document), *_claimed(document), *_headed(document)]
    return tuple(
        Passage(
            id=f"{recording}:{number}",
            recording=recording,
            segment=segment,
            modality=modality,
            text=text,
            context=document.title,
            speakers=speakers,
            people=tuple(dict.fromkeys(names[s] for s in speakers if s in names)),
            refs=refs,
            claim_kind=claim.kind if claim else None,
        )
        for number, (modality, segment, text, speakers, refs, claim) in enumerate(made, start=1)
    )


_Made = tuple[Modality, Segment, str, tuple[str, ...], tuple[str, ...], Claim | None]


def _spoken(utterances: Iterable[Utterance]) -> Iterator[_Made]:
    group: list[Utterance] = []
    for utterance in utterances:
        if group and utterance.segment.end - group[0].segment.start > LONGEST:
            yield _joined(group)
            group = []
        group.append(utterance)
        if group[-1].segment.end - group[0].segment.start >= SHORTEST:
            yield _joined(group)
            group = []
    if group:
        yield _joined(group)


def _joined(group: list[Utterance]) -> _Made:
    segment = Segment(group[0].segment.start, max(u.segment.end for u in group))
    speakers = tuple(dict.fromkeys(u.speaker for u in group))
    return "speech", segment, " ".join(u.text for u in group), speakers, tuple(u.id for u in group), None


def _shown(document: Document) -> Iterator[_Made]:
    for slide in document.slides:
        if slide.text.strip() and slide.spans:
            yield "slide", slide.spans[0], slide.text, (), (slide.keyframe,), None


def _claimed(document: Document) -> Iterator[_Made]:
    stated = [
        *document.decisions,
        *(action.claim for action in document.actions),
        *(question.claim for question in document.questions),
        *document.risks,
    ]
    for claim in {claim.id: claim for claim in stated}.values():
        spans = [e.segment for e in claim.evidence if e.segment]
        if spans:
            speakers = (claim.speaker,) if claim.speaker else ()
            yield "claim", min(spans), claim.text, speakers, tuple(e.ref for e in claim.evidence), claim


def _headed(document: Document) -> Iterator[_Made]:
    yield "title", Segment(0.0, document.media.duration), document.title, (), (), None
    for chapter in document.chapters:
        if chapter.title:
            yield "title", chapter.segment, chapter.title, (), (), None
