from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.library import ADDED_AT, entry, processed

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_library_store import SqliteLibraryStore
from lifestream.adapters.memory.library_store import MemoryLibraryStore
from lifestream.domain.edit import Anchor, Edit
from lifestream.domain.passage import Filters
from lifestream.domain.segment import Segment
from lifestream.errors import NotFoundError


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    return MemoryLibraryStore() if request.param == "memory" else SqliteLibraryStore(Database(tmp_path / "library.db"))


def put(store, id="rec_1", **changes):
    kept = replace(entry(id), **changes)
    store.put(kept, *processed(id))
    return kept


def edit(id="e1", recording="rec_1"):
    anchor = Anchor("utterance", "u1", (Segment(0, 4),), "Good morning")
    return Edit(id, recording, "utterance-text", anchor, "Good evening", "alice", ADDED_AT)


def test_what_was_put_comes_back_as_it_was(store):
    kept = put(store, people=("Alice",), tags=("work",))
    assert store.entry("rec_1") == kept
    assert (store.document("rec_1"), store.timeline("rec_1")) == processed("rec_1")


def test_putting_again_replaces_and_keeps_edits(store):
    put(store)
    store.add_edit(edit())
    put(store, title="Again")
    assert store.entry("rec_1").title == "Again"
    assert len(store.entries()) == 1
    assert store.edits("rec_1") == (edit(),)


def test_what_is_not_there_is_named_in_the_error(store):
    for look in (store.entry, store.document, store.timeline):
        with pytest.raises(NotFoundError, match="rec_9"):
            look("rec_9")
    with pytest.raises(NotFoundError):
        store.change(entry("rec_9"))
    with pytest.raises(NotFoundError):
        store.add_edit(edit(recording="rec_9"))
    with pytest.raises(NotFoundError):
        store.remove_edit("e9")


def test_entries_come_newest_first_and_those_of_unknown_date_last(store):
    put(store, "rec_old", recorded_at=ADDED_AT - timedelta(days=2))
    put(store, "rec_never", recorded_at=None)
    put(store, "rec_new")
    assert [e.id for e in store.entries()] == ["rec_new", "rec_old", "rec_never"]


def test_the_day_of_an_entry_is_that_of_its_own_zone(store):
    eastern = datetime(2026, 11, 5, 22, 30).astimezone(UTC).replace(tzinfo=UTC) + timedelta(hours=3)
    put(store, recorded_at=eastern)
    assert store.entries(Filters(first_day=eastern.date(), last_day=eastern.date()))
    assert not store.entries(Filters(last_day=eastern.date() - timedelta(days=1)))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"rec_1", "rec_2"}),
        (Filters(first_day=date(2026, 11, 10)), {"rec_1"}),
        (Filters(last_day=date(2026, 11, 9)), {"rec_2"}),
        (Filters(recordings=("rec_2", "rec_7")), {"rec_2"}),
        (Filters(kinds=("lecture",)), {"rec_2"}),
        (Filters(tags=("work", "nothing")), {"rec_1"}),
        (Filters(people=("alice",)), {"rec_1"}),
        (Filters(people=("Alice",), kinds=("lecture",)), set()),
    ],
)
def test_filters_choose_entries(store, filters, found):
    put(store, "rec_1", tags=("work",), people=("Alice",))
    put(store, "rec_2", kind="lecture", recorded_at=ADDED_AT - timedelta(days=3))
    assert {e.id for e in store.entries(filters)} == found


def test_a_changed_entry_is_found_by_what_it_is_now(store):
    put(store, tags=("work",))
    store.change(replace(store.entry("rec_1"), tags=("home",)))
    assert not store.entries(Filters(tags=("work",)))
    assert store.entries(Filters(tags=("home",)))


def test_a_transaction_that_fails_leaves_everything_as_it_was(store):
    put(store)

    def fail_half_way():
        with store.transaction():
            put(store, title="Half done")
            store.add_edit(edit())
            with store.transaction():
                put(store, "rec_2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert [e.title for e in store.entries()] == ["Planning"]
    assert store.edits("rec_1") == ()


def test_erasing_forgets_everything_and_names_the_blobs_that_nobody_else_needs(store):
    put(store)
    put(store, "rec_2")
    store.hold("rec_1", {"artefacts/own", "artefacts/shared"})
    store.hold("rec_2", {"artefacts/shared"})
    store.add_edit(edit())
    stone = store.erase("rec_1", ADDED_AT)
    assert stone.blobs == ("artefacts/own",)
    assert not stone.is_buried
    assert [e.id for e in store.entries()] == ["rec_2"]
    assert store.held() == {"artefacts/shared"}
    assert store.edits("rec_1") == ()
    with pytest.raises(NotFoundError):
        store.document("rec_1")


def test_erasing_may_be_repeated_and_finished_later(store):
    put(store)
    store.hold("rec_1", {"artefacts/own"})
    store.erase("rec_1", ADDED_AT)
    assert store.erase("rec_1", ADDED_AT).blobs == ("artefacts/own",)
    store.bury("rec_1")
    (stone,) = store.tombstones()
    assert (stone.recording, stone.blobs, stone.is_buried) == ("rec_1", (), True)


def test_a_recording_that_comes_back_has_no_tombstone(store):
    put(store)
    store.erase("rec_1", ADDED_AT)
    put(store)
    assert store.tombstones() == ()


def test_edits_come_in_the_order_in_which_they_were_made_and_may_be_taken_back(store):
    put(store)
    for id in ("e2", "e1", "e3"):
        store.add_edit(edit(id))
    store.remove_edit("e1")
    assert [e.id for e in store.edits("rec_1")] == ["e2", "e3"]
