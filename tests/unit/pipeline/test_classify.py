from __future__ import annotations

import pytest
from tests.builders import dialogue, keyframe, slide, timeline

from lifestream.domain.document import RecordingKind
from lifestream.pipeline.classify import LABELS, classify

MEETING = (
    ("S1", "Good morning. The agenda today is the release, the budget and the team."),
    ("S2", "Morning. I will fix the crash by Friday."),
    ("S3", "Let's move the deadline to next week."),
    ("S1", "Agreed, we decided to postpone the release. Next topic, the budget."),
    ("S2", "Is it approved?"),
    ("S3", "Yes, I'll send the minutes of the last meeting."),
) * 3
LECTURE = tuple(
    ("S1", text)
    for text in (
        "Today we speak about the theory of tides, which is chapter seven of the book, and I introduce two forces.",
        "For example, the moon pulls at the water, and the definition of a bulge follows from that.",
        "In other words, the water rises twice a day, and as you can see the students asked about the sun.",
        "Remember that the homework is due next time, after the lecture on currents in the deep sea.",
    )
    * 6
)


@pytest.mark.parametrize(("talk", "label"), [(MEETING, "meeting"), (LECTURE, "lecture")])
def test_the_kind_follows_from_how_people_talk(talk: tuple[tuple[str, str], ...], label: RecordingKind) -> None:
    kind = classify(timeline(*dialogue(*talk)))
    assert kind.label == label
    assert kind.reasons


def test_slides_speak_for_a_lecture_and_many_voices_for_a_meeting() -> None:
    spoken = dialogue(*LECTURE)
    end = spoken[-1].segment.end
    shown = timeline(
        *spoken, keyframes=[keyframe("k1", 1.0, "Tides", slide="d1")], slides=[slide("d1", "k1", "Tides", (0.0, end))]
    )
    with_slides, without = (dict(classify(line).scores)["lecture"] for line in (shown, timeline(*spoken)))
    assert with_slides >= without


def test_a_recording_in_which_nobody_speaks_is_no_meeting() -> None:
    assert classify(timeline(duration=600.0)).label in {"silent", "event"}


def test_scores_are_shares_of_one_and_cover_every_label() -> None:
    scores = classify(timeline(*dialogue(*MEETING))).scores
    assert tuple(name for name, _ in scores) == LABELS
    assert sum(score for _, score in scores) == pytest.approx(1.0, abs=0.01)


def test_the_users_word_decides_and_the_scores_stay() -> None:
    line = timeline(*dialogue(*MEETING))
    measured, told = classify(line), classify(line, "interview")
    assert told.label == "interview"
    assert told.is_override
    assert told.scores == measured.scores
    assert "The user said that it is an interview." in told.reasons


def test_voices_that_read_in_turn_and_never_answer_each_other_hold_no_meeting() -> None:
    readings = (
        ("S1", "The medical man has two duties to perform in a case of poisoning."),
        ("S2", "The merchant brought the golden carpet to the palace at night."),
        ("S3", "Her father was a quiet man who spoke of the north with love."),
    ) * 4
    assert classify(timeline(*dialogue(*readings))).label == "event"


def test_a_short_call_is_a_talk_with_each_other() -> None:
    call = (
        ("S1", "Thank you for calling. How can I help you today?"),
        ("S2", "The service light of the car came on this week."),
        ("S1", "Should we see you on Monday then?"),
        ("S2", "Yeah, let's do it."),
    )
    assert classify(timeline(*dialogue(*call))).label in {"meeting", "interview"}
