from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import permutations

from benchmarks.journal.five_days import LEDGER, SCENES, STANDING, Promise, Scene
from benchmarks.journal.make_days import as_expected, told

from lifestream.domain.person import Person
from lifestream.library.commitments import ledgers
from lifestream.library.owners import Names

FRIDAY = date(2026, 11, 6)
HOME = timezone(timedelta(hours=1))
SEND = Promise("Send the budget", "S1", (1,), date(2026, 11, 5))


def scene(id, day, *lines, promises=(), names=("Ada Brandt", "Ben Okafor"), hour=9):
    voices = tuple((f"S{n}", name) for n, name in enumerate(names, 1))
    return Scene(id, id, datetime(2026, 11, day, hour, tzinfo=HOME), voices, lines, promises)


def ledger(*scenes, on=date(2026, 11, 30), people=()):
    return ledgers([told(s) for s in scenes], Names(tuple(people)), [on])[on]


OPENED = scene("a", 2, ("S1", "I will send the budget."), promises=(SEND,))


def states(*scenes, **options):
    return [(c.task, c.state) for c in ledger(*scenes, **options)]


def test_the_ledger_of_the_five_scripted_days_is_exactly_what_was_promised_and_kept():
    found = ledgers([told(s) for s in SCENES], Names(), [FRIDAY])[FRIDAY]
    assert tuple(map(as_expected, found)) == LEDGER


def test_each_scripted_day_knows_what_was_known_then():
    known = ledgers([told(s) for s in SCENES], Names(), STANDING)
    numbers = {c.id: n for n, c in enumerate(known[FRIDAY], 1)}
    for day, wanted in STANDING.items():
        pending = [c for c in known[day] if c.is_pending and c.opened_on != day]
        assert wanted == {
            "opened": {numbers[c.id] for c in known[day] if c.opened_on == day},
            "carried": {numbers[c.id] for c in pending if c.state == "open"},
            "overdue": {numbers[c.id] for c in pending if c.state == "overdue"},
            "closed": {numbers[c.id] for c in known[day] if c.state == "closed" and c.closed_on == day},
        }


def test_the_order_in_which_recordings_are_read_does_not_matter():
    recordings = [told(s) for s in SCENES[:4]]
    ledgers_found = {ledgers(p, Names(), [FRIDAY])[FRIDAY] for p in permutations(recordings)}
    assert len(ledgers_found) == 1


def test_a_promise_made_twice_is_one_with_two_pieces_of_evidence_and_the_later_date():
    again = replace(SEND, due=date(2026, 11, 9))
    both = ledger(OPENED, scene("b", 3, ("S1", "I'll send the budget by Monday."), promises=(again,)))
    assert [(len(c.opened), c.due.date) for c in both] == [(2, date(2026, 11, 9))]


def test_a_promise_made_again_after_it_was_kept_is_a_new_one():
    kept = scene("b", 3, ("S1", "I sent the budget."))
    anew = scene("c", 4, ("S1", "I will send the budget."), promises=(SEND,))
    assert [state for _, state in states(OPENED, kept, anew, on=date(2026, 11, 4))] == ["closed", "open"]


def test_somebody_else_who_did_the_same_closes_nothing():
    assert states(OPENED, scene("b", 3, ("S2", "I sent the budget."))) == [("Send the budget", "overdue")]
    assert states(OPENED, scene("b", 3, ("S2", "Ben sent the budget."))) == [("Send the budget", "overdue")]
    assert states(OPENED, scene("b", 3, ("S2", "Ada sent the budget."))) == [("Send the budget", "closed")]


def test_what_is_done_among_strangers_is_another_matter():
    others = {"names": ("Zoe Lang", "Max Roth")}
    assert states(OPENED, scene("b", 3, ("S1", "The budget is sent."), **others)) == [("Send the budget", "overdue")]
    assert states(OPENED, scene("b", 3, ("S2", "The budget is sent."))) == [("Send the budget", "closed")]
    assert states(OPENED, scene("b", 3, ("S1", "The budget is sent."), names=(None,))) == [
        ("Send the budget", "closed")
    ]


def test_a_voice_without_a_name_is_never_a_voice_of_another_recording():
    nameless = {"names": (None, None)}
    opened = scene("a", 2, ("S1", "I will send the budget."), promises=(SEND,), **nameless)
    assert states(opened, scene("b", 3, ("S1", "I sent the budget."), **nameless)) == [("Send the budget", "overdue")]


def test_what_was_done_before_it_was_promised_does_not_keep_the_promise():
    before = scene("b", 1, ("S1", "I sent the budget."))
    told_later = scene("c", 9, ("S1", "I sent the budget last month."))
    assert states(OPENED, before, told_later) == [("Send the budget", "overdue")]


def test_a_report_that_may_mean_either_of_two_tasks_closes_neither():
    tasks = (
        replace(SEND, task="Send the budget for March"),
        replace(SEND, task="Send the budget for April", lines=(2,)),
    )
    lines = (("S1", "I will send the budget for March."), ("S1", "And I will send the budget for April."))
    both = scene("a", 2, *lines, promises=tasks)
    said = ("I sent the budget.", "I sent the budget for April.")
    found = [[c.state for c in ledger(both, scene("b", 3, ("S1", text)))] for text in said]
    assert found == [["overdue", "overdue"], ["overdue", "closed"]]


def test_an_alias_is_the_person():
    ada = Person("p1", "Ada Brandt", aliases=("Addie",))
    kept = scene("b", 3, ("S1", "I sent the budget."), names=("Addie", "Ben Okafor"))
    assert states(OPENED, kept) == [("Send the budget", "overdue")]
    assert states(OPENED, kept, people=[ada]) == [("Send the budget", "closed")]


def test_one_sentence_may_keep_two_promises():
    tasks = (SEND, replace(SEND, task="Sign the contract", lines=(2,)))
    opened = scene("a", 2, ("S1", "I will send the budget."), ("S1", "I will sign the contract."), promises=tasks)
    kept = scene("b", 3, ("S1", "I sent the budget and signed the contract."))
    assert [state for _, state in states(opened, kept)] == ["closed", "closed"]


def test_the_day_is_that_of_the_moment_when_it_was_said():
    late = scene("a", 2, *[("S2", "So it goes on and on and on.")] * 30, ("S1", "I will send the budget."), hour=23)
    late = replace(late, start=late.start + timedelta(minutes=59), promises=(replace(SEND, lines=(31,)),))
    assert [c.opened_on for c in ledger(late)] == [date(2026, 11, 3)]


def test_a_recording_of_unknown_date_opens_a_commitment_of_unknown_day():
    recording = replace(told(OPENED), placed=None)
    on = date(2026, 12, 1)
    found = ledgers([recording], Names(), [on])[on]
    assert [(c.opened_on, c.state) for c in found] == [(None, "overdue")]
