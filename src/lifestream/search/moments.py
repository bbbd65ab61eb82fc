"""Passages about one moment are one hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit

LONGEST_MOMENT = 120.0
"""Seconds; what lasts longer, as a chapter's heading does, is no moment but a stretch."""
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
        place = next((n for n, other in enumerate(kept) if _are_one(other.passage, hit.passage)), None)
        if place is None:
            kept.append(hit)
        else:
            kept[place] = _joined(kept[place], hit)
    return tuple(sorted(kept, key=lambda h: -h.score))


def _are_one(one: Passage, other: Passage) -> bool:
    if one.recording != other.recording:
        return False
    shorter, longer = sorted((one.segment, other.segment), key=lambda s: s.duration)
    if longer.duration > LONGEST_MOMENT:
        return False
    if one.modality == other.modality == "speech":
        return False  # neighbours, or parts of one long utterance: two moments
    return shorter.overlap(longer) > MOST_OF_IT * shorter.duration or (
        shorter.duration == 0 and longer.contains(shorter.start)
    )


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
