from __future__ import annotations

import pytest
from benchmarks.items import Said
from benchmarks.scores.words import attributed_errors, edge_errors, normalise, word_errors
from tests.builders import dialogue

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Transcript

TRUTH = (
    Said("Ann", Segment(0.0, 2.0), "we ship on friday"),
    Said("Ben", Segment(2.0, 4.0), "and who writes the plan"),
)


def heard(*lines: tuple[str, str]) -> Transcript:
    return Transcript(utterances=dialogue(*lines))


def test_case_punctuation_and_numbers_make_no_difference() -> None:
    assert normalise("Twenty-four bugs, Mr. Smith!") == normalise("24 bugs mister smith")


@pytest.mark.parametrize(
    ("found", "errors", "invented"),
    [
        ("We ship on Friday.", 0, 0),
        ("We ship Friday.", 1, 0),
        ("We sheep on Friday.", 1, 0),
        ("We ship on on Friday.", 1, 1),
        ("", 4, 0),
    ],
)
def test_word_errors_are_substitutions_deletions_and_insertions(found: str, errors: int, invented: int) -> None:
    counted = word_errors("we ship on friday", found)
    assert (counted.errors, counted.words, counted.invented) == (errors, 4, invented)
    assert counted.rate == errors / 4


def test_words_where_there_are_none_are_invented() -> None:
    counted = word_errors("", "thanks for watching")
    assert (counted.errors, counted.words, counted.invented, counted.rate) == (3, 0, 3, 1.0)


def test_who_said_it_does_not_depend_on_what_speakers_are_called() -> None:
    by_speaker, in_time = attributed_errors(
        TRUTH, heard(("S7", "We ship on Friday."), ("S3", "And who writes the plan?"))
    )
    assert by_speaker.errors == in_time.errors == 0
    assert by_speaker.words == in_time.words == 9


def test_a_line_under_the_wrong_speaker_is_missed_there_and_too_much_here() -> None:
    by_speaker, _ = attributed_errors(TRUTH, heard(("S1", "We ship on Friday. And who writes the plan?")))
    assert by_speaker.errors == 8  # the shorter line is missing from one and added to the other


def test_words_far_from_their_time_do_not_count() -> None:
    late = (Said("Ann", Segment(60.0, 62.0), "we ship on friday"),)
    by_speaker, in_time = attributed_errors(late, heard(("S1", "We ship on Friday.")))
    assert by_speaker.errors == 0
    assert in_time.errors == 8


def test_a_transcript_without_words_has_missed_them_all() -> None:
    by_speaker, in_time = attributed_errors(TRUTH, Transcript())
    assert by_speaker.rate == in_time.rate == 1.0


def test_edges_are_those_of_the_first_and_last_word_of_a_line() -> None:
    transcript = heard(("S1", "We ship on Friday."), ("S2", "And who writes the plan?"))
    spans = [u.segment for u in transcript.utterances]
    moved = tuple(
        Said(line.speaker, Segment(span.start + 0.5, span.end - 0.25 + 0.5), line.text)
        for line, span in zip(TRUTH, spans, strict=True)
    )
    edges = edge_errors(moved, transcript)
    assert edges is not None
    assert (edges.start, edges.end, edges.lines) == (pytest.approx(0.5), pytest.approx(0.25), 2)


def test_a_line_whose_first_word_was_not_heard_has_no_start_to_compare() -> None:
    edges = edge_errors(TRUTH, heard(("S1", "We ship on Friday."), ("S2", "But who writes the plan?")))
    assert edges is not None
    assert edges.lines == 1


def test_without_words_there_are_no_edges() -> None:
    assert edge_errors(TRUTH, Transcript()) is None
