"""Whether a sentence has the sort of thing that a question asks for."""

import pytest

from lifestream.domain.segment import Segment
from lifestream.search.fitting import fits, takes_on
from lifestream.search.question import read_question
from lifestream.search.sentences import Line, Sentence


def sentence(text, speaker="Ben", *earlier):
    lines = tuple(Line("u1", Segment(0, 5), said, who) for who, said in reversed(earlier))
    return Sentence("rec_1", Line("u2", Segment(5, 9), text, speaker), lines)


def fit(question, text, speaker="Ben", *earlier):
    [asked] = read_question(question)
    return fits(sentence(text, speaker, *earlier), asked)


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Who sends the plan?", "person"),
        ("When is the launch?", "time"),
        ("On which day is the launch?", "time"),
        ("What is the deadline?", "time"),
        ("How much does it cost?", "amount"),
        ("What is the price of the tickets?", "amount"),
        ("What is the new rate limit?", "amount"),
        ("How many testers are there?", "count"),
        ("What percentage of families agreed?", "share"),
        ("How long is the demo?", "duration"),
        ("Where is the party?", "place"),
        ("Why was it dropped?", "reason"),
        ("Which chapter should we read?", "which"),
        ("What is the name of the dog?", "name"),
        ("Is the budget approved?", "yes-no"),
        ("What did Ben say?", "thing"),
    ],
)
def test_a_question_tells_what_sort_of_answer_it_wants(question, sort):
    [asked] = read_question(question)
    assert asked.sort == sort


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who sends the plan?", "I'll send it tonight."),
        ("Who sends the plan?", "Yes, Clara will send it."),
        ("Who sends the plan?", "Karen in the office is going to send it."),
        ("Who looks after the dog?", "My sister might take him."),
        ("When is the launch?", "We start on Tuesday."),
        ("When was it built?", "It was opened in 1966."),
        ("How much does the video cost?", "It costs 500 euros."),
        ("How much does the hall cost?", "We get it for free."),
        ("How many testers are there?", "There are 412 of them."),
        ("What percentage of families agreed?", "68 percent said yes."),
        ("How long is the demo?", "It takes 45 minutes."),
        ("Where is the party?", "It is in the old warehouse."),
        ("Which chapter should we read?", "Please read chapter seven."),
        ("What is the name of the dog?", "The dog is called Biscuit."),
        ("What is the speed limit?", "The limit is 30."),
    ],
)
def test_a_sentence_that_has_the_sort_of_thing_fits(question, text):
    assert fit(question, text) > 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who sends the plan?", "The plan has to be sent."),
        ("Who sends the plan?", "I really can't this week."),
        ("When is the launch?", "The launch is important."),
        ("When is the launch on Tuesday?", "It is on Tuesday."),
        ("How much does the video cost?", "It is 45 minutes."),
        ("How many testers are there?", "It costs 500 euros."),
        ("How many testers are there?", "It starts at half past nine."),
        ("How many testers are there?", "One of them is ill."),
        ("How long is the demo?", "We have 412 testers."),
        ("Where is the party?", "The party was great."),
        ("Which donor gets the report?", "Third, the donor report."),
        ("What is the name of the dog?", "The dog is old."),
        ("What is the name of the dog?", "The dog sleeps, and later on this day we meet Biscuit."),
        ("What is the speed limit?", "The limit was raised."),
    ],
)
def test_a_sentence_without_it_does_not(question, text):
    assert fit(question, text) == 0


def test_a_promise_of_somebody_whom_the_question_names_tells_nobody_else():
    assert fit("Who helps Ben?", "I'll do it.") == 0
    assert fit("Who helps Ben?", "I'll do it.", "Clara") == 1


def test_a_yes_to_a_request_takes_it_on_and_a_yes_to_anything_else_does_not():
    assert takes_on(sentence("Sure.", "Ben", ("Alice", "Could you look at the login bug?")))
    assert not takes_on(sentence("Sure.", "Ben", ("Alice", "The login bug is bad.")))
    assert not takes_on(sentence("Sure.", "Ben", ("Ben", "Could you look at the login bug?")))
    assert not takes_on(sentence("I'd rather not.", "Ben", ("Alice", "Could you look at the login bug?")))


def test_who_somebody_is_is_not_told_by_who_promises_something():
    assert fit("Who is the landlord of the house?", "I'll send it tonight.") == 0
    assert fit("Who is the landlord of the house?", "I am the landlord.") == 1


def test_a_reason_is_told_best_with_its_cause_and_least_by_what_it_explains():
    cause = fit("Why was the export dropped?", "Because the layout breaks.")
    other = fit("Why was the export dropped?", "The layout breaks.")
    again = fit("Why was the export dropped?", "The export was dropped.")
    assert cause > other > again > 0


def test_each_part_of_a_question_wants_its_own_sort_of_answer():
    who, when = read_question("Who fixes the crash and until when?")
    assert (who.sort, when.sort) == ("person", "time")
    assert set(who.keys) == set(when.keys)
    where, cost = read_question("Where is the hotel, and what does the taxi cost?")
    assert "hotel" in cost.weak
    assert "taxi" in where.weak
