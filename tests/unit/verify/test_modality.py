import pytest
from tests.builders import claim, dialogue, timeline

from lifestream.domain.claim import Check, ClaimKind
from lifestream.verify.evidence import Case, EvidenceBase
from lifestream.verify.modality import check_modality

DROPPED = "The export is dropped."


def checked(text: str, *said: str, kind: ClaimKind = "decision", cited: int = 1) -> Check:
    """The check of a claim that cites the first of some utterances by two voices in turn."""
    lines = dialogue(*(("S1" if n % 2 == 0 else "S2", line) for n, line in enumerate(said)))
    refs = [u.id for u in lines[:cited]]
    return check_modality(Case.of(claim(text, *refs, kind=kind), EvidenceBase.of(timeline(*lines))))


@pytest.mark.parametrize(
    "said",
    [
        "Maybe we drop the export.",
        "We could drop the export.",
        "The team would drop the export.",
        "If nothing else helps, we drop the export.",
        "I suggest we drop the export.",
        "Shall we drop the export?",
        "Was the export dropped?",
        "Why don't we drop the export?",
    ],
)
def test_what_was_only_considered_is_no_decision(said: str) -> None:
    assert not checked(DROPPED, said).passed
    assert not checked(DROPPED, said, "I don't know.").passed
    assert not checked(DROPPED, said, "Yes, but not this year.", cited=2).passed


@pytest.mark.parametrize("said", ["Maybe we drop the export.", "Was the export dropped?"])
def test_as_a_fact_it_stands_with_a_reservation(said: str) -> None:
    verdict = checked(DROPPED, said, kind="fact")
    assert verdict.passed
    assert verdict.detail


@pytest.mark.parametrize(
    "said",
    [
        ("We drop the export.",),
        ("If nobody objects, we drop the export.",),
        ("We drop the export, right?",),
        ("Shall we drop the export?", "Yes, let's."),
        ("Maybe we drop the export.", "Fine by me."),
        ("Why don't we drop the export?", "That works for me."),
        ("Maybe we drop the export. So it is decided, we do that.",),
        ("Maybe we drop the export.", "I am not sure.", "Okay, then we drop the export."),
    ],
)
def test_what_was_said_firmly_or_accepted_is_one(said: tuple[str, ...]) -> None:
    assert checked(DROPPED, *said, cited=len(said)) == Check("modality", True)


def test_a_month_is_no_hedge() -> None:
    assert not checked("The export is dropped in May.", "Maybe we drop the export in May.").passed


def test_an_open_question_is_settled_by_its_answer_and_a_denial_by_a_refusal() -> None:
    assert checked("The garden opens on Sunday.", "When do we open the garden?", "On Sunday.", cited=2).passed
    assert checked("No drone is rented.", "Can we rent a drone?", "No drone.", cited=2).passed


def test_who_is_asked_has_a_task_and_who_wonders_has_none() -> None:
    assert checked("Ben will call the plumber.", "Can you call the plumber, Ben?", kind="action") == Check(
        "modality", True
    )
    assert checked("Call the plumber.", "And who could call the plumber?", kind="action") == Check("modality", True)
    assert not checked("Ben will call the plumber.", "Should I call the plumber?", kind="action").passed
    assert not checked("Ben will call the plumber.", "I might call the plumber.", kind="action").passed


def test_a_promise_under_a_condition_is_a_task_with_a_reservation() -> None:
    verdict = checked("Ben will paint the shed.", "I will paint the shed if it stays dry.", kind="action")
    assert verdict.passed
    assert "condition" in verdict.detail


@pytest.mark.parametrize(
    "text", ["The export may be dropped.", "Ben suggested dropping the export.", "The export is dropped if it rains."]
)
def test_a_claim_that_says_no_more_is_true(text: str) -> None:
    assert checked(text, "Maybe we drop the export if it rains.") == Check("modality", True)
