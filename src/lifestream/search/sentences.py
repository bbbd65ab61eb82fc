"""The sentences of moments that were found: what an answer can be composed of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lifestream.domain.document import Document
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import SENTENCE_ENDS, Utterance

Read = Callable[[str], tuple[Document, Timeline]]
"""A recording as its reader sees it, by id."""

_END = re.compile(r"(?<=[.?!…])[\"”’]?\s+(?=[\"“A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|approx|ca|e\.g|i\.e)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that was said or shown.

    ``before`` is what came just before it, in ``before_ref``: the question it may answer, or the sentence it goes on
    from, which is the speaker's own (``goes_on``). ``heading`` is what it stands under, ``speaker`` a name, or an id
    where nobody knows one, and ``rank`` the place of the hit that it is of.
    """

    recording: str
    ref: str
    segment: Segment
    text: str
    before: str = ""
    heading: str = ""
    speaker: str | None = None
    before_ref: str = ""
    goes_on: bool = False
    is_shown: bool = False
    rank: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether it has an end; a line of a slide needs none."""
        return self.is_shown or self.text.rstrip('"”’ ').endswith(SENTENCE_ENDS)

    @property
    def is_question(self) -> bool:
        """Whether it asks, and so answers nothing."""
        return self.text.rstrip('"”’ ').endswith("?")


def sentences_of(hits: Sequence[Hit], read: Read) -> tuple[Sentence, ...]:
    """Every sentence of the moments that were found, each once, in the order of the hits."""
    found: dict[tuple[str, str, str], Sentence] = {}
    for rank, hit in enumerate(hits):
        document, timeline = read(hit.passage.recording)
        refs = [ref for passage in (hit.passage, *hit.others) for ref in passage.refs]
        for sentence in _of_refs(tuple(dict.fromkeys(refs)), document, timeline, rank):
            found.setdefault((sentence.recording, sentence.ref, sentence.text), sentence)
    return tuple(found.values())


def _of_refs(refs: Sequence[str], document: Document, timeline: Timeline, rank: int) -> Iterator[Sentence]:
    utterances = timeline.transcript.utterances
    places = {utterance.id: place for place, utterance in enumerate(utterances)}
    spoken = [places[ref] for ref in refs if ref in places]
    # What somebody replies often lies just behind the passage that holds the question.
    wanted = sorted({place + step for place in spoken for step in (0, 1) if place + step < len(utterances)})
    for place in wanted:
        yield from _spoken(utterances, place, document, timeline, rank)
    shown = {ref for ref in refs if ref not in places}
    for slide in document.slides:
        if slide.keyframe in shown and slide.spans:
            for line in dict.fromkeys(filter(None, map(str.strip, slide.text.splitlines()))):
                yield Sentence(
                    document.recording.id,
                    slide.keyframe,
                    slide.spans[0],
                    line,
                    heading=slide.title or slide.text.splitlines()[0],
                    is_shown=True,
                    rank=rank,
                )


def _spoken(
    utterances: Sequence[Utterance], place: int, document: Document, timeline: Timeline, rank: int
) -> Iterator[Sentence]:
    utterance = utterances[place]
    before = _last(utterances[place - 1].text) if place else ""
    before_ref = utterances[place - 1].id if place else ""
    goes_on = bool(place) and utterances[place - 1].speaker == utterance.speaker
    speaker = timeline.transcript.speaker(utterance.speaker).label
    chapter = next((c.title for c in document.chapters if c.segment.contains(utterance.segment.start)), "")
    for text in split_sentences(utterance.text):
        yield Sentence(
            document.recording.id,
            utterance.id,
            utterance.segment,
            text,
            before,
            chapter,
            speaker,
            before_ref,
            goes_on,
            rank=rank,
        )
        before, before_ref, goes_on = text, utterance.id, True


def _last(text: str) -> str:
    return split_sentences(text)[-1] if text.strip() else ""


def split_sentences(text: str) -> list[str]:
    """Cut a text at the ends of its sentences; "Dr." is none.

    >>> split_sentences("I call Dr. Alvarez. He has one.")
    ['I call Dr. Alvarez.', 'He has one.']
    """
    parts: list[str] = []
    for part in _END.split(text.strip()):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts
