from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from benchmarks.scores.facts import key_terms, same_person, score_facts, tells
from tests.documents import meeting

from lifestream.domain.claim import Action, Claim, Due, Evidence, Verification
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker

SPAN = Segment(83.0, 90.0)
MOVE = {"type": "decision", "text": "Launch moved from November 17 to Tuesday November 24", "span": [83.0, 90.0]}
CRASH = {
    "type": "action_item",
    "owner": "Ben Carter",
    "task": "fix the login crash",
    "due": "2026-11-06",
    "span": [164, 170],
}


def claim(text: str, start: float, end: float, kind: str = "decision") -> Claim:
    evidence = (Evidence("u1", Segment(start, end)),)
    return Claim(text, text, kind, evidence, verification=Verification("supported", 1.0))  # type: ignore[arg-type]


def action(task: str, start: float, owner: str | None = "S2", due: datetime.date | None = None) -> Action:
    return Action(
        claim(f"Ben will {task}.", start, start + 4, "action"), task, owner, Due("then", due) if due else None
    )


def document(**parts: object) -> Document:
    empty = replace(
        meeting(), decisions=(), actions=(), questions=(), risks=(), numbers=(), quotes=(), bottom_line=(), chapters=(),
        contributions=(), blocks=(), speakers=(Speaker("S2", "Ben Carter"),),
    )  # fmt: skip
    return replace(empty, **parts)


def test_key_terms_leave_out_function_words_and_write_numbers_in_digits() -> None:
    assert key_terms("We will fix the five bugs") == {"fix", "5", "bug"}


def test_what_stands_in_brackets_is_part_of_a_task() -> None:
    assert key_terms("Order [the air conditioner]") == {"order", "air", "conditioner"}


def test_a_statement_tells_a_fact_if_half_of_the_shorter_text_is_in_the_longer() -> None:
    assert tells("The launch moves to Tuesday, the twenty-fourth.", [SPAN], MOVE)
    assert not tells("The budget is 18,500 euros.", [SPAN], MOVE)


def test_a_statement_that_rests_on_another_moment_does_not() -> None:
    assert not tells("The launch moves to Tuesday, the twenty-fourth.", [Segment(10.0, 20.0)], MOVE)
    assert tells("The launch moves to Tuesday, the twenty-fourth.", [Segment(91.0, 95.0)], MOVE)


OFFER = {"type": "number", "text": "Swift and Sons offer 7,800 dollars", "span": [83.0, 90.0]}


@pytest.mark.parametrize(
    ("statement", "is_told"),
    [
        ("Swift and Sons offer 7,800 dollars.", True),
        ("Swift and Sons offer 9,900 dollars.", False),
        ("Swift and Sons made an offer.", False),
    ],
)
def test_a_number_is_told_by_the_number(statement: str, is_told: bool) -> None:
    assert tells(statement, [SPAN], OFFER) is is_told


MEETING = {"type": "next_meeting", "when": "2026-11-19T09:30", "where": "room four", "span": [83.0, 90.0]}


@pytest.mark.parametrize(
    ("statement", "is_told"),
    [
        ("The next meeting is on Thursday, the 19th of November, at 9:30 in room four.", True),
        ("Our next meeting is on Thursday, the 19th of November, at the same time.", True),
        ("Our next meeting is on Friday, the 20th of November.", False),
        ("See you at the next meeting.", False),
    ],
)
def test_the_next_meeting_is_told_by_its_day(statement: str, is_told: bool) -> None:
    assert tells(statement, [SPAN], MEETING) is is_told


def test_the_opposite_of_a_decision_does_not_tell_it() -> None:
    assert not tells("We will not move the launch to November 24.", [SPAN], MOVE)


def test_a_guess_where_the_truth_knows_nothing_is_wrong() -> None:
    loose = {**CRASH, "owner": None, "due": None}
    guessed = action("fix the login crash", 165, "S2", datetime.date(2026, 11, 6))
    score = score_facts([loose], document(actions=(guessed,)), {})["action_item"]
    assert (score.owners, score.dues) == ((0, 1), (0, 1))
    score = score_facts([loose], document(actions=(action("fix the login crash", 165, None),)), {})["action_item"]
    assert (score.owners, score.dues) == ((1, 1), (1, 1))


def test_a_decision_where_the_truth_has_none_is_surplus() -> None:
    score = score_facts([CRASH], document(decisions=(claim("We buy it.", 10, 14),)), {})["decision"]
    assert (score.matches.true, score.matches.found, score.matches.right) == (0, 1, 0)


def test_evidence_is_measured_by_how_much_of_it_lies_in_the_true_span() -> None:
    score = score_facts([MOVE], document(decisions=(claim("Launch on November 24.", 80, 88),)), {})["decision"]
    assert score.inside == (7.0, 8.0)


def test_a_decision_counts_once_and_a_second_telling_of_it_is_surplus() -> None:
    told = [claim("The launch moves to November 24.", 83, 90), claim("Launch on Tuesday November 24.", 84, 89)]
    score = score_facts([MOVE], document(decisions=tuple(told)), {})["decision"]
    assert (score.matches.true, score.matches.found, score.matches.right) == (1, 2, 1)
    assert len(score.surplus) == 1


def test_a_missed_fact_is_named() -> None:
    score = score_facts([MOVE], document(), {})["decision"]
    assert (score.matches.right, score.missed) == (0, (MOVE["text"],))


def test_owner_and_due_are_judged_apart() -> None:
    right = score_facts(
        [CRASH], document(actions=(action("fix the login crash", 165, "S2", datetime.date(2026, 11, 6)),)), {}
    )
    assert (right["action_item"].owners, right["action_item"].dues) == ((1, 1), (1, 1))
    wrong = score_facts([CRASH], document(actions=(action("fix the login crash", 165, None),)), {})
    assert wrong["action_item"].matches.right == 1
    assert (wrong["action_item"].owners, wrong["action_item"].dues) == ((0, 1), (0, 1))


def test_what_the_truth_lists_besides_is_neither_asked_for_nor_surplus() -> None:
    also = {**MOVE, "also": True}
    assert (
        score_facts([CRASH, also], document(decisions=(claim("Launch on November 24.", 84, 89),)), {})[
            "decision"
        ].matches.found
        == 0
    )
    assert score_facts([CRASH, also], document(), {})["decision"].matches.true == 0


def test_a_rejected_claim_tells_nothing() -> None:
    rejected = replace(claim("The launch moves to November 24.", 83, 90), verification=Verification("unsupported"))
    assert score_facts([MOVE], document(decisions=(rejected,)), {})["decision"].matches.found == 0


@pytest.mark.parametrize(
    ("found", "is_same"),
    [("Ben Carter", True), ("Ben", True), ("Clara", False), ("Ben Smith", False), (None, False), ("", False)],
)
def test_a_first_name_is_the_same_person(found: str | None, is_same: bool) -> None:
    assert same_person("Ben Carter", found) is is_same
