from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lifestream.domain.segment import Segment
from lifestream.domain.speaker import UNKNOWN_SPEAKER, Speaker
from lifestream.domain.transcript import Diarization, Speech, Transcript, Turn, Word
from lifestream.pipeline.assign_speakers import LONGEST, assign_speakers


def spoken(*words: tuple[str, float, float]) -> tuple[Word, ...]:
    return tuple(Word(text, Segment(start, end), 0.9) for text, start, end in words)


def assign(words: tuple[Word, ...], *turns: tuple[str, float, float]) -> Transcript:
    spans = tuple(Turn(Segment(start, end), who) for who, start, end in turns)
    speakers = tuple(Speaker(id) for id in dict.fromkeys(turn.speaker for turn in spans))
    return assign_speakers(Speech(words=words), Diarization(spans, speakers))


def texts(transcript: Transcript) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in transcript.utterances]


@st.composite
def recordings(draw: st.DrawFn) -> tuple[Speech, Diarization]:
    """Words one after the other, and turns anywhere, overlapping or missing."""
    clock, words = 0.0, []
    for _ in range(draw(st.integers(0, 40))):
        clock += draw(st.floats(0, 4))
        end = clock + draw(st.floats(0, 1.5))
        words.append(Word(draw(st.sampled_from(["so", "then.", "why?", "we", "go", "no."])), Segment(clock, end), 0.5))
        clock = end
    turns = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.floats(0, 120))
        turns.append(
            Turn(Segment(start, start + draw(st.floats(0.1, 20))), f"S{draw(st.integers(1, 4))}", draw(st.floats(0, 1)))
        )
    turns.sort(key=lambda turn: turn.segment.start)
    speakers = tuple(Speaker(id) for id in dict.fromkeys(turn.speaker for turn in turns))
    return Speech(words=tuple(words)), Diarization(tuple(turns), speakers)


@given(recordings())
def test_no_word_is_lost_and_none_changes(recording: tuple[Speech, Diarization]) -> None:
    transcript = assign_speakers(*recording)
    assert tuple(word for u in transcript.utterances for word in u.words) == recording[0].words


@given(recordings())
def test_utterances_are_in_order_of_time_and_none_is_endless(recording: tuple[Speech, Diarization]) -> None:
    utterances = assign_speakers(*recording).utterances
    starts = [u.segment.start for u in utterances]
    assert starts == sorted(starts)
    assert all(u.segment.duration <= LONGEST or len(u.words) == 1 for u in utterances)
    assert all(0 <= u.confidence <= 1 for u in utterances)


@given(recordings())
def test_every_utterance_has_a_speaker_that_the_transcript_lists(recording: tuple[Speech, Diarization]) -> None:
    transcript = assign_speakers(*recording)
    known = {s.id for s in transcript.speakers}
    assert {u.speaker for u in transcript.utterances} <= known


def test_words_go_to_the_speaker_whose_turn_covers_them() -> None:
    words = spoken(("Good", 0.0, 0.4), ("morning.", 0.4, 0.9), ("Hello.", 1.5, 2.0))
    assert texts(assign(words, ("S1", 0, 1), ("S2", 1.4, 2.1))) == [("S1", "Good morning."), ("S2", "Hello.")]


def test_a_word_between_two_turns_goes_to_the_nearer_speaker() -> None:
    words = spoken(("Yes.", 0.0, 0.5), ("Right.", 1.1, 1.4), ("And", 3.0, 3.3), ("now", 3.3, 3.6))
    assert texts(assign(words, ("S1", 0, 1), ("S2", 3, 4)))[0] == ("S1", "Yes. Right.")


def test_a_word_whose_time_is_a_little_off_stays_in_its_sentence() -> None:
    words = spoken(("We", 0.0, 0.3), ("move", 0.3, 0.6), ("it", 0.6, 0.8), ("now.", 0.8, 1.15), ("Fine.", 1.6, 2.0))
    assert texts(assign(words, ("S1", 0, 0.95), ("S2", 0.95, 2.1))) == [("S1", "We move it now."), ("S2", "Fine.")]


def test_a_word_far_from_every_turn_has_no_known_speaker() -> None:
    transcript = assign(spoken(("Hello.", 0.0, 0.5), ("Who?", 30.0, 30.5)), ("S1", 0, 1))
    assert texts(transcript) == [("S1", "Hello."), (UNKNOWN_SPEAKER, "Who?")]
    assert transcript.speakers[-1].id == UNKNOWN_SPEAKER


def test_without_turns_everything_is_kept_and_nobody_is_named() -> None:
    assert texts(assign(spoken(("Hello", 0, 0.4), ("there.", 0.4, 0.8)))) == [(UNKNOWN_SPEAKER, "Hello there.")]


def test_words_under_which_another_voice_is_heard_are_overlapped() -> None:
    words = spoken(("I", 0.0, 0.3), ("really", 0.3, 0.8), ("think", 0.8, 1.2), ("so.", 1.2, 1.6))
    transcript = assign(words, ("S1", 0, 1.7), ("S2", 0.6, 1.1))
    assert [(u.speaker, u.is_overlapped) for u in transcript.utterances] == [("S1", True)]


def test_a_long_pause_ends_an_utterance() -> None:
    words = spoken(("One", 0, 0.4), ("two", 0.4, 0.8), ("three", 4.0, 4.4))
    assert texts(assign(words, ("S1", 0, 5))) == [("S1", "One two"), ("S1", "three")]


def test_what_a_recogniser_is_unsure_of_lowers_the_confidence() -> None:
    turn = Turn(Segment(0, 2), "S1", 0.9)
    sure, unsure = (
        assign_speakers(Speech((Word("Yes.", Segment(0, 1), p),)), Diarization((turn,), (Speaker("S1"),)))
        for p in (0.9, 0.4)
    )
    assert unsure.utterances[0].confidence < sure.utterances[0].confidence


def test_voices_that_say_nothing_are_nobody() -> None:
    transcript = assign_speakers(Speech(model="base"), Diarization((Turn(Segment(0, 9), "S1"),), (Speaker("S1"),)))
    assert transcript.speakers == ()
    assert transcript.turns == ()
