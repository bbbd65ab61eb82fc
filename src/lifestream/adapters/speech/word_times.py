"""Puts right the times that attention gives to words, with what the voice detector heard."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lifestream.domain.segment import Segment, union
from lifestream.domain.transcript import Word

_LONGEST = 2.0  # seconds that one word may take, however long
_LEAST = 0.5
_PER_LETTER = 0.12
_LONGEST_ECHO = 8  # words
_SHORTEST = 0.02  # Whisper's own resolution
_LATE, _EARLY = 0.5, 0.7  # seconds by which attention misplaces the first and the last word of a stretch of voice
_BESIDE = 0.15  # seconds; a word this near to a stretch of voice belongs to it


def settle(words: Iterable[Word], bounds: Segment, speech: Sequence[Segment]) -> tuple[Word, ...]:
    """Make words monotone, inside ``bounds``, and none longer than it can be said.

    Attention smears a word over the silence, or the words left out, beside it: such a word keeps the
    end that lies in ``speech``.
    """
    settled: list[Word] = []
    floor = bounds.start
    for word in words:
        segment = _shorten(word.segment.clamp(bounds), len(word.text), speech)
        start = min(max(segment.start, floor), bounds.end)
        end = min(max(segment.end, start + _SHORTEST), bounds.end)
        settled.append(replace(word, segment=Segment(start, max(start, end))))
        floor = max(start, end)
    return tuple(settled)


def snap(words: Sequence[Word], voice: Sequence[Segment]) -> tuple[Word, ...]:
    """Let the first and the last word of each stretch of voice begin and end with it.

    Attention knows the order of words well and their edges badly: beside a pause it is a tenth of a second
    early at the start of a word, and more at the end of one. The voice detector hears these edges.
    ``words`` are settled, ``voice`` in order of time; no word moves past another.
    """
    edges = [[word.segment.start, word.segment.end] for word in words]
    middles = [word.segment.middle for word in words]
    first = 0
    for stretch in voice:
        first = bisect_left(middles, stretch.start - _BESIDE, first)
        last = bisect_left(middles, stretch.end + _BESIDE, first) - 1
        if last < first:
            continue
        floor = edges[first - 1][1] if first else 0.0
        ceiling = edges[last + 1][0] if last + 1 < len(edges) else stretch.end
        start, end = max(floor, stretch.start), min(ceiling, stretch.end)
        if abs(start - edges[first][0]) <= _LATE and start <= edges[first][1] - _SHORTEST:
            edges[first][0] = start
        if abs(end - edges[last][1]) <= _EARLY and end >= edges[last][0] + _SHORTEST:
            edges[last][1] = end
        first = last + 1
    return tuple(replace(word, segment=Segment(start, end)) for word, (start, end) in zip(words, edges, strict=True))


def unheard(words: Iterable[Word], speech: Sequence[Segment], at_least: float) -> tuple[Segment, ...]:
    """Find speech without words: the segments of at least ``at_least`` seconds in which nothing was written."""
    gaps: list[Segment] = []
    heard = union((word.segment for word in words), bridge=at_least)
    for segment in union(speech, bridge=0.5):
        start = segment.start
        for covered in heard:
            if covered.end <= start or covered.start >= segment.end:
                continue
            if covered.start - start >= at_least:
                gaps.append(Segment(start, covered.start))
            start = max(start, covered.end)
        if segment.end - start >= at_least:
            gaps.append(Segment(start, segment.end))
    return tuple(gaps)


def without_echo(words: Sequence[Word], more: Sequence[Word]) -> list[Word]:
    """Put words read later among those read before, without those that stood beside them already.

    A word next to a gap is often heard again with it: where ``more`` begins with the words before the
    gap, or ends with those after it, they count once.
    """
    if not more:
        return list(words)
    before = [word for word in words if word.segment.middle < more[0].segment.middle]
    after = list(words[len(before) :])
    new = list(more)
    new = new[_shared(before, new) :]
    new = new[: len(new) - _shared(new, after)]
    return [*before, *new, *after]


def _shared(left: Sequence[Word], right: Sequence[Word]) -> int:
    """How many words end ``left`` and begin ``right`` alike."""
    for count in range(min(len(left), len(right), _LONGEST_ECHO), 0, -1):
        if [_plain(word) for word in left[-count:]] == [_plain(word) for word in right[:count]]:
            return count
    return 0


def _plain(word: Word) -> str:
    return "".join(letter for letter in word.text.lower() if letter.isalnum())


def _shorten(segment: Segment, letters: int, speech: Sequence[Segment]) -> Segment:
    longest = min(_LONGEST, _LEAST + _PER_LETTER * letters)
    if segment.duration <= longest:
        return segment
    early = Segment(segment.start, segment.start + longest)
    late = Segment(segment.end - longest, segment.end)
    voiced_early, voiced_late = (sum(part.overlap(s) for s in speech) for part in (early, late))
    return late if voiced_late > voiced_early else early
