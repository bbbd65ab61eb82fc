"""The sentences of moments that were found: what an answer can be composed of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import SENTENCE_ENDS

Read = Callable[[str], tuple[Document, Timeline]]
"""A recording as its reader sees it, by id."""

EARLIER = 12
"""Sentences before one that it is understood by."""
LATER = 2
"""Sentences after one that may give its reason."""
BEHIND = 3
"""Utterances behind a passage in which what was asked in it may be answered."""
_END = re.compile(r"(?<=[.?!…])[\"”’]?\s+(?=[\"“A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|approx|ca|e\.g|i\.e)\.$")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it was said: in which utterance, when, by whom (a name, or an id where nobody knows one).

    ``place`` counts the sentences of its recording.
    """

    ref: str
    segment: Segment
    text: str
    speaker: str | None = None
    place: int = 0

    @property
    def is_question(self) -> bool:
        """Whether it asks, and so answers nothing."""
        return self.text.rstrip('"”’ ').endswith("?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that was said or shown.

    ``earlier`` is what was said before it, the nearest first, and ``later`` what was said after it. ``heading`` is
    what it stands under, ``title`` what the recording is called, and ``rank`` the place of the hit that it is of.
    ``is_settled`` says that a decision or an action rests on it.
    """

    recording: str
    line: Line
    earlier: tuple[Line, ...] = ()
    later: tuple[Line, ...] = ()
    heading: str = ""
    title: str = ""
    is_shown: bool = False
    is_settled: bool = False
    rank: int = 0

    @property
    def text(self) -> str:
        """What was said or shown."""
        return self.line.text

    @property
    def ref(self) -> str:
        """The utterance or keyframe."""
        return self.line.ref

    @property
    def speaker(self) -> str | None:
        """Who says it."""
        return self.line.speaker

    @property
    def before(self) -> str:
        """The sentence before it: the question it may answer, or what it goes on from."""
        return self.earlier[0].text if self.earlier else ""

    @property
    def is_whole(self) -> bool:
        """Whether it has an end; a line of a slide needs none."""
        return self.is_shown or self.text.rstrip('"”’ ').endswith(SENTENCE_ENDS)


def sentences_of(hits: Sequence[Hit], read: Read) -> tuple[Sentence, ...]:
    """Every sentence of the moments that were found, each once, in the order of the hits."""
    found: dict[tuple[str, str, str], Sentence] = {}
    talks: dict[str, _Talk] = {}
    for rank, hit in enumerate(hits):
        recording = hit.passage.recording
        if recording not in talks:
            talks[recording] = _Talk.of(*read(recording))
        refs = dict.fromkeys(ref for passage in (hit.passage, *hit.others) for ref in passage.refs)
        for sentence in talks[recording].sentences(tuple(refs), rank):
            found.setdefault((sentence.recording, sentence.ref, sentence.text), sentence)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Talk:
    """A recording as a sequence of sentences; ``starts`` are the places at which utterances begin."""

    document: Document
    lines: tuple[Line, ...]
    starts: dict[str, int]

    @classmethod
    def of(cls, document: Document, timeline: Timeline) -> _Talk:
        lines: list[Line] = []
        starts: dict[str, int] = {}
        names = {speaker.id: speaker.label for speaker in timeline.transcript.speakers}
        for utterance in timeline.transcript.utterances:
            starts[utterance.id] = len(lines)
            who = names.get(utterance.speaker, utterance.speaker)
            for text in split_sentences(utterance.text):
                lines.append(Line(utterance.id, utterance.segment, text, who, len(lines)))
        return cls(document, tuple(lines), starts)

    def sentences(self, refs: Sequence[str], rank: int) -> Iterator[Sentence]:
        """What was said in these utterances and just behind them, and what these slides show."""
        order = list(self.starts)
        places = {ref: place for place, ref in enumerate(order)}
        spoken = {places[ref] + step for ref in refs if ref in places for step in range(BEHIND + 1)}
        wanted = {order[place] for place in spoken if place < len(order)}
        settled = {e.ref for claim in _settled(self.document) for e in claim.evidence}
        for place, line in enumerate(self.lines):
            if line.ref in wanted:
                yield self._spoken(place, line.ref in settled, rank)
        yield from self._shown({ref for ref in refs if ref not in places}, rank)

    def _spoken(self, place: int, is_settled: bool, rank: int) -> Sentence:
        line = self.lines[place]
        return Sentence(
            self.document.recording.id,
            line,
            self.lines[max(0, place - EARLIER) : place][::-1],
            self.lines[place + 1 : place + 1 + LATER],
            self._chapter(line),
            self.document.title,
            is_settled=is_settled,
            rank=rank,
        )

    def _shown(self, refs: set[str], rank: int) -> Iterator[Sentence]:
        recording, title = self.document.recording.id, self.document.title
        for slide in self.document.slides:
            if slide.keyframe in refs and slide.spans:
                texts = dict.fromkeys(filter(None, map(str.strip, slide.text.splitlines())))
                heading = slide.title or next(iter(texts), "")
                for text in texts:
                    line = Line(slide.keyframe, slide.spans[0], text)
                    yield Sentence(recording, line, heading=heading, title=title, is_shown=True, rank=rank)

    def _chapter(self, line: Line) -> str:
        return next((c.title for c in self.document.chapters if c.segment.contains(line.segment.start)), "")


def _settled(document: Document) -> Iterator[Claim]:
    yield from document.decisions
    yield from (action.claim for action in document.actions)


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
