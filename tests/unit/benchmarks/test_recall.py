from dataclasses import replace

import pytest
from benchmarks.questions import Asking, Shown
from benchmarks.scores.recall import passages_that_answer, passages_that_show, rank_of, reciprocal, tells

from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment

ASKING = Asking("meeting", "What is the budget?", 0, ("18,500",), Segment(20, 26))


def passage(number, start, end, text="", modality="speech"):
    return Passage(f"rec_1:{number}", "rec_1", Segment(start, end), modality, text)


@pytest.mark.parametrize(
    ("start", "end", "is_about"),
    [
        (0, 30, True),
        (23, 60, True),
        (24, 60, False),
        (21, 22, True),
        (0, 3600, False),
        (30, 60, False),
        (21, 21, False),
    ],
)
def test_a_passage_tells_a_span_where_half_of_the_shorter_lies_in_the_other(start, end, is_about):
    assert tells(passage(1, start, end), Segment(20, 26)) is is_about


def test_of_passages_at_the_right_time_those_with_the_answer_count():
    passages = [passage(1, 15, 40, "It is 18,500 euros."), passage(2, 18, 40, "A slide"), passage(3, 90, 99, "18,500")]
    assert passages_that_answer(ASKING, passages) == {"rec_1:1"}


def test_where_no_passage_has_the_words_of_the_answer_the_time_alone_counts():
    who = replace(ASKING, expected=("Ben",))
    assert passages_that_answer(who, [passage(1, 15, 40, "I will do it."), passage(2, 90, 99, "Ben")]) == {"rec_1:1"}


def test_a_question_without_an_answer_has_no_right_passage():
    assert passages_that_answer(replace(ASKING, span=None), [passage(1, 0, 30)]) == frozenset()


def test_a_line_is_found_on_its_slide_alone():
    shown = Shown("meeting", "Budget: 18,500", (Segment(10, 20), Segment(50, 60)))
    passages = [
        passage(1, 10, 20, "Budget: 18,500"),
        passage(2, 50, 70, modality="slide"),
        passage(3, 30, 40, modality="slide"),
    ]
    assert passages_that_show(shown, passages) == {"rec_1:2"}


def test_the_rank_is_that_of_the_first_hit_with_a_right_passage_in_it():
    hits = [
        Hit(passage(1, 0, 9), 0.9),
        Hit(passage(2, 0, 9), 0.8, others=(passage(3, 0, 9),)),
        Hit(passage(4, 0, 9), 0.7),
    ]
    assert rank_of({"rec_1:3", "rec_1:4"}, hits) == 2
    assert rank_of({"rec_1:9"}, hits) is None


def test_what_is_not_found_counts_nothing():
    assert reciprocal([1, 2, None, None]) == 0.375
