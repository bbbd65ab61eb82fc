import pytest
from tests.library import keep_voices, local_library, name_of, processed, voiceprint, with_voices

from lifestream.errors import InputError, NotFoundError
from lifestream.library.add import Processed, add
from lifestream.library.edit import Editor
from lifestream.library.people import (
    find_person,
    heard_of,
    make_person,
    merge_people,
    name_speaker,
    remember,
    rename_person,
    unname_speaker,
)


@pytest.fixture
def library(tmp_path):
    library = local_library(tmp_path)
    keep_voices(library, "rec_1", S1=0, S2=90)
    keep_voices(library, "rec_2", S1=92, S2=3)
    return library


def ledger(library):
    return [(e.recording, e.speaker) for e in library.people.enrolments()]


def test_a_named_speaker_is_a_person_whose_voice_is_not_remembered(library):
    person = name_speaker(library, "rec_1", "S1", "  Alice \u200b\x1b Moreno ")
    assert (person.name, person.remembers_voice) == ("Alice Moreno", False)
    assert name_of(library, "rec_1", "S1") == ("Alice Moreno", "user")
    assert library.store.entry("rec_1").people == ("Alice Moreno",)
    assert ledger(library) == []
    assert name_of(library, "rec_2", "S2") == (None, "none")


def test_an_alias_stands_for_the_name(library):
    make_person(library, "Alice Moreno", "product manager", ["Ali"])
    assert name_speaker(library, "rec_1", "S1", "ali").name == "Alice Moreno"
    assert name_of(library, "rec_1", "S1") == ("Alice Moreno", "user")
    assert len(library.people.people()) == 1


def test_a_voice_is_remembered_from_named_speakers_and_found_in_older_recordings(library):
    alice = name_speaker(library, "rec_1", "S1", "Alice")
    found = remember(library, alice)
    assert (found.enrolled, found.recognised, found.unsure) == (1, 1, ())
    assert ledger(library) == [("rec_1", "S1")]
    assert name_of(library, "rec_2", "S2") == ("Alice", "voice")
    assert library.store.entry("rec_2").people == ("Alice",)


def test_a_name_that_the_recording_says_is_not_enrolled_until_the_user_says_it_too(library, tmp_path):
    document, timeline = processed("rec_3")
    add(library, Processed(document, timeline))  # S1 introduces herself as Alice
    alice = make_person(library, "Alice")
    found = remember(library, alice)
    assert found.enrolled == 0
    assert [(h.entry.id, h.speaker.id) for h in found.unsure] == [("rec_3", "S1")]


def test_a_recognised_voice_teaches_nothing(library):
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    keep_voices(library, "rec_2", S1=92, S2=3)
    assert ledger(library) == [("rec_1", "S1")]


def test_a_person_who_is_remembered_learns_from_each_name_that_is_given(library):
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    name_speaker(library, "rec_2", "S2", "Alice")
    assert ledger(library) == [("rec_1", "S1"), ("rec_2", "S2")]
    assert name_of(library, "rec_2", "S2") == ("Alice", "user")


def test_unnaming_takes_the_voiceprint_back_and_the_names_that_rested_on_it(library):
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    assert unname_speaker(library, "rec_1", "S1") == 1
    assert ledger(library) == []
    assert name_of(library, "rec_1", "S1") == (None, "none")
    assert name_of(library, "rec_2", "S2") == (None, "none")


def test_undoing_the_edit_takes_the_voiceprint_back_too(library):
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    (edit,) = library.store.edits("rec_1")
    Editor(library, "rec_1").undo(edit.id)
    assert ledger(library) == []


def test_another_name_moves_the_voiceprint_only_to_somebody_who_is_remembered(library):
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    name_speaker(library, "rec_1", "S1", "Ben")
    assert ledger(library) == []
    remember(library, find_person(library, "Ben"))
    assert [e.person for e in library.people.enrolments()] == [find_person(library, "Ben").id]


def test_the_ledger_follows_a_recording_that_is_processed_again(library):
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    document, timeline = with_voices(processed("rec_1"), S1=voiceprint(1, seconds=40.0), S2=voiceprint(90))
    add(library, Processed(document, timeline))
    (kept,) = library.people.enrolments()
    assert (kept.seconds, kept.mean) == (40.0, voiceprint(1).mean)


def test_renaming_a_person_renames_speakers_whose_name_was_given_and_keeps_how_it_is_known(library):
    alice = name_speaker(library, "rec_1", "S1", "Alice")
    remember(library, alice)
    renamed = rename_person(library, find_person(library, "Alice"), "Alice Moreno")
    assert (renamed.aliases, renamed.remembers_voice) == (("Alice",), True)
    assert name_of(library, "rec_1", "S1") == ("Alice Moreno", "user")
    assert name_of(library, "rec_2", "S2") == ("Alice Moreno", "voice")
    assert ledger(library) == [("rec_1", "S1")]


def test_a_name_that_the_recording_says_stays_as_it_was_said(library):
    add(library, Processed(*processed("rec_3")))
    rename_person(library, make_person(library, "Alice"), "Alice Moreno")
    assert name_of(library, "rec_3", "S1") == ("Alice", "self-introduction")
    assert [h.entry.id for h in heard_of(library, find_person(library, "Alice Moreno"))] == ["rec_3"]


def test_of_two_people_one_is_made_and_nobodys_consent_is_anothers(library):
    ali = name_speaker(library, "rec_1", "S1", "Ali")
    remember(library, ali)
    alice = name_speaker(library, "rec_2", "S2", "Alice")
    merged = merge_people(library, ali, alice)
    assert (merged.aliases, merged.remembers_voice) == (("Ali",), False)
    assert [p.name for p in library.people.people()] == ["Alice"]
    assert name_of(library, "rec_1", "S1") == ("Alice", "user")
    assert ledger(library) == []
    remember(library, merged)
    assert sorted(ledger(library)) == [("rec_1", "S1"), ("rec_2", "S2")]


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 101])
def test_what_is_no_name_changes_nothing(library, name):
    with pytest.raises(InputError):
        name_speaker(library, "rec_1", "S1", name)
    assert library.store.edits("rec_1") == ()
    assert library.people.people() == ()


def test_a_speaker_who_is_not_there_makes_no_person(library):
    with pytest.raises(NotFoundError, match="S9"):
        name_speaker(library, "rec_1", "S9", "Alice")
    assert library.people.people() == ()


def test_a_name_means_one_person(library):
    alice = make_person(library, "Alice", aliases=["Ali"])
    make_person(library, "Ben")
    with pytest.raises(InputError, match="Alice"):
        make_person(library, "Carl", aliases=["ALI"])
    with pytest.raises(InputError, match="Ben"):
        rename_person(library, alice, "ben")
    with pytest.raises(InputError):
        merge_people(library, alice, alice)
    with pytest.raises(NotFoundError, match="Zoe"):
        find_person(library, "Zoe")
    with pytest.raises(NotFoundError):
        find_person(library, " ")
