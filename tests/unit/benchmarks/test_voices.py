from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.scores.voices import read_rttm, voice_errors

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn

TRUTH = (Turn(Segment(0.0, 10.0), "Ann"), Turn(Segment(10.0, 20.0), "Ben"))


def errors_of(*found: Turn, collar: float = 0.0, scored: tuple[Segment, ...] | None = None) -> tuple[float, ...]:
    errors = voice_errors(TRUTH, found, 30.0, scored, collar)
    assert errors.rate == pytest.approx(errors.missed + errors.false_alarm + errors.confusion)
    return tuple(round(part, 4) for part in (errors.missed, errors.false_alarm, errors.confusion))


def test_the_same_turns_under_other_names_are_right() -> None:
    assert errors_of(Turn(Segment(0.0, 10.0), "S2"), Turn(Segment(10.0, 20.0), "S1")) == (0, 0, 0)


def test_one_speaker_for_two_is_confusion() -> None:
    assert errors_of(Turn(Segment(0.0, 20.0), "S1")) == (0, 0, 0.5)


def test_a_turn_too_short_is_a_miss_and_one_too_long_a_false_alarm() -> None:
    assert errors_of(Turn(Segment(0.0, 8.0), "S1"), Turn(Segment(10.0, 23.0), "S2")) == (0.1, 0.15, 0)


def test_nobody_is_all_missed() -> None:
    assert errors_of() == (1.0, 0, 0)


def test_within_the_collar_nothing_counts() -> None:
    found = (Turn(Segment(0.2, 10.2), "S1"), Turn(Segment(10.2, 19.8), "S2"))
    assert errors_of(*found, collar=0.25) == (0, 0, 0)
    assert sum(errors_of(*found)) == pytest.approx(0.03)


def test_speech_at_once_is_scored() -> None:
    truth = (Turn(Segment(0.0, 10.0), "Ann"), Turn(Segment(5.0, 10.0), "Ben"))
    errors = voice_errors(truth, [Turn(Segment(0.0, 10.0), "S1")], 10.0, None, 0.0)
    assert errors.seconds == pytest.approx(15)
    assert errors.missed == pytest.approx(5 / 15)


def test_what_is_not_labelled_is_not_scored() -> None:
    assert errors_of(Turn(Segment(0.0, 10.0), "S1"), scored=(Segment(0.0, 10.0),)) == (0, 0, 0)


def test_the_jaccard_error_rate_weighs_speakers_alike() -> None:
    truth = (Turn(Segment(0.0, 18.0), "Ann"), Turn(Segment(18.0, 20.0), "Ben"))
    errors = voice_errors(truth, [Turn(Segment(0.0, 18.0), "S1")], 20.0, None, 0.0)
    assert errors.rate == pytest.approx(0.1)
    assert errors.jaccard == pytest.approx(0.5)


def test_rttm_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ref.rttm"
    path.write_text("SPEAKER x 1 3.168 0.800 <NA> <NA> MEO069 <NA> <NA>\n\nSPKR-INFO x 1 <NA>\n")
    [turn] = read_rttm(path)
    assert turn.speaker == "MEO069"
    assert (turn.segment.start, turn.segment.end) == (3.168, pytest.approx(3.968))
