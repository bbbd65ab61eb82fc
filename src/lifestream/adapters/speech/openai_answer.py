"""Turns what an ``/audio/transcriptions`` server answers into words: it may give words, segments, or text alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from openai.types.audio import TranscriptionSegment, TranscriptionVerbose

from lifestream.adapters.speech.hallucinations import (
    HIGHEST_COMPRESSION,
    HIGHEST_NO_SPEECH,
    LOWEST_LOG_PROBABILITY,
    find_loop,
    is_stock_phrase,
)
from lifestream.adapters.speech.windows import Window
from lifestream.adapters.speech.word_times import settle
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Dropped, DropReason, Word

UNKNOWN = 0.5
"""The probability of a word where the server says nothing about it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one window's answer holds; ``is_estimated`` says that word times are spread, not measured."""

    words: tuple[Word, ...]
    dropped: tuple[Dropped, ...]
    is_estimated: bool


def read_answer(answer: TranscriptionVerbose, window: Window) -> Answer:
    """Place an answer's words on the media clock, without those that nobody said."""
    segments = [segment for segment in answer.segments or [] if _is_span(segment.start, segment.end)]
    dropped: list[Dropped] = []
    bad: list[Segment] = []
    for segment in segments:
        reason = _doubt(segment)
        if reason:
            bad.append(Segment(segment.start, segment.end))
            dropped.append(Dropped(_place(segment.start, segment.end, window), segment.text.strip(), reason))
    timed = _timed(answer, segments, window.segment.duration)
    kept = [word for word in timed if not any(span.contains(word.segment.middle) for span in bad)]
    placed = [Word(w.text, _place(w.segment.start, w.segment.end, window), w.probability) for w in kept]
    words = settle(placed, window.segment, window.speech)
    loop = find_loop([word.text for word in words])
    if loop is not None:
        span = words[loop].segment.hull(words[-1].segment)
        dropped.append(Dropped(span, " ".join(word.text for word in words[loop:]), "repetition"))
        words = words[:loop]
    return Answer(words, tuple(dropped), not answer.words and bool(words))


def _timed(answer: TranscriptionVerbose, segments: Sequence[TranscriptionSegment], seconds: float) -> list[Word]:
    """List the words with times from the start of the window, in order, with the punctuation of the text."""
    if answer.words:
        spans = [item for item in answer.words if _is_span(item.start, item.end) and item.word.strip()]
        texts = _punctuate([item.word.strip() for item in spans], answer.text)
        return [
            Word(text, Segment(item.start, item.end), _probability(segments, (item.start + item.end) / 2))
            for text, item in sorted(zip(texts, spans, strict=True), key=lambda pair: pair[1].start)
        ]
    if segments:
        return [word for s in segments for word in _spread(s.text, Segment(s.start, s.end), _sure(s))]
    return _spread(answer.text, Segment(0.0, seconds), UNKNOWN)


def _spread(text: str, span: Segment, probability: float) -> list[Word]:
    """Divide a span among the words of a text by their length."""
    words = text.split()
    letters = sum(len(word) + 1 for word in words)
    result, at = [], span.start
    for word in words:
        end = at + span.duration * (len(word) + 1) / letters
        result.append(Word(word, Segment(at, end), probability))
        at = end
    return result


def _punctuate(words: Sequence[str], text: str) -> list[str]:
    """Give words the case and punctuation that they have in the text; OpenAI's own server lists them bare."""
    tokens = text.split()
    matcher = SequenceMatcher(None, [_plain(word) for word in words], [_plain(token) for token in tokens], False)
    result = list(words)
    for block in matcher.get_matching_blocks():
        result[block.a : block.a + block.size] = tokens[block.b : block.b + block.size]
    return result


def _doubt(segment: TranscriptionSegment) -> DropReason | None:
    if segment.compression_ratio > HIGHEST_COMPRESSION:
        return "compression"
    silent = segment.no_speech_prob > HIGHEST_NO_SPEECH
    if silent and (segment.avg_logprob < LOWEST_LOG_PROBABILITY or is_stock_phrase(segment.text)):
        return "no-speech"
    return None


def _probability(segments: Sequence[TranscriptionSegment], time: float) -> float:
    return next((_sure(s) for s in segments if s.start <= time < s.end), UNKNOWN)


def _sure(segment: TranscriptionSegment) -> float:
    return min(1.0, math.exp(min(0.0, segment.avg_logprob))) if segment.avg_logprob else UNKNOWN


def _place(start: float, end: float, window: Window) -> Segment:
    offset = window.segment.start
    return Segment(start + offset, end + offset).clamp(window.segment)


def _is_span(start: float | None, end: float | None) -> bool:
    return start is not None and end is not None and math.isfinite(end) and 0 <= start <= end


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
