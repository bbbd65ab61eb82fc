import pytest
from tests.library import entry, local_library, processed

from lifestream.errors import InputError, NotFoundError
from lifestream.library.find import find


@pytest.fixture
def library(tmp_path):
    library = local_library(tmp_path)
    for id, title in (("rec_abc1", "Planning"), ("rec_abd2", "Planning the harbour"), ("rec_f3", "Tides")):
        library.store.put(entry(id, title), *processed(id))
    return library


@pytest.mark.parametrize(
    ("wanted", "id"),
    [
        ("rec_abc1", "rec_abc1"),
        ("rec_abc", "rec_abc1"),
        ("abd", "rec_abd2"),
        ("planning", "rec_abc1"),
        ("harbour", "rec_abd2"),
        ("rec_f3.mp4", "rec_f3"),
        (" TIDES ", "rec_f3"),
    ],
)
def test_a_recording_is_found_by_id_beginning_title_or_file(library, wanted, id):
    assert find(library, wanted).id == id


def test_what_may_be_several_is_asked_back(library):
    with pytest.raises(InputError, match="2 recordings") as raised:
        find(library, "rec_ab")
    assert "rec_abd2" in raised.value.remedy


@pytest.mark.parametrize("wanted", ["rec_9", "", "%", "x" * 100_000])
def test_what_is_not_there_is_said(library, wanted):
    with pytest.raises(NotFoundError):
        find(library, wanted)
