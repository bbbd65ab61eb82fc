from dataclasses import replace
from datetime import date

import pytest
from tests.library import local_library, processed

from lifestream.bootstrap import open_library
from lifestream.config import Settings
from lifestream.domain.search import Query
from lifestream.errors import InputError, UnavailableError
from lifestream.library.add import Processed, add
from lifestream.library.ask import ask
from lifestream.ports.answerer import Answerer, Drafted
from lifestream.search.answer import turn_of

LINES = (
    ("S1", "Good morning, this is the planning meeting for the harbour project."),
    ("S2", "I will send the rollback plan to the team by Thursday, the 12th of November."),
    ("S1", "How many beta testers do we have?"),
    ("S2", "We have 412 beta testers now. There are 37 open bugs."),
    ("S1", "We got a quote for an air conditioner. It costs $2,350."),
    ("S2", "The launch event takes place at Dock 9, near the ferry station."),
    ("S1", "We move the launch from the 17th to Tuesday, the 24th of November, because the migration is too slow."),
    ("S2", "That happens at new moon and at full moon. We call this a spring tide."),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with the real embedder: answers rest on meanings, too."""
    library = replace(local_library(tmp_path_factory.mktemp("home")), embedder=open_library(Settings()).embedder)
    document, timeline = processed(lines=LINES)
    bens = replace(document.speakers[1], name="Ben Carter", name_source="addressed")
    speakers = (document.speakers[0], bens)
    document = replace(document, speakers=speakers, decisions=(), actions=(), bottom_line=())
    timeline = replace(timeline, transcript=replace(timeline.transcript, speakers=speakers))
    add(library, Processed(document, timeline))
    return library


@pytest.mark.parametrize(
    ("question", "held", "ref"),
    [
        ("Who sends the rollback plan?", "Ben Carter: “I will send", "u2"),
        ("When is the rollback plan sent to the team?", "Thursday", "u2"),
        ("How many beta testers are there?", "412", "u4"),
        ("What does the air conditioner cost?", "quote for an air conditioner. It costs $2,350.", "u5"),
        ("Where does the launch event take place?", "Dock 9", "u6"),
        ("What is the new launch date?", "24th of November", "u7"),
        ("Why was the launch moved?", "because the migration is too slow", "u7"),
        ("What is a spring tide?", "at new moon and at full moon. We call this a spring tide.", "u8"),
    ],
)
def test_a_question_is_answered_by_the_sentence_that_says_it(library, question, held, ref):
    answer = ask(library, Query(question))
    assert answer.is_found
    assert held in answer.text
    assert answer.is_quoting
    cited = answer.sentences[0].citations[0]
    assert (cited.recording, cited.ref) == ("rec_1", ref)
    assert cited.segment == library.store.timeline("rec_1").utterances()[ref].segment
    assert answer.sentences[0].verification.state == "supported"


@pytest.mark.parametrize(
    "question",
    [
        "Who is the landlord of Dock 9?",
        "How many nurses work at the clinic?",
        "How many open testers are critical at the harbour in summer?",
        "What does the ferry cost?",
        "When was the harbour built?",
        "What is the capital of Australia?",
        "How many testers joined the third beta?",
        "What is the name of the ferry?",
    ],
)
def test_what_nobody_said_is_not_answered_and_the_nearest_moments_are_named(library, question):
    answer = ask(library, Query(question))
    assert not answer.is_found, answer.text
    assert answer.sentences == ()
    assert answer.text == "Not found in your recordings."


def test_a_question_that_was_asked_is_no_answer(library):
    assert "How many" not in ask(library, Query("How many beta testers do we have?")).text


def test_a_follow_up_is_understood_by_the_question_before(library):
    first = ask(library, Query("Who sends the rollback plan?"))
    second = ask(library, Query("And when?"), (turn_of(first),))
    assert "Thursday" in second.text
    assert "rollback" in second.notes[0]
    alone = ask(library, Query("And when?"))
    assert not alone.is_found


def test_a_new_question_does_not_live_on_the_one_before(library):
    first = ask(library, Query("Who sends the rollback plan?"))
    assert not ask(library, Query("What about the weather?"), (turn_of(first),)).is_found
    assert not ask(library, Query("Who is the mayor?"), (turn_of(first),)).is_found


class Scripted(Answerer):
    """Answers what it is told to, and remembers what it was shown."""

    def __init__(self, *drafts, error=None):
        self.drafts, self.error, self.shown = drafts, error, ()

    @property
    def fingerprint(self):
        return "scripted"

    def draft(self, question, exhibits, turns):
        self.shown = exhibits
        if self.error:
            raise self.error
        found = [(text, next((e.number for e in exhibits if words in e.text), 999)) for text, words in self.drafts]
        return tuple(Drafted(text, (number,)) for text, number in found)


def test_what_a_model_drafts_is_checked_against_what_it_cites(library):
    model = Scripted(
        ("There are 412 beta testers.", "412 beta"),
        ("There are 512 beta testers.", "412 beta"),
        ("The company has 37 offices in Spain.", "412 beta"),
        ("It will rain tomorrow.", "no such sentence"),
    )
    answer = ask(library, Query("How many beta testers are there?"), answerer=model)
    assert [s.text for s in answer.sentences] == ["There are 412 beta testers."]
    assert answer.sentences[0].citations[0].ref == "u4"
    assert (answer.dropped, answer.writer, answer.is_quoting) == (3, "scripted", False)


def test_a_model_that_says_nothing_has_no_answer(library):
    assert not ask(library, Query("How many beta testers are there?"), answerer=Scripted()).is_found


def test_where_the_model_fails_sentences_are_quoted_and_the_reader_is_told(library):
    model = Scripted(error=UnavailableError("Nobody is there."))
    answer = ask(library, Query("How many beta testers are there?"), answerer=model)
    assert "412" in answer.text
    assert answer.is_quoting
    assert "Nobody is there" in answer.notes[-1]


def test_an_answer_keeps_to_its_scope(library):
    today = date(2026, 11, 12)
    assert today
    nothing = ask(library, Query("How many beta testers are there?", replace(Query("").filters, tags=("other",))))
    assert not nothing.is_found
    assert nothing.results.hits == ()


@pytest.mark.parametrize("text", ["", "  ", "x" * 100_000])
def test_an_empty_or_endless_question_is_an_error(library, text):
    with pytest.raises(InputError):
        ask(library, Query(text))
