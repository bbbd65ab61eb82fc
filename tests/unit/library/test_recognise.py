from dataclasses import replace

import pytest
from tests.library import keep_voices, local_library, name_of, processed, voiceprint, with_voices

from lifestream.library.add import Processed, add
from lifestream.library.edit import Editor
from lifestream.library.overlay import BY_VOICE
from lifestream.library.people import find_person, name_speaker, remember, unname_speaker
from lifestream.library.recognise import recognise, recognise_all, suggestions
from lifestream.library.view import view


@pytest.fixture
def library(tmp_path):
    """One recording from which Alice's voice is remembered."""
    library = local_library(tmp_path)
    keep_voices(library, "rec_1", S1=0, S2=90)
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    return library


def test_a_voice_that_is_surely_known_is_named_everywhere_in_the_recording(library):
    keep_voices(library, "rec_2", S1=120, S2=5)
    assert recognise(library, "rec_2") == 1
    assert name_of(library, "rec_2", "S2") == ("Alice", "voice")
    assert any("Alice" in passage.people for passage in library.index.passages("rec_2"))
    assert view(library, "rec_2").document.actions[0].claim.text == "Alice sends the rollback plan to the team."


def test_looking_again_changes_nothing(library):
    keep_voices(library, "rec_2", S1=120, S2=5)
    recognise(library, "rec_2")
    edits = library.store.edits("rec_2")
    assert recognise(library, "rec_2") == recognise_all(library) == 0
    assert library.store.edits("rec_2") == edits


def test_a_name_that_the_recording_says_is_kept_and_the_contradiction_shown(library):
    document, timeline = with_voices(processed("rec_2"), S1=voiceprint(2), S2=voiceprint(120))
    first, second = timeline.transcript.speakers
    speakers = (replace(first, name="Ada", name_source="addressed"), second)
    timeline = replace(timeline, transcript=replace(timeline.transcript, speakers=speakers))
    document = replace(document, speakers=speakers)
    add(library, Processed(document, timeline))
    assert recognise(library, "rec_2") == 0
    assert name_of(library, "rec_2", "S1") == ("Ada", "addressed")
    (found,) = suggestions(library)
    assert (found.recording, found.match.speaker, found.person.name, found.named) == ("rec_2", "S1", "Alice", "Ada")


def test_what_the_user_says_goes_before_the_voice_and_is_not_nagged_about_twice(library):
    keep_voices(library, "rec_2", S1=120, S2=5)
    recognise(library, "rec_2")
    unname_speaker(library, "rec_2", "S2")
    recognise_all(library)
    assert name_of(library, "rec_2", "S2") == (None, "none")
    assert suggestions(library) == ()


def test_undoing_a_recognised_name_is_for_good(library):
    keep_voices(library, "rec_2", S1=120, S2=5)
    recognise(library, "rec_2")
    (edit,) = library.store.edits("rec_2")
    assert edit.author == BY_VOICE
    Editor(library, "rec_2").undo(edit.id)
    assert recognise_all(library) == 0
    assert name_of(library, "rec_2", "S2") == (None, "none")


def test_two_speakers_of_one_recording_are_never_one_person(library):
    keep_voices(library, "rec_2", S1=6, S2=2)
    recognise(library, "rec_2")
    assert name_of(library, "rec_2", "S2") == ("Alice", "voice")
    assert name_of(library, "rec_2", "S1") == (None, "none")
    keep_voices(library, "rec_3", S1=6, S2=2)
    name_speaker(library, "rec_3", "S1", "Alice")
    recognise(library, "rec_3")
    assert name_of(library, "rec_3", "S2") == (None, "none")


def test_a_likely_voice_is_suggested_and_accepting_it_teaches(library):
    keep_voices(library, "rec_2", S1=120, S2=50)
    assert recognise(library, "rec_2") == 0
    (found,) = suggestions(library)
    assert (found.match.speaker, found.person.name, found.named) == ("S2", "Alice", None)
    name_speaker(library, "rec_2", "S2", "Alice")
    assert suggestions(library) == ()
    assert len(library.people.enrolments()) == 2


def test_nobody_is_recognised_whose_voice_is_not_remembered(library):
    name_speaker(library, "rec_1", "S2", "Ben")
    keep_voices(library, "rec_2", S1=91, S2=200)
    assert recognise(library, "rec_2") == 0
    assert suggestions(library) == ()
    remember(library, find_person(library, "Ben"))
    assert name_of(library, "rec_2", "S1") == ("Ben", "voice")


def test_a_recording_is_not_recognised_by_what_it_taught_itself(library):
    assert recognise(library, "rec_1") == 0
    assert name_of(library, "rec_1", "S1") == ("Alice", "user")


def test_a_second_person_who_sounds_alike_takes_a_sure_name_back(library):
    keep_voices(library, "rec_2", S1=120, S2=8)
    recognise(library, "rec_2")
    keep_voices(library, "rec_3", S1=16, S2=120)
    remember(library, name_speaker(library, "rec_3", "S1", "Sister"))
    assert name_of(library, "rec_2", "S2") == (None, "none")
    assert {s.recording for s in suggestions(library)} == {"rec_2"}
