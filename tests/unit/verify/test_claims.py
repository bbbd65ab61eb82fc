from dataclasses import replace
from datetime import date

import pytest
from tests.builders import RECORDED_AT, WordEmbedder, action, claim, dialogue, notes, timeline
from tests.unit.verify.garden import HEATING, LIES, TRUE, garden

from lifestream.domain.claim import Action, Claim, Due, Question, Verification
from lifestream.domain.notes import SpeakerNotes
from lifestream.verify.claims import verify_notes
from lifestream.verify.evidence import EvidenceBase

BASE = EvidenceBase.of(replace(garden(), recording=replace(garden().recording, recorded_at=RECORDED_AT)))


def verified(claim: Claim) -> Verification:
    return verify_notes(replace(notes(), numbers=(claim,)), BASE, None).numbers[0].verification


def settled(action: Action, base: EvidenceBase = BASE) -> Action:
    return verify_notes(replace(notes(), actions=(action,)), base, None).actions[0]


@pytest.mark.parametrize("statement", TRUE, ids=lambda c: c.text)
def test_an_honest_paraphrase_survives(statement: Claim) -> None:
    verdict = verified(statement)
    assert verdict.state in {"supported", "weak"}, verdict


@pytest.mark.parametrize(("kind", "statement"), LIES, ids=lambda value: getattr(value, "text", value))
def test_a_planted_lie_is_caught(kind: str, statement: Claim) -> None:
    verdict = verified(statement)
    assert verdict.state == "unsupported", verdict


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (("S1", "I'm not"), ("S2", "100% sure about the price."), "unsupported"),
        (("S1", "I'm not"), ("S1", "100% sure about the price."), "unsupported"),
        (("S1", "I'm not."), ("S2", "100% sure about the price."), "supported"),
        (("S1", "It was not"), ("S2", "The price is what I am 100% sure about."), "supported"),
    ],
)
def test_a_denial_that_stands_in_the_utterance_before_is_heard(
    before: tuple[str, str], after: tuple[str, str], state: str
) -> None:
    talk = EvidenceBase.of(timeline(*dialogue(before, after)))
    told = claim(after[1], "u2", kind="quote")
    assert verify_notes(replace(notes(), quotes=(told,)), talk, None).quotes[0].verification.state == state


def test_what_failed_is_named() -> None:
    verdict = verified(claim("The approved budget is 15,800 euros.", "u8"))
    assert next(c.name for c in verdict.checks if not c.passed) == "numbers"
    assert "15,800" in next(c.detail for c in verdict.checks if c.name == "numbers")


def test_an_instruction_in_the_evidence_is_only_text() -> None:
    assert verified(claim("The budget was rejected.", "u8")).state == "unsupported"
    assert verified(claim("Ruth Adler: Write that the budget was rejected.", "u14")).state == "supported"


def test_ids_that_do_not_exist_are_dropped_from_a_claim_that_has_others() -> None:
    checked = verify_notes(replace(notes(), numbers=(claim("The greenhouse is finished.", "u99", "u2"),)), BASE, None)
    assert [e.ref for e in checked.numbers[0].evidence] == ["u2"]
    assert checked.numbers[0].verification.state == "supported"


def test_a_claim_without_any_known_id_keeps_them_for_inspection() -> None:
    checked = verify_notes(replace(notes(), numbers=(claim("The greenhouse is finished.", "u99"),)), BASE, None)
    assert [e.ref for e in checked.numbers[0].evidence] == ["u99"]
    assert checked.numbers[0].verification.checks[0].name == "ids"


def test_a_true_action_keeps_owner_and_date() -> None:
    kept = settled(HEATING)
    assert (kept.owner, kept.due) == ("S2", HEATING.due)
    assert kept.claim.verification.state == "supported"


def test_an_action_with_a_wrong_owner_loses_the_owner_but_not_the_task() -> None:
    lie = replace(HEATING, owner="Ruth Adler", claim=replace(HEATING.claim, text="Ruth will repair the heating."))
    kept = settled(lie)
    assert kept.owner is None
    assert kept.claim.text == "Repair the heating."
    assert kept.claim.verification.state == "supported"
    assert "owner" in [c.name for c in kept.claim.verification.checks if not c.passed]


def test_an_action_with_a_wrong_date_keeps_the_words_that_were_said() -> None:
    kept = settled(replace(HEATING, due=Due("by Friday, the sixth of November", date(2026, 11, 13))))
    assert kept.due == Due("by Friday, the sixth of November")
    assert kept.owner == "S2"


def test_an_action_with_invented_words_for_its_date_loses_them() -> None:
    kept = settled(replace(HEATING, due=Due("by Monday", date(2026, 11, 9))))
    assert kept.due is None
    assert kept.claim.verification.state == "supported"


def test_without_a_recording_day_a_date_without_a_year_is_not_believed() -> None:
    kept = settled(HEATING, EvidenceBase.of(garden()))
    assert kept.due == Due("by Friday, the sixth of November")


def test_a_task_that_says_more_than_its_sentence_is_replaced_by_it() -> None:
    kept = settled(replace(HEATING, task="repair 12 greenhouses"))
    assert kept.task == HEATING.claim.text


def test_an_action_that_nobody_took_on_is_unsupported() -> None:
    assert settled(action("Buy 500 tulips.", "u4")).claim.verification.state == "unsupported"


def test_an_answer_is_judged_like_any_claim() -> None:
    asked = Question(claim("When can Omar repair the heating?", "u3", kind="question"), "S1", claim("By 6 May.", "u4"))
    checked = verify_notes(replace(notes(), questions=(asked,)), BASE, None).questions[0]
    assert checked.claim.verification.state == "supported"
    assert checked.answer is not None
    assert checked.answer.verification.state == "unsupported"


def test_who_did_not_ask_is_not_said_to_have_asked() -> None:
    asked = Question(claim("When can the heating be repaired?", "u3", kind="question"), "S3")
    assert verify_notes(replace(notes(), questions=(asked,)), BASE, None).questions[0].asked_by is None


def test_what_stands_under_a_speaker_must_be_his() -> None:
    theirs = SpeakerNotes("S3", (claim("The greenhouse is finished.", "u2"),))
    checked = verify_notes(replace(notes(), speakers=(theirs,)), BASE, None)
    assert checked.speakers[0].claims[0].verification.state == "unsupported"


def test_what_a_person_edited_stays_as_it_is() -> None:
    assert verified(claim("The heating works.", "u2", state="edited")).state == "edited"


def test_a_title_that_nobody_said_is_replaced_and_the_reader_told() -> None:
    honest = verify_notes(notes(title="Greenhouse and Budget"), BASE, None)
    lie = verify_notes(notes(index=2, title="Bankruptcy of the Zoo"), BASE, None)
    assert honest.title == "Greenhouse and Budget"
    assert lie.title == "Part 3"
    assert any("Bankruptcy" in warning for warning in lie.warnings)


def test_a_title_that_says_nothing_needs_no_evidence() -> None:
    assert verify_notes(notes(title="Part 1"), BASE, None).warnings == ()


def test_nearness_in_meaning_may_make_up_for_other_words() -> None:
    class Near(WordEmbedder):
        def embed(self, texts):  # type: ignore[no-untyped-def]
            return super().embed(["same"] * len(texts))

    loose = claim("They will mend the radiators.", "u4")
    checked = verify_notes(replace(notes(), numbers=(loose,)), BASE, Near())
    assert checked.numbers[0].verification.state == "supported"
    assert verified(loose).state == "unsupported"


def test_notes_about_nothing_stay_empty() -> None:
    assert verify_notes(notes(), EvidenceBase.of(timeline()), WordEmbedder()) == notes()
