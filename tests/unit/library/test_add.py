from dataclasses import replace

import pytest
from tests.library import local_library, processed

from lifestream.domain.passage import Scope
from lifestream.errors import ConfigurationError, UnavailableError
from lifestream.library.add import Processed, add, reindex
from lifestream.library.edit import Editor
from lifestream.ports.index import Term


@pytest.fixture
def library(tmp_path):
    return local_library(tmp_path)


def keep(library, id="rec_1", artefacts=(), **changes):
    return add(library, Processed(*processed(id, **changes), artefacts))


def test_an_added_recording_is_listed_and_its_words_are_found(library):
    entry = keep(library, artefacts=("artefacts/notes/1.json",))
    assert library.store.entries() == (entry,)
    assert (entry.title, entry.people, entry.kind) == ("Planning", ("Alice",), "meeting")
    assert (entry.date_source, entry.held, entry.media) == ("container", "original", "/recordings/rec_1.mp4")
    assert library.store.held("rec_1") == {"artefacts/notes/1.json"}
    found = library.index.find_words([Term("freezer")], 5, Scope())
    assert [f.passage.modality for f in found] == ["speech"]
    assert library.index.state().unembedded == 0


def test_adding_again_keeps_what_the_user_said_of_it(library):
    entry = keep(library)
    mine = replace(entry, title="Mine", is_titled=True, tags=("work",), is_pinned=True)
    library.store.change(mine)
    again = keep(library, title="Another title")
    assert (again.title, again.tags, again.is_pinned, again.added_at) == ("Mine", ("work",), True, entry.added_at)
    assert len(library.store.entries()) == 1


def test_adding_again_leaves_no_passage_of_before(library):
    keep(library)
    keep(library, lines=(("S1", "Only one thing is said here: nothing about machines at all."),) * 4)
    assert not library.index.find_words([Term("freezer")], 5, Scope())


def test_without_an_embedder_words_are_found_and_vectors_are_missed(library):
    def no_model():
        raise ConfigurationError("The model is missing.")

    keep(replace(library, embedder=no_model))
    assert library.index.find_words([Term("budget")], 5, Scope())
    state = library.index.state()
    assert state.unembedded == state.passages > 0
    reindex(library, "rec_1")
    assert library.index.state().unembedded == 0


def test_vectors_of_unchanged_texts_are_kept(library):
    keep(library)

    Editor(replace(library, embedder=EmptyOnly), "rec_1").judge("c1.1", "claim-accept")
    assert library.index.state().unembedded == 0


class EmptyOnly:
    """Embeds nothing at all."""

    fingerprint = "words-64"

    def embed(self, texts):
        assert list(texts) == []
        return ()


def test_a_copy_belongs_to_the_library_and_the_entry_points_to_it(library, tmp_path):
    media = tmp_path / "talk.mp4"
    media.write_bytes(b"moving pictures")
    document, timeline = processed()
    document = replace(document, recording=replace(document.recording, path=str(media)))
    entry = add(library, Processed(document, timeline), copy=True)
    assert entry.held == "copy"
    assert entry.media != str(media)
    assert library.media.sizes() == {"rec_1": 15}
    again = add(library, Processed(document, timeline))
    assert (again.held, again.media) == ("copy", entry.media)


def test_where_media_cannot_be_copied_nothing_is_added(library):
    with pytest.raises(UnavailableError):
        add(library, Processed(*processed()), copy=True)
    assert library.store.entries() == ()
