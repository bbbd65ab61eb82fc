from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lifestream.adapters.speech.local_voices import LocalVoices
from lifestream.adapters.speech.segmentation import FRAMES, HOP, VOICES, WINDOW
from lifestream.adapters.speech.silero_vad import SAMPLE_RATE
from lifestream.adapters.speech.turns import BRIDGE, SHORTEST, build_turns
from lifestream.adapters.speech.voice_embedding import DIMENSIONS
from lifestream.domain.transcript import Turn

NEAR = 0.06  # seconds: two frames and the model's own delay
STEP = SAMPLE_RATE  # a window a second

Spans = dict[int, list[tuple[float, float]]]


def heard(activity: NDArray[np.uint8], step: int = STEP) -> LocalVoices:
    """Windows in which every voice that speaks at all was embedded."""
    window, voice = np.nonzero(activity.any(axis=1))
    count = len(window)
    nothing = np.zeros(count)
    return LocalVoices(step, activity, window, voice, np.zeros((count, DIMENSIONS), np.float32), nothing, nothing)


def listen(said: Spans, seconds: float) -> tuple[LocalVoices, NDArray[np.int64]]:
    """What windows hear of people who speak in these spans, and who each local voice is.

    The voices of every other window are numbered the other way round, as the model's are.
    """
    windows = max(1, int(np.ceil((seconds * SAMPLE_RATE - WINDOW) / STEP)) + 1)
    activity = np.zeros((windows, FRAMES, VOICES), np.uint8)
    for window in range(windows):
        times = (window * STEP + np.arange(FRAMES) * HOP) / SAMPLE_RATE
        for person, spans in said.items():
            place = person if window % 2 == 0 else VOICES - 1 - person
            for start, end in spans:
                activity[window, (times >= start) & (times < end), place] = 1
    voices = heard(activity)
    return voices, np.where(voices.window % 2 == 0, voices.voice, VOICES - 1 - voices.voice)


def turns_of(said: Spans, seconds: float = 20.0) -> list[tuple[str, float, float]]:
    turns, _ = build_turns(*listen(said, seconds), int(seconds * SAMPLE_RATE))
    return [(turn.speaker, turn.segment.start, turn.segment.end) for turn in turns]


def near(*expected: tuple[str, float, float]) -> list[tuple[str, object, object]]:
    return [(who, pytest.approx(start, abs=NEAR), pytest.approx(end, abs=NEAR)) for who, start, end in expected]


def test_who_speaks_one_after_the_other_has_a_turn_each() -> None:
    assert turns_of({0: [(1, 6)], 1: [(7, 12)]}) == near(("S1", 1, 6), ("S2", 7, 12))


def test_speakers_are_named_in_order_of_appearance() -> None:
    said = {0: [(9, 12)], 1: [(5, 8)], 2: [(1, 4)]}
    assert turns_of(said) == near(("S1", 1, 4), ("S2", 5, 8), ("S3", 9, 12))
    _, names = build_turns(*listen(said, 20.0), 20 * SAMPLE_RATE)
    assert names == {2: "S1", 1: "S2", 0: "S3"}


def test_who_speaks_at_once_keeps_the_turn() -> None:
    assert turns_of({0: [(1, 8)], 1: [(5, 12)]}) == near(("S1", 1, 8), ("S2", 5, 12))


def test_a_word_thrown_in_cuts_no_turn() -> None:
    assert turns_of({0: [(1, 10)], 1: [(4, 4.6)]}) == near(("S1", 1, 10), ("S2", 4, 4.6))


def test_a_breath_ends_no_turn_and_a_pause_does() -> None:
    assert turns_of({0: [(1, 4), (4.2, 8), (8.6, 11)]}) == near(("S1", 1, 8), ("S1", 8.6, 11))


def test_a_click_is_no_turn() -> None:
    assert turns_of({0: [(1, 4)], 1: [(6, 6.05)]}) == near(("S1", 1, 4))


def test_nobody_has_no_turn() -> None:
    voices = heard(np.zeros((3, FRAMES, VOICES), np.uint8))
    assert build_turns(voices, np.zeros(0, np.int64), 12 * SAMPLE_RATE) == ((), {})


def test_a_turn_ends_with_the_sound() -> None:
    assert turns_of({0: [(5, 10)]}, seconds=8.0) == [("S1", pytest.approx(5, abs=NEAR), 8.0)]


def test_no_turn_begins_after_the_sound() -> None:
    assert turns_of({0: [(1, 2)], 1: [(9, 10)]}, seconds=8.0) == near(("S1", 1, 2))


def test_a_speaker_that_most_windows_did_not_hear_has_no_turn() -> None:
    activity = np.zeros((8, FRAMES, VOICES), np.uint8)
    activity[3, 200:400, 0] = 1
    voices = heard(activity)
    assert build_turns(voices, np.zeros(1, np.int64), 17 * SAMPLE_RATE) == ((), {})


def test_confidence_is_the_share_of_windows_that_agree() -> None:
    activity = np.zeros((4, FRAMES, VOICES), np.uint8)
    activity[:3, 200:400, 0] = 1
    voices = heard(activity, step=0)
    [turn], _ = build_turns(voices, np.zeros(3, np.int64), WINDOW)
    assert turn.confidence == pytest.approx(0.75)


def test_two_local_voices_of_one_person_are_one_turn() -> None:
    activity = np.zeros((1, FRAMES, VOICES), np.uint8)
    activity[0, 100:300, 0] = activity[0, 280:500, 1] = 1
    [turn], names = build_turns(heard(activity), np.zeros(2, np.int64), WINDOW)
    assert names == {0: "S1"}
    assert turn.segment.duration == pytest.approx(400 * HOP / SAMPLE_RATE)


@st.composite
def any_hearing(draw: st.DrawFn) -> tuple[tuple[Turn, ...], dict[int, str], float]:
    """The turns of windows in which anybody may speak at any time."""
    windows = draw(st.integers(1, 4))
    activity = np.zeros((windows, FRAMES, VOICES), np.uint8)
    frame = st.integers(0, FRAMES)
    bursts = st.tuples(st.integers(0, windows - 1), st.integers(0, VOICES - 1), frame, frame)
    for window, voice, first, end in draw(st.lists(bursts, max_size=12)):
        activity[window, first:end, voice] = 1
    voices = heard(activity, draw(st.sampled_from([STEP, WINDOW // 2, WINDOW])))
    count = len(voices.window)
    speakers = np.array(draw(st.lists(st.integers(0, 4), min_size=count, max_size=count)), np.int64)
    longest = (windows - 1) * voices.step + WINDOW
    samples = draw(st.integers(1 if windows == 1 else longest - voices.step + 1, longest))
    return *build_turns(voices, speakers, samples), samples / SAMPLE_RATE


@settings(max_examples=60)
@given(any_hearing())
def test_turns_are_in_order_inside_the_sound_and_long_enough(
    found: tuple[tuple[Turn, ...], dict[int, str], float],
) -> None:
    turns, _, duration = found
    assert [turn.segment for turn in turns] == sorted(turn.segment for turn in turns)
    assert all(turn.segment.start >= 0 and turn.segment.end <= duration for turn in turns)
    assert all(turn.segment.duration >= SHORTEST for turn in turns)
    assert all(0 < turn.confidence <= 1 for turn in turns)


@settings(max_examples=60)
@given(any_hearing())
def test_turns_of_one_speaker_are_apart_and_every_speaker_has_one(
    found: tuple[tuple[Turn, ...], dict[int, str], float],
) -> None:
    turns, names, _ = found
    assert list(dict.fromkeys(turn.speaker for turn in turns)) == list(names.values())
    assert list(names.values()) == [f"S{n + 1}" for n in range(len(names))]
    for name in names.values():
        own = [turn.segment for turn in turns if turn.speaker == name]
        assert all(b.start - a.end >= BRIDGE - 1e-9 for a, b in pairwise(own))
