import pytest
from tests.library import local_library, processed

from lifestream.domain.passage import Scope
from lifestream.errors import InputError, NotFoundError
from lifestream.library.add import Processed, add
from lifestream.library.edit import Editor
from lifestream.library.view import view
from lifestream.ports.index import Term


@pytest.fixture
def library(tmp_path):
    library = local_library(tmp_path)
    add(library, Processed(*processed()))
    return library


@pytest.fixture
def editor(library):
    return Editor(library, "rec_1", "alice")


def found(library, word):
    return [f.passage for f in library.index.find_words([Term(word)], 9, Scope())]


def test_a_name_is_seen_at_once_in_list_page_and_index(library, editor):
    editor.name_speaker("S2", "  Ben\u200b Carter ")
    assert library.store.entry("rec_1").people == ("Alice", "Ben Carter")
    assert view(library, "rec_1").document.speakers[1].name == "Ben Carter"
    assert any("Ben Carter" in passage.people for passage in found(library, "freezer"))
    assert not library.store.entry("rec_1").is_stale


def test_corrected_words_are_found_and_the_page_is_stale(library, editor):
    editor.reword("u4", "The refrigerator in the clinic has to be replaced.")
    assert found(library, "refrigerator")
    assert not found(library, "freezer")
    assert library.store.entry("rec_1").is_stale
    assert library.store.timeline("rec_1") == processed()[1]


def test_an_edit_may_be_taken_back(library, editor):
    edit = editor.reword("u4", "Nothing.")
    editor.undo(edit.id[:6])
    assert found(library, "freezer")
    assert library.store.edits("rec_1") == ()


def test_utterances_are_split_off_as_a_new_voice_each_time_another(library, editor):
    (first,) = editor.assign(["u1"], "new")
    (second,) = editor.assign(["u3"], "new")
    assert (first.value, second.value) == ("S3", "S4")
    assert [u.speaker for u in view(library, "rec_1").timeline.transcript.utterances] == ["S3", "S2", "S4", "S2"]


def test_edits_survive_that_the_recording_is_processed_again(library, editor):
    editor.judge("c1.1", "claim-dismiss")
    editor.judge("c1.2", "action-done")
    add(library, Processed(*processed()))
    document = view(library, "rec_1").document
    assert document.decisions == ()
    assert document.actions[0].is_done


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda e: e.name_speaker("S9", "Ben"), NotFoundError),
        (lambda e: e.name_speaker("S1", "B" * 101), InputError),
        (lambda e: e.merge_speakers("S1", "S1"), InputError),
        (lambda e: e.assign(["u1"], "Ben"), InputError),
        (lambda e: e.assign(["u99"], "S2"), NotFoundError),
        (lambda e: e.reword("u1", " \n "), InputError),
        (lambda e: e.reword("u1", "x" * 10_001), InputError),
        (lambda e: e.judge("c9.9", "claim-accept"), NotFoundError),
        (lambda e: e.judge("c1.1", "action-done"), InputError),
        (lambda e: e.judge("c1.1", "claim-text", ""), InputError),
        (lambda e: e.judge("c1.2", "action-due", "31 February"), InputError),
        (lambda e: e.undo(""), NotFoundError),
    ],
)
def test_what_cannot_be_meant_changes_nothing(library, editor, change, error):
    with pytest.raises(error) as raised:
        change(editor)
    assert raised.value.remedy
    assert library.store.edits("rec_1") == ()
