from pathlib import Path

import pytest

from lifestream.adapters.local.filesystem_media_store import FilesystemMediaStore
from lifestream.adapters.memory.media_store import MemoryMediaStore
from lifestream.errors import UnavailableError


@pytest.fixture(params=["memory", "filesystem"])
def store(request, tmp_path):
    return MemoryMediaStore() if request.param == "memory" else FilesystemMediaStore(tmp_path / "media")


@pytest.fixture
def media(tmp_path):
    path = tmp_path / "talk.mp4"
    path.write_bytes(b"moving pictures")
    return path


def test_a_copy_is_kept_measured_and_deleted_and_the_file_itself_stays(store, media):
    place = store.keep("rec_1", media)
    assert place.endswith("rec_1/talk.mp4")
    assert store.sizes() == {"rec_1": 15}
    assert store.delete("rec_1") == 15
    assert store.delete("rec_1") == 0
    assert store.sizes() == {}
    assert media.read_bytes() == b"moving pictures"


def test_what_cannot_be_read_is_an_error_and_no_copy(store, tmp_path):
    with pytest.raises(UnavailableError, match=r"gone\.mp4"):
        store.keep("rec_1", tmp_path / "gone.mp4")
    assert sum(store.sizes().values()) == 0


def test_keeping_the_copy_itself_changes_nothing(tmp_path, media):
    store = FilesystemMediaStore(tmp_path / "media")
    place = store.keep("rec_1", media)
    assert store.keep("rec_1", Path(place)) == place
    assert Path(place).read_bytes() == b"moving pictures"
