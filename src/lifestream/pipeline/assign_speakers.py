"""Who said each word: per word, then regrouped into utterances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.segment import Segment
from lifestream.domain.speaker import UNKNOWN_SPEAKER, Speaker
from lifestream.domain.transcript import SENTENCE_ENDS, Diarization, Speech, Transcript, Turn, Utterance, Word
from lifestream.pipeline.turn_taking import give_back_questions

REACH = 2.0  # seconds; a word further than this from any turn has no known speaker
OUT_OF_REACH = 4.0  # what such a word costs: more than nobody and a change of speaker
SWITCH = 1.2  # what a change of speaker costs between two words that touch
SWITCH_AT_GAP = 0.8  # … where there is a pause between them
SWITCH_AT_SENTENCE = 0.1  # … where a sentence ends
GAP = 0.25  # seconds; a pause that a listener hears

PAUSE = 1.5  # seconds; a longer one ends an utterance
BREATH = 0.5  # seconds; one after a sentence ends an utterance that is long enough
SENTENCES = 3  # in one utterance, at most
LONG_ENOUGH = 5.0  # seconds
LONGEST = 30.0  # seconds; speech without sentences is cut here, at its widest gap
OVERLAP = 0.3  # seconds of another voice that make an utterance overlapped


def assign_speakers(speech: Speech, diarization: Diarization) -> Transcript:
    """Give every word to the speaker whose turns cover it, and regroup the words into utterances.

    No word is lost and none changes. A change of speaker prefers pauses and ends of sentences, so that
    a word whose time is a little off does not stray. Words far from every turn go to ``S?``. Where a
    transcriber listened and heard no word at all, the voices were noise: there is nobody.
    """
    words, turns = speech.words, diarization.turns
    if speech.model and not words:
        turns = ()
    ids = [speaker.id for speaker in diarization.speakers] or sorted({turn.speaker for turn in turns})
    cover, distance, certainty = _measure(words, turns, ids)
    labels = give_back_questions(words, _most_likely(words, cover, distance)) if words else []
    certain = [float(certainty[i, label]) if label < len(ids) else 0.5 for i, label in enumerate(labels)]
    utterances: list[Utterance] = []
    for first, end in _runs(words, labels):
        speaker = ids[labels[first]] if labels[first] < len(ids) else UNKNOWN_SPEAKER
        said = words[first:end]
        heard = sum(word.probability for word in said) / len(said)
        confidence = heard * sum(certain[first:end]) / len(said)
        is_overlapped = _is_overlapped(said, speaker, turns)
        utterances.append(Utterance(f"u{len(utterances) + 1}", speaker, said, round(confidence, 4), is_overlapped))
    nobody = (Speaker(UNKNOWN_SPEAKER),) if any(u.speaker == UNKNOWN_SPEAKER for u in utterances) else ()
    return Transcript(
        utterances=tuple(utterances),
        speakers=(*(diarization.speakers if turns else ()), *nobody),
        turns=turns,
        languages=speech.languages,
        dropped=speech.dropped,
        speech_seconds=speech.speech_seconds,
        warnings=(*speech.warnings, *diarization.warnings),
    )


def _measure(
    words: Sequence[Word], turns: Sequence[Turn], ids: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Per word and speaker: share of the word inside turns, seconds to the nearest turn, certainty (0–1)."""
    shape = (len(words), len(ids))
    cover, distance, certainty = np.zeros(shape), np.full(shape, np.inf), np.zeros(shape)
    starts = np.array([word.segment.start for word in words])
    ends = np.maximum(np.array([word.segment.end for word in words]), starts + 0.01)
    column = {speaker: k for k, speaker in enumerate(ids)}
    for turn in turns:
        k = column[turn.speaker]
        near = (starts < turn.segment.end + REACH) & (ends > turn.segment.start - REACH)
        start, end = starts[near], ends[near]
        inside = np.minimum(end, turn.segment.end) - np.maximum(start, turn.segment.start)
        share = np.clip(inside / (end - start), 0.0, 1.0)
        cover[near, k] = np.minimum(1.0, cover[near, k] + share)
        certainty[near, k] += share * turn.confidence
        distance[near, k] = np.minimum(distance[near, k], np.maximum(0.0, -inside))
    crowd = np.maximum(1.0, cover.sum(axis=1, keepdims=True))
    return cover, distance, np.minimum(1.0, certainty / crowd)


def _most_likely(words: Sequence[Word], cover: NDArray[np.float64], distance: NDArray[np.float64]) -> list[int]:
    """The cheapest sequence of speakers (Viterbi); the number behind the last stands for nobody known."""
    outside = np.where(distance < REACH, 1.0 + distance / REACH, OUT_OF_REACH)
    costs = np.where(cover > 0, 1.0 - cover, outside)
    # Nobody is cheaper than somebody out of reach, and dearer than anybody within.
    costs = np.column_stack([costs, np.full(len(words), 1.99)])
    total = costs[0]
    came_from = np.zeros(costs.shape, np.int64)
    for i in range(1, len(words)):
        cheapest = int(total.argmin())
        switched = total[cheapest] + _switch(words[i - 1], words[i])
        came_from[i] = np.where(total <= switched, np.arange(len(total)), cheapest)
        total = np.minimum(total, switched) + costs[i]
    labels = [int(total.argmin())]
    for i in range(len(words) - 1, 0, -1):
        labels.append(int(came_from[i, labels[-1]]))
    return labels[::-1]


def _switch(before: Word, after: Word) -> float:
    if before.text.endswith(SENTENCE_ENDS):
        return SWITCH_AT_SENTENCE
    return SWITCH_AT_GAP if before.segment.gap(after.segment) >= GAP else SWITCH


def _runs(words: Sequence[Word], labels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Index ranges of utterances: one speaker, one to three sentences, cut at pauses."""
    first, sentences = 0, 0
    for i, word in enumerate(words):
        is_sentence = word.text.endswith(SENTENCE_ENDS)
        sentences += is_sentence
        is_last = i + 1 == len(words)
        gap = 0.0 if is_last else word.segment.gap(words[i + 1].segment)
        seconds = word.segment.end - words[first].segment.start
        is_full = sentences >= SENTENCES or seconds >= 2 * LONG_ENOUGH
        is_breath = seconds >= LONG_ENOUGH and gap >= BREATH
        if is_last or labels[i + 1] != labels[i] or gap >= PAUSE or (is_sentence and (is_full or is_breath)):
            yield from _cut_long(words, first, i + 1)
            first, sentences = i + 1, 0


def _cut_long(words: Sequence[Word], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at the widest gap until no part is longer than ``LONGEST``."""
    if end - first < 2 or words[end - 1].segment.end - words[first].segment.start <= LONGEST:
        yield first, end
        return
    middle = range(first + 1, end)
    cut = max(middle, key=lambda i: (words[i - 1].segment.gap(words[i].segment), min(i - first, end - i)))
    yield from _cut_long(words, first, cut)
    yield from _cut_long(words, cut, end)


def _is_overlapped(words: Sequence[Word], speaker: str, turns: Sequence[Turn]) -> bool:
    span = Segment(words[0].segment.start, max(word.segment.end for word in words))
    others = (turn.segment.overlap(span) for turn in turns if turn.speaker != speaker)
    return sum(others) >= OVERLAP
