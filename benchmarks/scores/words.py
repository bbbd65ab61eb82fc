"""What was said: word error rates, with and without who said it, and when utterances begin and end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from statistics import median

import jiwer
import meeteval
from meeteval.io import SegLST
from whisper_normalizer.english import EnglishTextNormalizer

from benchmarks.items import Said
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Transcript

# Segments of a minute are no sign that times are not in seconds, as meeteval suspects.
logging.getLogger("preprocess").setLevel(logging.ERROR)

COLLAR = 5.0
"""Seconds that a word may be off in the time-constrained word error rate."""


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Errors and the words that there were; ``invented`` counts the insertions among the errors."""

    errors: int
    words: int
    invented: int = 0

    @property
    def rate(self) -> float:
        """Errors for each word of the reference; may exceed 1."""
        return self.errors / self.words if self.words else float(self.errors > 0)


@cache
def _normalizer() -> EnglishTextNormalizer:
    return EnglishTextNormalizer()


def normalise(text: str) -> str:
    """Case, punctuation, numbers and spelling made alike, as Whisper's authors do before they count errors."""
    return str(_normalizer()(text)).strip()


def word_errors(reference: str, hypothesis: str) -> WordErrors:
    """Word errors of a whole recording, both texts normalised."""
    truth, found = normalise(reference), normalise(hypothesis)
    if not truth:
        invented = len(found.split())
        return WordErrors(invented, 0, invented)
    counted = jiwer.process_words(truth, found)
    return WordErrors(
        counted.substitutions + counted.deletions + counted.insertions, len(truth.split()), counted.insertions
    )


def attributed_errors(reference: tuple[Said, ...], transcript: Transcript) -> tuple[WordErrors, WordErrors]:
    """Word errors where a word counts only under the right speaker: cpWER, then tcpWER with ``COLLAR``.

    Speakers are matched so that the errors are fewest. In the second, a word must also be near its
    time (Neumann et al., MeetEval, 2023).
    """
    truth = SegLST([_segment(line.speaker, line.segment, line.text) for line in reference if normalise(line.text)])
    found = SegLST([_segment(u.speaker, u.segment, u.text) for u in transcript.utterances if normalise(u.text)])
    if not found:
        words = sum(len(line["words"].split()) for line in truth)
        return WordErrors(words, words), WordErrors(words, words)
    by_speaker = meeteval.wer.cpwer(truth, found)["benchmark"]
    in_time = meeteval.wer.tcpwer(truth, found, collar=COLLAR)["benchmark"]
    return (
        WordErrors(by_speaker.errors, by_speaker.length, by_speaker.insertions),
        WordErrors(in_time.errors, in_time.length, in_time.insertions),
    )


def _segment(speaker: str, segment: Segment, text: str) -> dict[str, object]:
    return {
        "session_id": "benchmark",
        "speaker": speaker,
        "start_time": segment.start,
        "end_time": max(segment.end, segment.start + 0.01),
        "words": normalise(text),
    }


@dataclass(frozen=True, slots=True)
class EdgeErrors:
    """Medians of how far starts and ends of reference utterances are off, in seconds, over ``lines`` of them."""

    start: float
    end: float
    lines: int


def edge_errors(reference: tuple[Said, ...], transcript: Transcript) -> EdgeErrors | None:
    """Compare the times of the first and last word of every line of a reference that has exact times.

    Words of the reference and of the transcript are aligned in order; a line counts for its start if its
    first word was heard right, and for its end if its last was.
    """
    said = [(word, line) for line in reference for word in normalise(line.text).split()]
    heard = [
        (part, word.segment)
        for utterance in transcript.utterances
        for word in utterance.words
        for part in normalise(word.text).split()
    ]
    if not said or not heard:
        return None
    pairs = _aligned([word for word, _ in said], [word for word, _ in heard])
    starts: list[float] = []
    ends: list[float] = []
    first_of = {id(line): index for index, (_, line) in reversed(list(enumerate(said)))}
    last_of = {id(line): index for index, (_, line) in enumerate(said)}
    for line in reference:
        first, last = pairs.get(first_of.get(id(line), -1)), pairs.get(last_of.get(id(line), -1))
        if first is not None:
            starts.append(abs(heard[first][1].start - line.segment.start))
        if last is not None:
            ends.append(abs(heard[last][1].end - line.segment.end))
    return EdgeErrors(median(starts), median(ends), len(starts)) if starts and ends else None


def _aligned(truth: list[str], found: list[str]) -> dict[int, int]:
    """Positions of words that are the same in both, by the alignment with the fewest errors."""
    chunks = jiwer.process_words(" ".join(truth), " ".join(found)).alignments[0]
    return {
        chunk.ref_start_idx + n: chunk.hyp_start_idx + n
        for chunk in chunks
        if chunk.type == "equal"
        for n in range(chunk.ref_end_idx - chunk.ref_start_idx)
    }
