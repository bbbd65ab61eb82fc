"""Chapters: where the talk changes its topic, or a new slide title comes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.document import Chapter
from lifestream.domain.scene import Keyframe, Slide
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import UNKNOWN_SPEAKER
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance
from lifestream.pipeline.topics import announced, key_phrases, title_case, title_of_talk
from lifestream.ports.embedder import Embedder

SHORTEST = 40.0  # seconds of a chapter
MOST_PER_HOUR = 20
NEIGHBOURS = 5  # utterances compared on either side of a gap
DEPTH = 0.12  # fall of likeness that is a change of topic on its own
ANNOUNCED = 0.5  # what an announcement ("Next topic, …") adds to that
NEW_SLIDE = 0.25  # what a new slide title adds
NEAR_SLIDE = 6.0  # seconds between a slide's appearance and the words that go with it
SHOWN = 0.15  # share of a chapter, or of a minute, for which a slide is shown that gives it its title
TITLE_WORDS = 6
LONG = 600.0  # seconds of one topic after which the deepest fall inside is taken for a change


def find_chapters(timeline: Timeline, embedder: Embedder) -> tuple[Chapter, ...]:
    """Cut a recording into topics, each with a title and the picture that goes with it.

    A change of topic is where the likeness of what is said before and after falls (Hearst, TextTiling,
    1997), helped by words that announce a topic and by slides with a new title. A recording without
    speech has a chapter for each slide with a title; without either it has none.
    """
    duration = timeline.media.duration
    slides = [slide for slide in timeline.scenes.slides if slide.title]
    utterances = timeline.transcript.utterances
    if not utterances:
        starts = sorted(span.start for slide in slides for span in slide.spans)
    else:
        starts = _starts(utterances, slides, embedder, duration)
    if not starts or duration <= 0:
        return ()
    edges = [0.0, *(s for s in starts if s > 0.0), duration]
    spans = [Segment(a, b) for a, b in pairwise(edges) if b > a]
    background = [u.text for u in utterances]
    chapters: list[Chapter] = []
    for span in spans:
        title = _title(span, utterances, slides, background) or _untold(timeline, len(chapters), len(spans))
        if chapters and chapters[-1].title == title:
            before = chapters.pop()
            span = before.segment.hull(span)
        chapters.append(Chapter(title, span, keyframe=_picture(span, timeline.scenes.keyframes, slides)))
    return tuple(chapters)


def _starts(
    utterances: Sequence[Utterance], slides: Sequence[Slide], embedder: Embedder, duration: float
) -> list[float]:
    """The beginnings of chapters, the first at 0, by the strongest changes first."""
    vectors = embedder.embed([u.text for u in utterances])
    falls = _falls(vectors, [len(u.words) for u in utterances])
    appearances = [span.start for slide in slides for span in slide.spans[:1]]
    strength: dict[int, float] = {}
    for i in range(1, len(utterances)):
        start = utterances[i].segment.start
        score = falls[i]
        score += ANNOUNCED if announced(utterances[i].text) else 0.0
        score += NEW_SLIDE if _goes_with(i, utterances, appearances) else 0.0
        if score >= DEPTH + 0.1 and start > 0:
            strength[i] = score
    limit = max(1, round(MOST_PER_HOUR * duration / 3600 + 2))
    chosen: list[float] = [0.0]
    for i in sorted(strength, key=lambda k: -strength[k]):
        start = utterances[i].segment.start
        is_apart = all(abs(start - other) >= SHORTEST for other in chosen) and duration - start >= SHORTEST / 2
        if is_apart and len(chosen) < limit:
            chosen.append(start)
    return sorted(chosen)


def _falls(vectors: NDArray[np.float32], weights: Sequence[int]) -> NDArray[np.float64]:
    """How far the likeness of both sides of each gap lies below the peaks around it; 0–2, index 0 unused."""
    count = len(vectors)
    weighted = vectors * np.sqrt(np.maximum(weights, 1))[:, None]
    likeness = np.ones(count)
    for i in range(1, count):
        before = weighted[max(0, i - NEIGHBOURS) : i].sum(axis=0)
        after = weighted[i : i + NEIGHBOURS].sum(axis=0)
        likeness[i] = float(before @ after / max(1e-9, np.linalg.norm(before) * np.linalg.norm(after)))
    falls = np.zeros(count)
    for i in range(1, count):
        left = likeness[max(1, i - 2 * NEIGHBOURS) : i + 1].max()
        right = likeness[i : i + 2 * NEIGHBOURS + 1].max()
        is_lowest = likeness[i] <= likeness[max(1, i - 2) : i + 3].min() + 1e-9
        falls[i] = (left + right) / 2 - likeness[i] if is_lowest else 0.0
    return falls


def _goes_with(i: int, utterances: Sequence[Utterance], appearances: Sequence[float]) -> bool:
    """Whether a slide first appears just before an utterance, or while it begins."""
    end_before, start = utterances[i - 1].segment.end, utterances[i].segment.start
    return any(min(end_before, start) - 1.0 <= shown <= start + NEAR_SLIDE for shown in appearances)


def _title(
    span: Segment, utterances: Sequence[Utterance], slides: Sequence[Slide], background: Sequence[str]
) -> str | None:
    """The slides that come up, else what is announced, else the slide shown longest, else what is spoken of most."""
    inside = [u for u in utterances if span.contains(u.segment.start)]
    # A slide of the time before goes on for a moment; the first one of a recording mostly names the whole.
    new = [
        s
        for s in slides
        if span.start - 2 * NEAR_SLIDE <= s.spans[0].start and (s.spans[0].start > 0 or len(slides) < 3)
    ]
    topic = next(filter(None, (announced(utterance.text) for utterance in inside[:3])), None)
    phrases = key_phrases([u.text for u in inside], 2, background)
    spoken = title_case(" and ".join(phrases)) if phrases else None
    return _shown(span, new, 2) or (title_case(topic) if topic else None) or _shown(span, slides, 1) or spoken


def _untold(timeline: Timeline, index: int, count: int) -> str:
    """The title of a chapter without a topic: who talks, and which part of the talk it is."""
    speaking = dict.fromkeys(u.speaker for u in timeline.transcript.utterances if u.speaker != UNKNOWN_SPEAKER)
    talk = title_of_talk([timeline.transcript.speaker(id).label for id in speaking])
    return talk if count == 1 else f"{talk}, Part {index + 1}"


def _shown(span: Segment, slides: Sequence[Slide], most: int) -> str | None:
    """The titles of the slides shown longest, in order of appearance; two short ones tell more than one."""
    seconds = Counter({s.title: sum(part.overlap(span) for part in s.spans) for s in slides if s.title})
    best = [title for title, shown in seconds.most_common(most) if shown >= SHOWN * min(span.duration, 60.0)]
    is_short = sum(len(title.split()) for title in best) <= TITLE_WORDS
    chosen = best if is_short else best[:1]
    return " and ".join(title for title in seconds if title in chosen) or None


def _picture(span: Segment, keyframes: Sequence[Keyframe], slides: Sequence[Slide]) -> str | None:
    """The slide shown longest in a chapter, else its first picture."""
    shown = {slide.keyframe: sum(part.overlap(span) for part in slide.spans) for slide in slides}
    best = max(shown, key=lambda key: shown[key], default=None)
    if best and shown[best] > 0:
        return best
    return next((k.id for k in keyframes if span.contains(k.time)), None)
