import os
import time

import pytest

from lifestream.adapters.local.filesystem_blob_store import FilesystemBlobStore
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.errors import InputError, NotFoundError, UnavailableError


@pytest.fixture(params=["memory", "filesystem"])
def store(request, tmp_path):
    return MemoryBlobStore() if request.param == "memory" else FilesystemBlobStore(tmp_path)


def test_what_was_put_is_got_and_may_be_replaced(store):
    store.put("a/b.json", b"one")
    store.put("a/b.json", b"two")
    assert store.get("a/b.json") == b"two"
    assert store.exists("a/b.json")


def test_a_missing_key_is_an_error_to_get_and_none_to_delete(store):
    with pytest.raises(NotFoundError):
        store.get("a/b")
    store.delete("a/b")
    assert not store.exists("a/b")


def test_keys_are_listed_in_order_by_prefix(store):
    for key in ("b/2", "a/1", "b/1"):
        store.put(key, b"")
    store.delete("a/1")
    assert store.keys() == ("b/1", "b/2")
    assert store.keys("b/2") == ("b/2",)


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a//b", "", "a/../b", ".hidden", "a\0b"])
def test_a_key_cannot_leave_the_folder(key, tmp_path):
    with pytest.raises(InputError):
        FilesystemBlobStore(tmp_path).put(key, b"")


def test_a_crash_while_writing_leaves_the_old_bytes(tmp_path, monkeypatch):
    store = FilesystemBlobStore(tmp_path)
    store.put("k", b"old")

    def no_space(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(UnavailableError, match="No space left"):
        store.put("k", b"new")
    assert store.get("k") == b"old"
    assert store.keys() == ("k",)


def test_what_a_killed_process_left_is_removed_once_it_is_old(tmp_path):
    old, young = tmp_path / "a" / ".unfinished-1", tmp_path / "a" / ".unfinished-2"
    old.parent.mkdir()
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 7_200,) * 2)
    FilesystemBlobStore(tmp_path).put("a/k", b"whole")
    assert sorted(p.name for p in old.parent.iterdir()) == [".unfinished-2", "k"]
