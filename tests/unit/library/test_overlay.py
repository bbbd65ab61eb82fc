from dataclasses import replace

import pytest
from tests.builders import dialogue
from tests.library import ADDED_AT, LINES, processed, statement

from lifestream.domain.edit import Edit
from lifestream.domain.segment import Segment
from lifestream.library.anchors import anchor_claim, anchor_speaker, anchor_utterance, claims_of
from lifestream.library.overlay import overlay

DOCUMENT, TIMELINE = processed()
UTTERANCES = TIMELINE.transcript.utterances


def edit(kind, anchor, value="", other=None):
    return Edit(f"e-{kind}", "rec_1", kind, anchor, value, "alice", ADDED_AT, other)


def claim_edit(kind, id, value=""):
    claim = next(c for c in claims_of(DOCUMENT) if c.id == id)
    return edit(kind, anchor_claim(claim), value)


def seen(*edits, document=DOCUMENT, timeline=TIMELINE):
    return overlay(document, timeline, edits)


def test_without_edits_everything_is_as_the_machine_wrote_it():
    assert seen().document is DOCUMENT
    assert seen().timeline is TIMELINE


def test_a_name_stands_everywhere_also_in_statements_about_that_voice():
    after = seen(edit("name-speaker", anchor_speaker("S2", TIMELINE), "Ben Carter"))
    assert [s.label for s in after.document.speakers] == ["Alice", "Ben Carter"]
    assert [s.name_source for s in after.timeline.transcript.speakers][1] == "user"
    assert after.document.actions[0].claim.text == "Ben Carter sends the rollback plan to the team."


def test_a_name_that_is_taken_back_leaves_the_id():
    after = seen(edit("name-speaker", anchor_speaker("S1", TIMELINE), ""))
    assert after.document.speakers[0].label == "S1"


def test_two_voices_become_one():
    after = seen(edit("merge-speaker", anchor_speaker("S2", TIMELINE), "S1", anchor_speaker("S1", TIMELINE)))
    assert {u.speaker for u in after.timeline.transcript.utterances} == {"S1"}
    assert [s.id for s in after.document.speakers] == ["S1"]
    assert after.document.actions[0].owner == "S1"
    assert after.document.actions[0].claim.speaker == "S1"


def test_an_utterance_goes_to_another_voice_with_what_rests_on_it():
    after = seen(edit("assign-utterance", anchor_utterance(UTTERANCES[2]), "S3"))
    assert [u.speaker for u in after.timeline.transcript.utterances] == ["S1", "S2", "S3", "S2"]
    assert after.document.decisions[0].speaker == "S3"
    assert [s.id for s in after.document.speakers] == ["S1", "S2", "S3"]


def test_corrected_words_fill_the_time_of_those_that_were_heard():
    after = seen(edit("utterance-text", anchor_utterance(UTTERANCES[3]), "The fridge has to go."))
    new = after.timeline.transcript.utterances[3]
    assert new.text == "The fridge has to go."
    assert new.segment == UTTERANCES[3].segment
    assert [w.segment.end for w in new.words[:-1]] == [w.segment.start for w in new.words[1:]]


def test_a_reworded_statement_is_marked_as_edited_wherever_it_stands():
    after = seen(claim_edit("claim-text", "c1.1", "The launch is on the 25th."))
    for claim in (*after.document.decisions, *after.document.bottom_line):
        assert (claim.text, claim.verification.state) == ("The launch is on the 25th.", "edited")


def test_a_dismissed_statement_disappears_everywhere():
    after = seen(claim_edit("claim-dismiss", "c1.1"))
    assert after.document.decisions == after.document.bottom_line == ()
    assert len(after.document.actions) == 1


def test_a_task_gets_another_owner_another_day_and_is_closed():
    after = seen(
        claim_edit("action-owner", "c1.2", "S1"),
        claim_edit("action-due", "c1.2", "2026-11-12"),
        claim_edit("action-done", "c1.2"),
    )
    (task,) = after.document.actions
    assert (task.owner, task.due.date.isoformat(), task.is_done) == ("S1", "2026-11-12", True)
    cleared = seen(claim_edit("action-owner", "c1.2"), claim_edit("action-due", "c1.2")).document.actions[0]
    assert (cleared.owner, cleared.due) == (None, None)


def test_the_last_of_two_edits_counts():
    after = seen(claim_edit("claim-text", "c1.1", "First."), claim_edit("claim-text", "c1.1", "Second."))
    assert after.document.decisions[0].text == "Second."


def shifted(seconds=0.7):
    """The same meeting after it was processed again: other ids, other order of voices, times a little off."""
    swapped = tuple(({"S1": "S2", "S2": "S1"}[who], text) for who, text in LINES)
    document, timeline = processed(lines=swapped)
    spoken = tuple(
        replace(
            u,
            id=f"u{10 + n}",
            words=tuple(
                replace(w, segment=Segment(w.segment.start + seconds, w.segment.end + seconds)) for w in u.words
            ),
        )
        for n, u in enumerate(timeline.transcript.utterances)
    )
    decided = statement("c7.7", "The launch moves to the 24th of November.", spoken[2], "decision")
    document = replace(document, decisions=(decided,), bottom_line=(decided,), actions=())
    return document, replace(timeline, transcript=replace(timeline.transcript, utterances=spoken))


def test_edits_find_their_places_after_everything_got_other_ids():
    document, timeline = shifted()
    after = seen(
        edit("name-speaker", anchor_speaker("S2", TIMELINE), "Ben"),
        edit("utterance-text", anchor_utterance(UTTERANCES[3]), "The fridge has to go."),
        claim_edit("claim-dismiss", "c1.1"),
        document=document,
        timeline=timeline,
    )
    assert after.unplaced == ()
    assert after.timeline.transcript.speaker("S1").name == "Ben"
    assert after.timeline.transcript.utterances[3].text == "The fridge has to go."
    assert after.document.decisions == ()


def test_an_edit_whose_place_is_gone_is_told_and_not_lost():
    document, timeline = shifted()
    lost = claim_edit("action-done", "c1.2")
    elsewhere = edit("utterance-text", replace(anchor_utterance(UTTERANCES[0]), spans=(Segment(900, 905),)), "Gone.")
    after = seen(lost, elsewhere, document=document, timeline=timeline)
    assert after.unplaced == (lost, elsewhere)


def test_of_two_statements_about_one_moment_the_one_of_the_same_text_is_meant():
    other = statement("c1.3", "A place by the window was promised to nobody at all.", UTTERANCES[2], "fact")
    document = replace(DOCUMENT, numbers=(other,))
    after = seen(edit("claim-dismiss", anchor_claim(other)), document=document)
    assert after.document.numbers == ()
    assert len(after.document.decisions) == 1


@pytest.mark.parametrize("text", ["", "   "])
def test_words_are_never_replaced_by_nothing(text):
    after = seen(edit("utterance-text", anchor_utterance(UTTERANCES[0]), text))
    assert after.timeline.transcript.utterances[0] == UTTERANCES[0]


def test_a_longer_talk_is_told_by_its_longest_utterances():
    spoken = dialogue(*(("S1", "word " * n) for n in range(1, 9)))
    timeline = replace(TIMELINE, transcript=replace(TIMELINE.transcript, utterances=spoken))
    spans = anchor_speaker("S1", timeline).spans
    assert len(spans) == 5
    assert spans == tuple(sorted(u.segment for u in spoken[3:]))


def test_a_text_that_was_rewritten_with_a_name_loses_it_when_the_edit_is_gone():
    document, heard = processed()
    named = replace(document.speakers[1], name="Ben", name_source="voice")
    promised = replace(document.actions[0].claim, text="Ben sends the rollback plan to the team.")
    rewritten = replace(
        document,
        speakers=(document.speakers[0], named),
        actions=(replace(document.actions[0], claim=promised),),
    )
    seen = overlay(rewritten, heard, ())
    assert seen.document.speakers[1] == heard.transcript.speaker("S2")
    assert seen.document.actions[0].claim.text == "S2 sends the rollback plan to the team."
