from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from lifestream.adapters.speech.pyannote_diarizer import read_annotation
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Diarization


@dataclass(frozen=True)
class Annotation:
    """What pyannote.core's annotation offers of itself: tracks with labels, the labels in order of their names."""

    tracks: Sequence[tuple[float, float, str]]

    def itertracks(self, yield_label: bool) -> Iterator[tuple[Segment, int, str]]:
        assert yield_label
        for number, (start, end, label) in enumerate(self.tracks):
            # A span that begins before the sound does is no Segment of ours.
            yield _Span(start, end), number, label  # type: ignore[misc]

    def labels(self) -> list[str]:
        return sorted({label for _, _, label in self.tracks})

    def label_duration(self, label: str) -> float:
        return sum(end - start for start, end, name in self.tracks if name == label)


@dataclass(frozen=True)
class _Span:
    start: float
    end: float


@dataclass(frozen=True)
class Output:
    """What version 4 answers: the annotation, and one vector for each of its labels."""

    speaker_diarization: Annotation
    speaker_embeddings: np.ndarray | None


TALK = Annotation([(4.0, 6.0, "SPEAKER_00"), (0.5, 3.5, "SPEAKER_01"), (6.5, 8.0, "SPEAKER_01")])


def test_turns_come_in_order_of_time_and_speakers_in_order_of_appearance() -> None:
    found = read_annotation(TALK)
    assert [(t.segment.start, t.segment.end, t.speaker) for t in found.turns] == [
        (0.5, 3.5, "S1"),
        (4.0, 6.0, "S2"),
        (6.5, 8.0, "S1"),
    ]
    assert [(s.id, s.voiceprint) for s in found.speakers] == [("S1", None), ("S2", None)]


def test_voiceprints_go_to_their_labels_with_unit_length() -> None:
    found = read_annotation(Output(TALK, np.array([[0.0, 2.0], [3.0, 4.0]])))
    prints = {s.id: s.voiceprint for s in found.speakers}
    assert prints["S1"] is not None
    assert prints["S2"] is not None
    assert (prints["S1"].mean, prints["S1"].seconds) == (pytest.approx((0.6, 0.8)), 4.5)
    assert prints["S2"].mean == (0.0, 1.0)


@pytest.mark.parametrize("vectors", [None, np.zeros((2, 2)), np.full((2, 2), np.nan), np.zeros((0, 2))], ids=str)
def test_a_vector_that_is_none_makes_no_voiceprint(vectors: np.ndarray | None) -> None:
    assert [s.voiceprint for s in read_annotation(Output(TALK, vectors)).speakers] == [None, None]


def test_a_turn_does_not_begin_before_the_sound() -> None:
    [turn] = read_annotation(Annotation([(-0.2, 1.0, "A")])).turns
    assert turn.segment == Segment(0.0, 1.0)


def test_where_nobody_speaks_there_is_nobody() -> None:
    assert read_annotation(Annotation([])) == Diarization()
