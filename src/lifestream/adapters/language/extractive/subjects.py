"""What a chunk is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lifestream.adapters.language.extractive.phrases import whole
from lifestream.domain.chunk import Chunk
from lifestream.pipeline.topics import announced, key_phrases
from lifestream.verify.support import content

_WITH_TITLE_SLIDE = 3  # slides of which the first is a title slide
SAME = 0.6  # share of the shorter topic's content that makes two one

_OCCASION = whole(
    r"\b(?:meeting|session|lecture|webinar|workshop|call|course|conference|kick-?off|introduction to)\b|\bpart \d+$"
)
"""Words in the title of a whole occasion: nobody discusses those."""
_FRAME = whole(
    r"^(?:agenda|outline|overview|contents|table of contents|summary|conclusions?|next steps|questions?|q ?& ?a"
    r"|thank you|thanks|welcome|homework|references)\b"
)
"""Titles of slides that belong to the talk, not to its matter."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic: what it is called, the ids of the utterances and keyframes that name it, when it comes up."""

    name: str
    refs: tuple[str, ...]
    start: float
    is_opening: bool = False

    @property
    def is_matter(self) -> bool:
        """Whether people may be said to discuss it."""
        return not (self.is_opening or _OCCASION.search(self.name) or _FRAME.match(self.name))


def find_subjects(chunk: Chunk, count: int, *, is_english: bool) -> tuple[Subject, ...]:
    """At most ``count`` topics in order of time: those announced and on slides, else what is spoken of most."""
    found: list[Subject] = []
    for subject in sorted(_named(chunk, is_english), key=lambda s: s.start):
        known = next((i for i, other in enumerate(found) if _is_same(subject.name, other.name)), None)
        if known is None:
            found.append(subject)
        else:
            found[known] = replace(found[known], refs=(*found[known].refs, *subject.refs))
    matters = [subject for subject in found if subject.is_matter]
    if not found and is_english:
        matters = list(_spoken(chunk, count))
    return tuple((matters or found)[:count])


def _spoken(chunk: Chunk, count: int) -> Iterator[Subject]:
    """What is spoken of most."""
    for phrase in key_phrases([u.text for u in chunk.utterances], count):
        said = [u for u in chunk.utterances if phrase.lower() in u.text.lower()]
        if said:
            yield Subject(_lowered(phrase, chunk), tuple(u.id for u in said[:2]), said[0].segment.start)


def _named(chunk: Chunk, is_english: bool) -> Iterator[Subject]:
    for utterance in chunk.utterances:
        topic = announced(utterance.text) if is_english else None
        if topic:
            yield Subject(_lowered(topic, chunk), (utterance.id,), utterance.segment.start)
    # The first slide of several names the whole occasion.
    is_opened = chunk.index == 0 and len(chunk.slides) >= _WITH_TITLE_SLIDE
    for slide in chunk.slides:
        keyframe = next((k for k in chunk.keyframes if k.id == slide.keyframe or k.slide == slide.id), None)
        if slide.title and keyframe:
            start = slide.spans[0].start
            is_opening = is_opened and start <= chunk.segment.start
            yield Subject(_lowered(slide.title, chunk), (keyframe.id,), start, is_opening)


def _is_same(a: str, b: str) -> bool:
    left, right = content(a), content(b)
    smaller = min(len(left), len(right))
    return a.casefold() == b.casefold() or (smaller > 0 and len(left & right) / smaller >= SAME)


def _lowered(phrase: str, chunk: Chunk) -> str:
    """A phrase in small letters as far as somebody says its words so: names keep their capitals."""
    said = {word.strip(".,;:!?") for u in chunk.utterances for word in u.text.split()}
    words = phrase.split()
    is_name = [
        not word.istitle() or (word.lower() not in said and (i > 0 or word in said)) for i, word in enumerate(words)
    ]
    return " ".join(word if kept else word.lower() for word, kept in zip(words, is_name, strict=True))
