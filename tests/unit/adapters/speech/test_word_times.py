from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import words

from lifestream.adapters.speech.word_times import settle, snap, unheard, without_echo
from lifestream.domain.segment import Segment, union
from lifestream.domain.transcript import Word

BOUNDS = Segment(10.0, 40.0)

segments = st.tuples(st.floats(0, 60), st.floats(0, 20)).map(lambda s: Segment(s[0], s[0] + s[1]))
any_words = st.lists(st.builds(Word, st.text("abc,.", min_size=1, max_size=12), segments), max_size=20)


def texts(of: list[Word]) -> str:
    return " ".join(word.text for word in of)


def test_good_times_stay_as_they_are() -> None:
    said = words("We ship on Friday.", 12.0, 14.0)
    assert settle(said, BOUNDS, [Segment(12.0, 14.0)]) == said


def test_a_word_smeared_over_the_silence_before_it_keeps_its_end() -> None:
    [word] = settle([Word("ship", Segment(12.0, 20.0))], BOUNDS, [Segment(19.0, 22.0)])
    assert (word.segment.start, word.segment.end) == (pytest.approx(19.02), 20.0)


def test_a_word_smeared_over_the_silence_behind_it_keeps_its_beginning() -> None:
    [word] = settle([Word("ship", Segment(12.0, 20.0))], BOUNDS, [Segment(11.0, 13.0)])
    assert (word.segment.start, word.segment.end) == (12.0, pytest.approx(12.98))


def test_a_word_that_begins_before_the_last_one_ended_is_moved_behind_it() -> None:
    first, second = settle([Word("a", Segment(12.0, 12.5)), Word("b", Segment(12.2, 12.8))], BOUNDS, [])
    assert (first.segment, second.segment) == (Segment(12.0, 12.5), Segment(12.5, 12.8))


def test_a_word_without_length_gets_the_shortest_one() -> None:
    [word] = settle([Word("a", Segment(12.0, 12.0))], BOUNDS, [])
    assert word.segment.duration == pytest.approx(0.02)


@given(any_words, st.lists(segments, max_size=4))
def test_settled_words_are_the_same_in_order_and_inside_their_bounds(said: list[Word], speech: list[Segment]) -> None:
    settled = settle(said, BOUNDS, speech)
    assert [(w.text, w.probability) for w in settled] == [(w.text, w.probability) for w in said]
    assert all(BOUNDS.start <= w.segment.start <= w.segment.end <= BOUNDS.end for w in settled)
    assert all(a.segment.end <= b.segment.start for a, b in pairwise(settled))


@given(any_words, st.lists(segments, max_size=4))
def test_no_settled_word_is_longer_than_it_can_be_said(said: list[Word], speech: list[Segment]) -> None:
    settled = settle(said, BOUNDS, speech)
    assert all(w.segment.duration <= min(2.0, 0.5 + 0.12 * len(w.text)) + 1e-9 for w in settled)


@given(any_words, st.lists(segments, max_size=4))
def test_settling_twice_changes_nothing_more(said: list[Word], speech: list[Segment]) -> None:
    once = settle(said, BOUNDS, speech)
    again = settle(once, BOUNDS, speech)
    for a, b in zip(once, again, strict=True):
        assert (a.segment.start, a.segment.end) == pytest.approx((b.segment.start, b.segment.end), abs=1e-6)


def test_speech_without_words_is_found_before_between_and_behind_them() -> None:
    said = [*words("one two", 12.0, 13.0), *words("three four", 16.0, 17.0)]
    assert unheard(said, [Segment(10.0, 20.0)], 1.5) == (
        Segment(10.0, 12.0),
        Segment(13.0, 16.0),
        Segment(17.0, 20.0),
    )


def test_a_pause_between_words_is_no_speech_without_words() -> None:
    said = [*words("one two", 10.0, 11.0), *words("three four", 12.2, 13.0)]
    assert unheard(said, [Segment(10.0, 13.2)], 1.5) == ()


def test_silence_without_words_is_not_missed() -> None:
    assert unheard(words("one two", 10.0, 11.0), [Segment(10.0, 11.2), Segment(30.0, 31.0)], 1.5) == ()


def test_speech_that_nothing_was_written_for_is_missed_whole() -> None:
    assert unheard([], [Segment(1.0, 3.0), Segment(3.4, 6.0)], 1.5) == (Segment(1.0, 6.0),)


@given(any_words, st.lists(segments, max_size=5), st.floats(0.5, 3.0))
def test_what_went_unheard_is_long_enough_speech_and_holds_no_word(
    said: list[Word], speech: list[Segment], at_least: float
) -> None:
    gaps = unheard(said, speech, at_least)
    known = union(speech, bridge=0.5)
    assert all(gap.duration >= at_least for gap in gaps)
    assert all(any(s.start <= gap.start and gap.end <= s.end for s in known) for gap in gaps)
    assert all(gap.overlap(word.segment) == 0 for gap in gaps for word in said)
    assert all(a.end <= b.start for a, b in pairwise(gaps))


def test_words_of_a_gap_are_put_where_they_were_said() -> None:
    said = [*words("we will", 10.0, 11.0), *words("on Friday", 14.0, 15.0)]
    assert texts(without_echo(said, words("ship the release", 11.5, 13.5))) == "we will ship the release on Friday"


def test_words_beside_a_gap_that_were_heard_again_count_once() -> None:
    said = [*words("we will", 10.0, 11.0), *words("on Friday", 14.0, 15.0)]
    again = words("Will ship the release on", 11.1, 13.9)
    assert texts(without_echo(said, again)) == "we will ship the release on Friday"


def test_a_gap_that_held_nothing_but_its_neighbours_adds_nothing() -> None:
    said = [*words("we will", 10.0, 11.0), *words("on Friday", 14.0, 15.0)]
    assert texts(without_echo(said, words("we will", 11.1, 11.9))) == "we will on Friday"
    assert without_echo(said, []) == said


@given(
    st.lists(st.sampled_from(["so", "we", "ship", "it"]), max_size=12),
    st.lists(st.sampled_from(["so", "we", "ship", "it"]), max_size=12),
    st.floats(0, 12),
)
def test_no_word_read_before_is_lost(before: list[str], more: list[str], at: float) -> None:
    said = [Word(text, Segment(n, n + 0.9), 0.9) for n, text in enumerate(before)]
    new = [Word(text, Segment(at + n / 100, at + n / 100 + 0.005), 0.5) for n, text in enumerate(more)]
    joined = without_echo(said, new)
    assert [word for word in joined if word.probability == 0.9] == said
    assert texts([word for word in joined if word.probability == 0.5]) in texts(new)


def test_the_first_and_last_word_of_a_stretch_of_voice_begin_and_end_with_it() -> None:
    said = words("We ship on Friday.", 11.9, 13.7)
    snapped = snap(said, [Segment(12.0, 14.0)])
    assert (snapped[0].segment.start, snapped[-1].segment.end) == (12.0, 14.0)
    assert [w.segment for w in snapped[1:-1]] == [w.segment for w in said[1:-1]]


def test_each_stretch_has_its_own_first_and_last_word() -> None:
    said = (*words("We ship.", 11.9, 12.8), *words("On Friday.", 14.9, 15.6))
    snapped = snap(said, [Segment(12.0, 13.0), Segment(15.0, 16.0)])
    assert [snapped[n].segment.start for n in (0, 2)] == [12.0, 15.0]
    assert [snapped[n].segment.end for n in (1, 3)] == [13.0, 16.0]


def test_a_word_far_from_the_edge_of_the_voice_stays() -> None:
    said = words("We ship.", 13.0, 14.0)
    assert snap(said, [Segment(11.0, 16.0)]) == said


def test_words_without_voice_stay() -> None:
    said = words("We ship.", 13.0, 14.0)
    assert snap(said, []) == said == snap(said, [Segment(20.0, 21.0)])


@given(any_words, st.lists(segments, max_size=6))
def test_snapped_words_are_the_same_and_do_not_overlap(said: list[Word], voice: list[Segment]) -> None:
    settled = settle(said, BOUNDS, voice)
    snapped = snap(settled, union(part.clamp(BOUNDS) for part in voice))
    assert [(w.text, w.probability) for w in snapped] == [(w.text, w.probability) for w in said]
    assert all(BOUNDS.start <= w.segment.start <= w.segment.end <= BOUNDS.end for w in snapped)
    assert all(a.segment.end <= b.segment.start for a, b in pairwise(snapped))
