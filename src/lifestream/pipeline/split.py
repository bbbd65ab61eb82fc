"""The timeline cut into chunks at pauses."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from lifestream.domain.chunk import Chunk
from lifestream.domain.segment import Segment, union
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance

TOLERANCE = 0.2
"""How far from its target a cut may lie, as a share of the chunk's length."""


def split(timeline: Timeline, chunk_seconds: float = 300.0) -> tuple[Chunk, ...]:
    """Cut a timeline into chunks of about ``chunk_seconds`` (20 % less or more) that tile ``[0, duration)``.

    A cut lies in the longest pause near its target, never inside an utterance: where somebody speaks
    on for longer, the chunk ends when he does. An utterance belongs to the chunk in which it starts.

    Raises:
        ValueError: ``chunk_seconds`` is not positive.
    """
    if chunk_seconds <= 0:
        raise ValueError(f"a chunk needs a positive length, not {chunk_seconds} s")
    duration = timeline.media.duration
    pauses = _pauses(timeline.transcript.utterances, duration)
    edges = [0.0]
    # What would be left over after the last cut is not worth a chunk of its own.
    while duration - edges[-1] > chunk_seconds * (1 + TOLERANCE):
        cut = _cut_after(edges[-1], chunk_seconds, pauses)
        if cut is None or cut >= duration:
            break
        edges.append(cut)
    edges.append(duration)
    return tuple(_chunk(timeline, index, Segment(start, end)) for index, (start, end) in enumerate(pairwise(edges)))


def _pauses(utterances: tuple[Utterance, ...], duration: float) -> tuple[Segment, ...]:
    """Where nobody speaks, in order of time; empty pauses between utterances that touch are pauses too."""
    spoken = sorted(u.segment for u in utterances)
    pauses: list[Segment] = []
    clock = 0.0
    for segment in spoken:
        if segment.start >= clock:
            pauses.append(Segment(clock, segment.start))
        clock = max(clock, segment.end)
    if clock < duration:
        pauses.append(Segment(clock, duration))
    return tuple(pauses)


def _cut_after(start: float, chunk_seconds: float, pauses: tuple[Segment, ...]) -> float | None:
    """Choose the next cut; ``None`` where no pause is left."""
    target = start + chunk_seconds
    window = Segment(start + chunk_seconds * (1 - TOLERANCE), start + chunk_seconds * (1 + TOLERANCE))
    first = bisect_left(pauses, window.start, key=lambda pause: pause.end)
    later = [pause for pause in pauses[first:] if pause.end > start]
    near = [pause.clamp(window) for pause in later if pause.start <= window.end]
    if near:
        longest = max(near, key=lambda pause: (pause.duration, -abs(pause.middle - target)))
        # A pause longer than the tolerance (music, a break) is cut as near the target as it allows.
        return min(max(target, longest.start), longest.end) if longest.contains(target) else longest.middle
    return next((pause.start for pause in later if pause.start > window.end), None)


def _chunk(timeline: Timeline, index: int, segment: Segment) -> Chunk:
    is_last = segment.end >= timeline.media.duration

    def belongs(time: float) -> bool:
        return segment.contains(time) or (is_last and time >= segment.end)

    utterances = tuple(u for u in timeline.transcript.utterances if belongs(u.segment.start))
    speakers = dict.fromkeys(u.speaker for u in utterances)
    slides = (
        replace(slide, spans=union(s.clamp(segment) for s in slide.spans if s.overlap(segment) > 0))
        for slide in timeline.scenes.slides
    )
    return Chunk(
        index=index,
        segment=segment,
        utterances=utterances,
        keyframes=tuple(k for k in timeline.scenes.keyframes if belongs(k.time)),
        slides=tuple(slide for slide in slides if slide.spans),
        speakers=tuple(timeline.transcript.speaker(id) for id in speakers),
    )
