from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.library import voiceprint

from lifestream.domain.person import Enrolment
from lifestream.library.voices import DEFAULT, doubts, likeness, match, profiles

AT = datetime(2026, 11, 10, tzinfo=UTC)


def enrolment(person, angle, seconds=30.0, recording="rec_1"):
    return Enrolment(person, recording, "S1", voiceprint(angle).mean, seconds, AT)


def people(**angles):
    return profiles([enrolment(person, angle) for person, angle in angles.items()])


def degrees(cosine):
    return float(np.degrees(np.arccos(cosine)))


def test_a_voice_that_is_near_one_person_and_far_from_others_is_that_person():
    (found,) = match({"S1": voiceprint(5)}, people(alice=0, ben=90))
    assert (found.speaker, found.person, found.is_sure) == ("S1", "alice", True)
    assert found.score == pytest.approx(np.cos(np.radians(5)), abs=1e-4)


def test_a_strangers_voice_is_nobodys():
    assert match({"S1": voiceprint(180)}, people(alice=0, ben=90)) == ()
    assert match({"S1": voiceprint(5)}, {}) == ()


def test_between_the_two_thresholds_a_name_is_a_suggestion():
    between = degrees((DEFAULT.accept + DEFAULT.suggest) / 2)
    (found,) = match({"S1": voiceprint(between)}, people(alice=0))
    assert not found.is_sure
    assert match({"S1": voiceprint(degrees(DEFAULT.suggest) + 1)}, people(alice=0)) == ()


def test_a_voice_between_two_people_is_not_surely_either():
    (found,) = match({"S1": voiceprint(8)}, people(alice=0, sister=18))
    assert found.person == "alice"
    assert found.margin < DEFAULT.margin
    assert not found.is_sure


def test_two_voices_of_one_recording_are_not_one_person_and_the_second_is_not_the_next_best():
    found = match({"S1": voiceprint(10), "S2": voiceprint(4)}, people(alice=0, ben=60))
    assert [(m.speaker, m.person) for m in found] == [("S2", "alice")]


@pytest.mark.parametrize(
    ("voice", "is_found", "is_sure"),
    [
        (voiceprint(0, seconds=DEFAULT.enough), True, True),
        (voiceprint(0, seconds=DEFAULT.enough - 0.1), True, False),
        (voiceprint(0, seconds=DEFAULT.enough / 2 - 0.1), False, False),
        (voiceprint(0, spread=DEFAULT.mixed), False, False),
        (voiceprint(0, spread=None), True, True),
    ],
)
def test_too_little_speech_or_a_mixed_voice_gives_no_name(voice, is_found, is_sure):
    found = match({"S1": voice}, people(alice=0))
    assert bool(found) is is_found
    assert any(m.is_sure for m in found) is is_sure


def test_voices_of_another_model_are_not_compared():
    assert likeness((1.0, 0.0, 0.0), people(alice=0)["alice"]) is None
    assert match({"S1": voiceprint(0)}, {"alice": np.array([1.0, 0.0, 0.0])}) == ()
    mixed = profiles([Enrolment("alice", "r", "S1", (1.0, 0.0, 0.0), 9.0, AT), enrolment("alice", 0)])
    assert mixed["alice"].shape == (2,)


def test_a_long_lecture_does_not_outweigh_another_room():
    whole = profiles([enrolment("alice", 0, 36_000.0), enrolment("alice", 40, 60.0)])["alice"]
    assert degrees(whole[0]) == pytest.approx(20, abs=0.1)


@given(st.lists(st.tuples(st.floats(0, 360), st.floats(1, 100)), min_size=2, max_size=6), st.data())
def test_what_is_taken_back_leaves_no_trace(drawn, data):
    ledger = [enrolment("alice", angle, seconds, f"rec_{n}") for n, (angle, seconds) in enumerate(drawn)]
    gone = data.draw(st.sampled_from(ledger))
    left = [e for e in ledger if e is not gone]
    never = profiles(left)
    profiles(ledger)
    assert profiles([e for e in ledger if e.recording != gone.recording])["alice"].tolist() == never["alice"].tolist()


def test_a_voiceprint_that_is_unlike_the_others_of_its_person_is_doubted():
    found = doubts([enrolment("alice", 0), enrolment("alice", 10), enrolment("alice", 120)])
    assert found[:2] == (None, None) or found[2] is not None
    assert found[2] is not None
    assert found[2] < 0
    assert doubts([enrolment("alice", 0)]) == (None,)
