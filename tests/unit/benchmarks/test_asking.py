from dataclasses import replace

import pytest
from benchmarks.bars_of_asking import asking_rows
from benchmarks.floors import _fallen_questions
from benchmarks.questions import Asking, questions_of
from benchmarks.results import begin
from benchmarks.scores.recall import AskScore, is_right

from lifestream.domain.answer import Answer, AnswerSentence, Citation
from lifestream.domain.segment import Segment

IDS = {"meeting": "rec_1", "lecture": "rec_2"}
ASKING = Asking("meeting", "What does it cost?", 0, ("2,350", "two thousand"), Segment(100, 110))


def answer(text, start=101.0, recording="rec_1"):
    cited = Citation(recording, "Meeting", None, Segment(start, start + 5), "u1", text)
    return Answer("?", True, (AnswerSentence(text, (cited,)),))


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (answer("It costs $2,350."), True),
        (answer("Two thousand and more."), True),
        (answer("It costs $9,000."), False),
        (answer("It costs $2,350.", start=300), False),
        (answer("It costs $2,350.", recording="rec_2"), False),
        (Answer("?", False), False),
    ],
)
def test_an_answer_is_right_with_the_words_and_a_citation_in_the_span(given, right):
    assert is_right(ASKING, given, IDS) is right


def test_questions_belong_to_the_items_that_are_there():
    assert questions_of(()) == ()


def scores(right, refused):
    answered = [AskScore("a", str(n), n % 2 == 0, True, 1, n < right, 1, 1) for n in range(10)]
    return (*answered, *(AskScore("a", str(n), n % 2 == 0, n >= refused) for n in range(10)))


def test_rows_hold_figures_against_their_bars():
    rows = {
        row.what: row
        for row in asking_rows(replace(begin({}), questions=scores(9, 8), slides={"a: b": 1, "c: d": None}))
    }
    met = {what: row.is_met for what, row in rows.items() if row.bar}
    assert met == {
        "questions whose moment is in the top 5": True,
        "mean reciprocal rank": True,
        "lines of slides that find their slide in the top 5": False,
        "questions answered right, with a citation in the true span": True,
        "unanswerable questions refused": False,
        "citations of answers that resolve": True,
    }
    assert asking_rows(begin({})) == []


def test_a_real_loss_falls_below_the_floor():
    assert list(_fallen_questions(scores(8, 8))) == []
    assert len(list(_fallen_questions(scores(5, 5)))) == 2
    lost = replace(scores(9, 9)[0], resolved=0)
    assert list(_fallen_questions((lost, *scores(9, 9)[1:]))) == ["questions: an answer cites what does not exist"]
