"""How chosen sentences are told."""

from lifestream.domain.segment import Segment
from lifestream.search.extract import Choice
from lifestream.search.sentences import Line, Sentence
from lifestream.search.tell import tell

LINES = tuple(
    Line(ref, Segment(n, n + 1), text, speaker, n)
    for n, (ref, speaker, text) in enumerate(
        (
            ("u1", "Alice", "On-call handover."),
            ("u1", "Alice", "It is long."),
            ("u1", "Alice", "Who writes the page?"),
            ("u2", "Ben", "I'll grab it."),
        )
    )
)
GRABBED = Sentence("rec_1", LINES[3])


def test_an_exchange_is_one_quotation_of_each_speaker_with_its_own_citation():
    asked, answered = tell([Choice(GRABBED, lead=(LINES[2],))])
    assert (asked.text, answered.text) == ("Alice: “Who writes the page?”", "Ben: “I'll grab it.”")
    assert [draft.rests_on[0].line.ref for draft in (asked, answered)] == ["u1", "u2"]
    assert (asked.is_quote, answered.is_quote) == (True, True)


def test_what_is_left_out_of_a_quotation_is_marked():
    quoted, _ = tell([Choice(GRABBED, lead=(LINES[0], LINES[2]))])
    assert quoted.text == "Alice: “On-call handover. … Who writes the page?”"
    assert not quoted.is_quote
    whole, _ = tell([Choice(GRABBED, lead=LINES[:3])])
    assert whole.text == "Alice: “On-call handover. It is long. Who writes the page?”"
    assert whole.is_quote


def test_nothing_is_told_twice():
    told = list(tell([Choice(GRABBED, lead=(LINES[2],)), Choice(GRABBED, lead=(LINES[2],))]))
    assert len(told) == 2


def test_a_line_of_a_slide_stands_under_its_heading_and_what_was_said_of_it_is_cited_too():
    shown = Sentence("rec_1", Line("k1", Segment(0, 9), "Event: 6,000"), heading="Launch budget", is_shown=True)
    (draft,) = tell([Choice(shown, others=(GRABBED,))])
    assert draft.text == "Slide “Launch budget”: Event: 6,000"
    assert [moment.line.ref for moment in draft.rests_on] == ["k1", "u2"]
