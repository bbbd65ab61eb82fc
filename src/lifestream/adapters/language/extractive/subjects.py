"""What a chunk is about."""

from __future__ import annotations

from collections.abc import Iterator

from lifestream.domain.chunk import Chunk
from lifestream.pipeline.topics import announced, key_phrases
from lifestream.verify.support import content

FEWEST = 2  # topics below which phrases are looked for in what is said
SAME = 0.6  # share of the shorter topic's content that makes two one


def find_subjects(chunk: Chunk, count: int, *, is_english: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """At most ``count`` topics, each with the ids of the utterances or keyframes that name it.

    Announced ones come first, then titles of slides, then what is spoken of most.
    """
    found: dict[str, list[str]] = {}
    for topic, ref in _named(chunk, is_english):
        known = next((other for other in found if _is_same(topic, other)), topic)
        found.setdefault(known, []).append(ref)
    if len(found) < FEWEST and chunk.utterances:
        for phrase in key_phrases([u.text for u in chunk.utterances], count):
            refs = [u.id for u in chunk.utterances if phrase.lower() in u.text.lower()]
            if refs and not any(_is_same(phrase, other) for other in found):
                found[_lowered(phrase)] = refs[:2]
    return tuple((topic, tuple(dict.fromkeys(refs))) for topic, refs in list(found.items())[:count])


def _named(chunk: Chunk, is_english: bool) -> Iterator[tuple[str, str]]:
    for utterance in chunk.utterances:
        topic = announced(utterance.text) if is_english else None
        if topic:
            yield _lowered(topic), utterance.id
    for slide in sorted(chunk.slides, key=lambda s: s.spans[:1]):
        keyframe = next((k.id for k in chunk.keyframes if k.id == slide.keyframe or k.slide == slide.id), None)
        if slide.title and keyframe:
            yield _lowered(slide.title) if slide.title.istitle() else slide.title, keyframe


def _is_same(a: str, b: str) -> bool:
    left, right = content(a), content(b)
    smaller = min(len(left), len(right))
    return a.casefold() == b.casefold() or (smaller > 0 and len(left & right) / smaller >= SAME)


def _lowered(phrase: str) -> str:
    """A phrase in small letters but for names that are no plain words."""
    return " ".join(
        word if word[1:] != word[1:].lower() or any(map(str.isdigit, word)) else word.lower() for word in phrase.split()
    )
