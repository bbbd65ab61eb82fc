from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.adapters.speech.windows import Window, WindowLimits, combine, cut, voiced
from lifestream.domain.segment import Segment, union

LIMITS = WindowLimits()
FRAME = 0.032  # seconds
DURATION = 300.0


def frames(*levels: tuple[float, float]) -> np.ndarray:
    """Probabilities of speech, one a frame, from ``(seconds, probability)``."""
    return np.concatenate([np.full(round(seconds / FRAME), level, np.float32) for seconds, level in levels])


def cut_evenly(speech: list[Segment], duration: float = DURATION, limits: WindowLimits = LIMITS) -> tuple[Window, ...]:
    return cut(speech, np.full(round(duration / FRAME), 0.9, np.float32), FRAME, duration, limits)


def talk(*spans: tuple[float, float]) -> list[Segment]:
    return [Segment(*span) for span in spans]


spans = st.tuples(st.floats(0, DURATION), st.floats(0, 90)).map(lambda s: Segment(s[0], s[0] + s[1]))
probabilities = st.lists(st.floats(0, 1, width=32), max_size=300).map(lambda p: np.array(p, np.float32))


def test_a_voice_begins_at_the_onset_and_ends_below_the_offset() -> None:
    heard = voiced(frames((1, 0.1), (1, 0.6), (1, 0.4), (1, 0.2), (1, 0.4)), FRAME, LIMITS)
    assert [(s.start, s.end) for s in heard] == [pytest.approx((1, 3), abs=2 * FRAME)]


def test_a_voice_that_never_falls_lasts_to_the_end() -> None:
    probability = frames((1, 0.0), (2, 0.9))
    assert voiced(probability, FRAME, LIMITS)[-1].end == pytest.approx(len(probability) * FRAME)


def test_a_click_is_no_voice_and_a_breath_no_pause() -> None:
    click = frames((1, 0.0), (0.064, 0.9), (1, 0.0))
    breath = frames((1, 0.9), (0.064, 0.0), (1, 0.9))
    assert voiced(click, FRAME, LIMITS) == ()
    assert len(voiced(breath, FRAME, LIMITS)) == 1


@given(probabilities)
def test_voices_are_in_order_apart_and_not_too_short(probability: np.ndarray) -> None:
    heard = voiced(probability, FRAME, LIMITS)
    assert all(s.duration >= LIMITS.shortest_voice and s.end <= len(probability) * FRAME + 1e-9 for s in heard)
    assert all(b.start - a.end > LIMITS.shortest_pause for a, b in pairwise(heard))


def test_a_turn_that_the_voice_detector_slept_through_is_heard() -> None:
    assert combine(talk((0, 5)), talk((10, 12))) == (Segment(0, 5), Segment(10, 12))


def test_the_pauses_inside_a_turn_stay_pauses() -> None:
    voice = talk((0, 3), (3.6, 7), (7.5, 9))
    assert combine(voice, talk((0.1, 9.2))) == tuple(voice)


def test_the_edge_of_a_turn_is_not_speech_that_was_missed() -> None:
    assert combine(talk((5, 8)), talk((4.3, 8.7))) == (Segment(5, 8),)


def test_a_long_rest_of_a_turn_is_speech_that_was_missed() -> None:
    assert combine(talk((5, 8)), talk((5, 12))) == (Segment(5, 8), Segment(8.3, 12))


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_joining_loses_no_voice_and_invents_no_speech(voice: list[Segment], turns: list[Segment]) -> None:
    joined = combine(voice, turns)
    either = union([*voice, *turns])
    assert all(sum(part.overlap(s) for s in joined) == pytest.approx(part.duration) for part in voice)
    assert all(any(s.start >= e.start and s.end <= e.end for e in either) for s in joined)


def test_silence_needs_no_window() -> None:
    assert cut_evenly([]) == ()
    assert cut_evenly(talk((400, 410))) == ()


def test_short_speech_is_one_window_with_a_little_silence_around() -> None:
    [window] = cut_evenly(talk((10, 14), (14.5, 20)))
    assert window.segment == Segment(10 - LIMITS.padding, 20 + LIMITS.padding)
    assert window.speech == (Segment(10, 14), Segment(14.5, 20))
    assert window.speech_seconds == 9.5


def test_a_cut_falls_into_the_longest_pause() -> None:
    speech = talk((0, 9), (9.2, 17), (18.5, 26), (26.2, 35))
    assert [window.speech for window in cut_evenly(speech)] == [tuple(speech[:2]), tuple(speech[2:])]


def test_speech_far_apart_is_not_heard_with_the_silence_between() -> None:
    assert len(cut_evenly(talk((0, 4), (20, 24)))) == 2


def test_speech_without_a_pause_is_cut_where_it_sounds_least_like_speech() -> None:
    probability = frames((22, 0.9), (0.32, 0.2), (17.68, 0.9))
    first, second = cut(talk((0, 40)), probability, FRAME, 40.0, LIMITS)
    assert first.segment.end == second.segment.start == pytest.approx(22.16, abs=0.16)


def test_a_segment_is_cut_in_its_middle_where_nothing_is_known_of_it() -> None:
    assert [w.segment for w in cut(talk((0, 40)), np.zeros(0, np.float32), FRAME, 40.0, LIMITS)] == [
        Segment(0, 20),
        Segment(20, 40),
    ]


@given(st.lists(spans, max_size=12), probabilities, st.sampled_from([LIMITS, WindowLimits(longest=58.0, padding=0.5)]))
def test_all_speech_lies_in_exactly_one_window(
    speech: list[Segment], probability: np.ndarray, limits: WindowLimits
) -> None:
    windows = cut(speech, probability, FRAME, DURATION, limits)
    pieces = [piece for window in windows for piece in window.speech]
    whole = [s for s in union(s.clamp(Segment(0, DURATION)) for s in speech) if s.duration > 0]
    assert sum(p.duration for p in pieces) == pytest.approx(sum(s.duration for s in whole))
    assert list(union(pieces)) == whole
    assert all(w.segment.start <= p.start and p.end <= w.segment.end for w in windows for p in w.speech)


@given(st.lists(spans, max_size=12), probabilities)
def test_windows_are_in_order_inside_the_sound_and_do_not_overlap(
    speech: list[Segment], probability: np.ndarray
) -> None:
    windows = cut(speech, probability, FRAME, DURATION, LIMITS)
    assert all(0 <= w.segment.start < w.segment.end <= DURATION for w in windows)
    assert all(a.segment.end <= b.segment.start + 1e-9 for a, b in pairwise(windows))


@given(st.lists(spans, max_size=12), probabilities)
def test_no_window_is_longer_than_a_model_hears(speech: list[Segment], probability: np.ndarray) -> None:
    for window in cut(speech, probability, FRAME, DURATION, LIMITS):
        assert window.speech[-1].end - window.speech[0].start <= LIMITS.longest + 1e-9
        assert window.segment.duration <= LIMITS.longest + 2 * LIMITS.padding + 1e-9 < 30.0
