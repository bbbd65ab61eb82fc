"""How the journal suite judges a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from benchmarks.journal.score import mentions, score_day
from benchmarks.journal.suite import measure_ledger
from tests.builders import claim

from lifestream.domain.claim import Due
from lifestream.domain.day import Commitment, Day, Event, Mention, PlaceName
from lifestream.domain.segment import Segment

ON, NINE = date(2026, 11, 5), datetime(2026, 11, 5, 9, tzinfo=UTC)
MOVE = claim("We keep Saturday, the 5th of December, as the moving day.", "u1", state="supported", at=2)
SEEN = claim("The picture shows a landscape.", "k1", kind="visual", source="shown", state="supported", at=2)
TRUTH = {
    "id": "day",
    "videos": [{"creation_time": "2026-11-05T09:00:00Z"}, {"creation_time": "2026-11-05T12:00:00Z"}],
    "journal_expectations": [
        {"must_mention": ["move on Saturday December 5", "homework due November 11"]},
        {"must_mention": ["beach or sea", "dog/puppy"]},
    ],
}


def event(id, start, *claims, **changes):
    base = Event(id, id, "meeting", f"/{id}.mp4", Segment(0, 60), start, start + timedelta(minutes=1))
    return replace(base, bottom_line=claims, **changes)


def a_day(*events):
    said = Mention("a", ON, Segment(3, 4), "The homework is due on the 11th of November.")
    task = Commitment("c", "Answer the questions", None, Due("on the 11th"), (said,))
    return Day(ON, "UTC", "assumed", "", events=events, opened=(task,))


def scored(*events):
    return score_day(a_day(*events), TRUTH, (False, True))


def test_a_point_is_mentioned_by_one_statement_that_has_all_of_it_or_of_an_alternative():
    assert mentions(["We walked along the beach."], "beach or sea")
    assert mentions(["A puppy ran by."], "dog/puppy")
    assert not mentions(["We move on Saturday.", "It is December 5."], "move on Saturday December 5")


def test_a_day_in_order_with_every_point_and_nothing_invented_is_perfect():
    noon = NINE + timedelta(hours=3)
    found = scored(event("a", NINE, MOVE), event("b", noon, SEEN))
    assert (found.in_order, found.mentioned, found.seen) == ((2, 2), (2, 2), (0, 2))
    assert found.inventions == found.missed == ()


def test_what_is_said_of_a_recording_in_which_nobody_speaks_is_an_invention():
    noon = NINE + timedelta(hours=3)
    place = PlaceName("At the beach.", "said")
    found = scored(event("a", NINE), event("b", noon, replace(SEEN, source="spoken"), people=("Ada",), place=place))
    assert found.inventions == ("Ada", "At the beach.", SEEN.text)
    assert found.missed == ("move on Saturday December 5",)


def test_events_at_another_time_are_out_of_order():
    assert scored(event("b", NINE + timedelta(hours=1)), event("a", NINE)).in_order == (0, 2)


def test_the_scripted_days_are_exactly_right():
    found = measure_ledger()
    assert (found.lines, found.days) == ((9, 9), (5, 5))
