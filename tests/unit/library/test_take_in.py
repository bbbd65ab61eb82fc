from dataclasses import replace

import pytest
from tests.library import local_library, processed

from lifestream.errors import Cancelled, InputError, UnavailableError
from lifestream.library import take_in as module
from lifestream.library.take_in import Request, interrupted, request_of, take_in
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions


@pytest.fixture
def library(tmp_path):
    return local_library(tmp_path / "home")


@pytest.fixture
def run(library, monkeypatch):
    """Take a recording in; what the pipeline gives or raises is told beforehand."""

    def run(outcome=None, library=library, **wishes):
        def pipeline(recording, tools, options, step):
            if isinstance(outcome, BaseException):
                raise outcome
            return processed()

        monkeypatch.setattr(module, "process", pipeline)
        request = Request("/recordings/rec_1.mp4", **wishes)
        return take_in(library, None, request, Steps(library.blobs, library.clock))

    return run


def test_a_recording_that_is_taken_in_is_in_the_library_and_its_job_is_completed(library, run):
    taken = run()
    assert taken.entry == library.store.entry("rec_1")
    (job,) = library.jobs.jobs()
    assert (job.state, job.recording, job.attempt) == ("completed", "rec_1", 1)
    assert interrupted(library) == ()


def test_a_job_whose_process_died_is_found_with_what_was_asked_for_and_goes_on(library, run):
    with pytest.raises(SystemExit):  # stands for a process that dies: nothing of ours hears of it
        run(SystemExit(), options=ProcessOptions(kind="lecture"), is_day=True)
    (job,) = interrupted(library)
    assert request_of(job) == Request("/recordings/rec_1.mp4", ProcessOptions(kind="lecture"), is_day=True)
    run()
    assert [(j.id, j.state, j.attempt) for j in library.jobs.jobs()] == [(job.id, "completed", 2)]


@pytest.mark.parametrize(("error", "state"), [(InputError("No file."), "failed"), (Cancelled(), "cancelled")])
def test_a_recording_that_cannot_be_processed_says_why_in_its_job(library, run, error, state):
    with pytest.raises(type(error)):
        run(error)
    (job,) = library.jobs.jobs()
    assert (job.state, job.error) == (state, error.message)
    assert library.store.entries() == ()


def test_a_library_that_fails_costs_nothing_of_what_was_processed(library, run):
    class Full(type(library.store)):
        def put(self, entry, document, timeline):
            raise UnavailableError("The disk is full.")

    full = replace(library, store=Full(library.store._database))
    taken = run(library=full)
    assert taken.document.title == "Planning"
    assert taken.entry is None
    assert taken.lost.message == "The disk is full."
    assert library.store.entries() == ()
    assert library.jobs.jobs()[0].state == "failed"
