"""Passages about one moment are one hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment

LONGEST_MOMENT = 120.0
"""Seconds; what lasts longer, as a slide that stays may, is no moment but a stretch."""
HEADED = 20.0
"""Seconds of a chapter that its heading stands for."""
MOST_OF_IT = 0.5
"""The share of the shorter passage from which two are about one moment."""
AGREEMENT = 0.05
"""What a hit gains for each further way in which its moment was met."""
WAYS = 3


def merge_moments(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Join hits of one moment under the best of them, best first.

    What was said, what was claimed of it and the slide that was shown meanwhile are one moment. A moment that was
    met in several ways gains a little.
    """
    kept: list[Hit] = []
    for hit in hits:
        place = next((n for n, other in enumerate(kept) if _are_one(other, hit.passage)), None)
        if place is None:
            kept.append(hit)
        else:
            kept[place] = _joined(kept[place], hit)
    return tuple(sorted(kept, key=lambda h: -h.score))


def _are_one(hit: Hit, other: Passage) -> bool:
    """Whether a passage is about the moment of a hit, which has one passage of speech at most.

    Two of them are neighbours, or parts of a long utterance: two moments, whatever slide is shown to both.
    """
    if hit.passage.recording != other.recording or (other.modality == "speech" and "speech" in hit.modalities):
        return False
    shorter, longer = sorted((_moment(hit.passage), _moment(other)), key=lambda s: s.duration)
    if longer.duration > LONGEST_MOMENT:
        return False
    return shorter.overlap(longer) > MOST_OF_IT * shorter.duration or (
        shorter.duration == 0 and longer.contains(shorter.start)
    )


def _moment(passage: Passage) -> Segment:
    """When a passage is: a heading stands over a chapter, and is found where that begins."""
    span = passage.segment
    return Segment(span.start, min(span.end, span.start + HEADED)) if passage.modality == "title" else span


def _joined(hit: Hit, other: Hit) -> Hit:
    is_new = other.passage.modality not in hit.modalities
    gain = AGREEMENT if is_new and len(hit.modalities) < WAYS else 0.0
    return replace(
        hit,
        score=min(1.0, hit.score + gain),
        words=tuple(dict.fromkeys((*hit.words, *other.words))),
        people=tuple(dict.fromkeys((*hit.people, *other.people))),
        meaning=max(filter(None, (hit.meaning, other.meaning)), default=hit.meaning),
        others=(*hit.others, other.passage),
    )
