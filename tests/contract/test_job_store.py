from dataclasses import replace

import pytest
from tests.library import ADDED_AT

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_job_store import SqliteJobStore
from lifestream.adapters.memory.job_store import MemoryJobStore
from lifestream.domain.job import Job
from lifestream.errors import NotFoundError

FIRST = Job("j1", "processing", "/a.mp4", "a.mp4", "{}", ADDED_AT, ADDED_AT, recording="rec_1")


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    return MemoryJobStore() if request.param == "memory" else SqliteJobStore(Database(tmp_path / "library.db"))


def test_a_job_comes_back_and_may_be_replaced(store):
    store.put(FIRST)
    store.put(replace(FIRST, state="failed", error="No sound."))
    assert store.job("j1").error == "No sound."
    assert len(store.jobs()) == 1


def test_jobs_are_found_by_state_oldest_first(store):
    for id, state in (("j3", "failed"), ("j1", "processing"), ("j2", "processing")):
        store.put(replace(FIRST, id=id, state=state))
    assert [job.id for job in store.jobs({"processing"})] == ["j1", "j2"]
    assert [job.id for job in store.jobs()] == ["j3", "j1", "j2"]
    assert store.jobs({"queued"}) == ()


def test_the_jobs_of_a_recording_are_forgotten_with_it(store):
    store.put(FIRST)
    store.put(replace(FIRST, id="j2", recording=None))
    store.forget("rec_1")
    assert [job.id for job in store.jobs()] == ["j2"]


def test_an_unknown_job_is_named(store):
    with pytest.raises(NotFoundError, match="j9"):
        store.job("j9")
