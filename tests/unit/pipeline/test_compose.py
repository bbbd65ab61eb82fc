from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import action, claim, dialogue, notes, question, timeline

from lifestream.domain.claim import Claim
from lifestream.domain.document import Chapter, Document, Kind
from lifestream.domain.notes import ChunkNotes, Notes, SpeakerNotes
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Dropped
from lifestream.pipeline.compose import compose
from lifestream.pipeline.merge import merge_actions, merge_claims, merge_questions

FRIDAY = date(2026, 11, 6)
LINE = timeline(
    *dialogue(
        ("S1", "The launch of Harbor moves to the 24th of November."),
        ("S2", "The budget is 18,500 euros and the venue is Dock Nine."),
        ("S1", "Customers asked for the export of their data."),
    )
)


def document_of(*chunks: ChunkNotes, chapters: tuple[Chapter, ...] = ()) -> Document:
    return compose(LINE, Notes(chunks), Kind("meeting", (("meeting", 1.0),), ()), chapters, None)


def supported(text: str, at: float, kind: str = "fact", id: str = "c1") -> Claim:
    return claim(text, "u1", id=id, kind=kind, state="supported", at=at)  # type: ignore[arg-type]


def test_what_two_chunks_say_alike_is_said_once_with_the_evidence_of_both() -> None:
    merged = merge_claims(
        [
            claim("We move the launch to the 24th of November.", "u1", at=10.0, state="supported"),
            claim("The launch moves to the twenty fourth.", "u40", at=400.0, state="supported"),
        ]
    )
    assert [(c.text, [e.ref for e in c.evidence]) for c in merged] == [
        ("We move the launch to the 24th of November.", ["u1", "u40"])
    ]


def test_different_numbers_are_different_statements() -> None:
    texts = ("The budget is 18,500 euros.", "The budget is 22,000 euros.")
    assert len(merge_claims(claim(text, "u1", at=float(i)) for i, text in enumerate(texts))) == 2


def test_a_recap_adds_evidence_and_no_statement() -> None:
    merged = merge_claims(
        [
            claim("The launch moves to the 24th of November.", "u1", at=1.0),
            claim("The budget is 18,500 euros.", "u2", at=2.0),
            claim("The launch moves to the 24th of November, and the budget is 18,500 euros.", "u9", at=9.0),
        ]
    )
    assert [[e.ref for e in c.evidence] for c in merged] == [["u1", "u9"], ["u2", "u9"]]


def test_a_recap_of_a_recap_goes_with_it() -> None:
    merged = merge_claims(
        [
            claim("The launch moves to the 24th of November.", "u1", at=1.0),
            claim("The budget is 18,500 euros.", "u2", at=2.0),
            claim("The launch moves to the 24th of November, and the budget is 18,500 euros.", "u9", at=9.0),
            claim("The budget is 18,500 euros, and the launch moves to the 24th of November.", "u12", at=12.0),
        ]
    )
    assert [[e.ref for e in c.evidence] for c in merged] == [["u1", "u9", "u12"], ["u2", "u9", "u12"]]


def test_a_recap_that_was_given_evidence_may_go_too() -> None:
    texts = ("Server plan.", "Plan the launch server, and the server budget plan.", "Plan the budget.")
    merged = merge_claims(claim(text, f"u{i}", at=float(i)) for i, text in enumerate(texts))
    assert {e.ref for c in merged for e in c.evidence} == {"u0", "u1", "u2"}


WORDS = ("launch", "budget", "server", "market", "hiring", "travel", "review", "18,500", "22,000")


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=25))
def test_no_evidence_is_lost_and_nothing_is_made_up(sentences: list[list[str]]) -> None:
    claims = [
        claim(f"{' '.join(words[:3])}, and {' '.join(words[3:])}.", f"u{i}", id=f"c{i}", at=float(i // 2))
        for i, words in enumerate(sentences)
    ]
    merged = merge_claims(claims)
    assert {c.text for c in merged} <= {c.text for c in claims}
    assert {e.ref for c in merged for e in c.evidence} == {f"u{i}" for i in range(len(claims))}
    assert [c.start for c in merged] == sorted(c.start for c in merged)


def test_an_action_that_straddles_a_border_is_one_and_knows_what_both_know() -> None:
    [merged] = merge_actions(
        [
            action("Write the rollback plan", "u1", owner="S2", at=290.0),
            action("Write the rollback plan and share it", "u2", due=("by Friday", FRIDAY), at=301.0),
        ]
    )
    assert (merged.owner, merged.due and merged.due.date) == ("S2", FRIDAY)
    assert [e.ref for e in merged.claim.evidence] == ["u1", "u2"]


def test_two_people_with_one_task_have_two_actions() -> None:
    tasks = [action("Read the report", "u1", owner=owner, at=1.0) for owner in ("S1", "S2")]
    assert len(merge_actions(tasks)) == 2


def test_an_answer_found_later_answers_the_question() -> None:
    answer = claim("It holds eighty guests.", "u3", at=9.0)
    [merged] = merge_questions(
        [
            question("How many guests does the warehouse hold?", "u1"),
            question("How many guests does the warehouse hold?", "u2", answer=answer),
        ]
    )
    assert merged.answer == answer


def test_what_the_checks_rejected_is_kept_but_not_shown() -> None:
    lie = claim("The budget is a million.", "u2", id="c2", kind="decision", state="unsupported", at=3.0)
    document = document_of(replace(notes(), decisions=(supported("The budget is 18,500 euros.", 3.0, "decision"), lie)))
    assert [c.text for c in document.decisions] == ["The budget is 18,500 euros."]
    assert [c.text for c in document.unsupported] == ["The budget is a million."]
    assert all(lie not in block.claims() for block in document.blocks)


def test_the_bottom_line_has_three_sentences_at_most_and_decisions_lead() -> None:
    decisions = tuple(
        supported(text, float(i), "decision", f"c{i}")
        for i, text in enumerate(
            (
                "The launch of Harbor moves to the 24th of November.",
                "The budget is 18,500 euros.",
                "The venue is Dock Nine.",
                "Customers get an export of their data.",
            )
        )
    )
    facts = (SpeakerNotes("S1", (supported("It rained.", 9.0, id="c9"),)),)
    line = document_of(replace(notes(), decisions=decisions, speakers=facts)).bottom_line
    assert len(line) == 3
    assert set(line) <= set(decisions)


def test_weak_statements_do_not_lead() -> None:
    weak = claim("The launch of Harbor moves.", "u1", kind="decision", state="weak", at=1.0)
    assert document_of(replace(notes(), decisions=(weak,))).bottom_line == ()


def test_a_chapter_holds_what_is_said_in_it() -> None:
    chapters = (Chapter("Launch", Segment(0, 100)), Chapter("Budget", Segment(100, 300)))
    said = (supported("The launch of Harbor moves.", 10.0), supported("The budget is 18,500 euros.", 120.0, id="c2"))
    filled = document_of(replace(notes(), speakers=(SpeakerNotes("S1", said),)), chapters=chapters).chapters
    assert [[c.text for c in chapter.claims] for chapter in filled] == [[said[0].text], [said[1].text]]


def test_talk_time_is_shared_out_among_those_who_speak() -> None:
    contributions = document_of(notes()).contributions
    assert sum(c.talk_share for c in contributions) == pytest.approx(1.0)
    assert {c.speaker.id: c.turns for c in contributions} == {"S1": 2, "S2": 1}


def test_of_silence_there_is_an_empty_journal_entry() -> None:
    document = compose(timeline(duration=10.0), Notes((notes(),)), Kind("silent", (("silent", 1.0),), ()), (), None)
    assert (document.decisions, document.actions, document.bottom_line, document.template) == ((), (), (), "journal")


def test_text_that_was_not_believed_stays_with_the_document() -> None:
    dropped = (Dropped(Segment(8.0, 10.0), "thanks for watching", "no-speech"),)
    line = replace(LINE, transcript=replace(LINE.transcript, dropped=dropped))
    assert compose(line, Notes(()), Kind("meeting", (), ()), (), None).dropped == dropped
