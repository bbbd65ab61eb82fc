import threading

import pytest

from lifestream.adapters.local.system_clock import SystemClock
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.domain.scene import Scenes
from lifestream.domain.stage import Stage
from lifestream.domain.transcript import Transcript
from lifestream.errors import Cancelled, ModelError, UnavailableError
from lifestream.pipeline.checkpoint import Steps


@pytest.fixture
def blobs():
    return MemoryBlobStore()


def steps(blobs, **options):
    return Steps(blobs, SystemClock(), **options)


def made(calls, value):
    def produce(watch):
        calls.append(value)
        return value

    return produce


def test_a_stored_stage_is_loaded_and_not_run_again(blobs):
    calls = []
    value = Transcript(warnings=("kept",))
    for _ in range(2):
        assert steps(blobs)(Stage.SPEAKERS, Transcript, made(calls, value), "same") == value
    assert len(calls) == 1


def test_another_input_or_a_fresh_run_makes_it_again(blobs):
    calls = []
    steps(blobs)(Stage.SPEAKERS, Transcript, made(calls, Transcript()), "one")
    steps(blobs)(Stage.SPEAKERS, Transcript, made(calls, Transcript()), "other")
    steps(blobs, fresh=True)(Stage.SPEAKERS, Transcript, made(calls, Transcript()), "one")
    assert len(calls) == 3


def test_a_damaged_artefact_is_made_again(blobs):
    calls = []
    steps(blobs)(Stage.SPEAKERS, Transcript, made(calls, Transcript()), "one")
    for key in tuple(blobs.blobs):
        blobs.put(key, b'{"utterances": 7')
    steps(blobs)(Stage.SPEAKERS, Transcript, made(calls, Transcript()), "one")
    assert len(calls) == 2


def test_an_unusable_value_is_returned_but_not_stored(blobs):
    value = Transcript(warnings=("half",))
    assert steps(blobs)(Stage.SPEAKERS, Transcript, made([], value), usable=lambda _: False) == value
    assert not blobs.keys()


def test_a_failed_attempt_is_named_and_tried_again_by_the_next_run(blobs):
    def broken(watch):
        raise UnavailableError("The model is out of reach.", remedy="Start it.")

    first = steps(blobs)
    assert first.attempt(Stage.SPEAKERS, Transcript(), broken) == Transcript()
    assert [(f.stage, f.error, f.remedy) for f in first.failures] == [
        ("speakers", "The model is out of reach.", "Start it.")
    ]
    good = Transcript(warnings=("good",))
    assert steps(blobs).attempt(Stage.SPEAKERS, Transcript(), made([], good)) == good


def test_a_programming_error_in_a_stage_does_not_take_the_rest_along(blobs):
    step = steps(blobs)
    step.attempt(Stage.SCENES, Scenes(), lambda watch: 1 / 0)
    assert "ZeroDivisionError" in step.failures[0].error


def test_an_input_that_cannot_be_had_is_the_stages_failure(blobs):
    step = steps(blobs)
    assert step.attempt(Stage.SCENES, Scenes(), made([], Scenes()), lambda: 1 / 0) == Scenes()
    assert "ZeroDivisionError" in step.failures[0].error


def test_an_input_that_is_a_function_counts_by_its_value(blobs):
    calls = []
    for value in ("one", "one", "other"):
        steps(blobs)(Stage.SPEAKERS, Transcript, made(calls, Transcript()), lambda value=value: value)
    assert len(calls) == 2


def test_what_stands_in_for_a_stage_is_made_only_where_it_fails(blobs):
    made_otherwise = []

    def otherwise():
        made_otherwise.append(1)
        return Scenes()

    for _ in range(2):
        steps(blobs).guard(Stage.SCENES, Scenes, otherwise, made([], Scenes()))
    assert made_otherwise == []
    assert steps(blobs).guard(Stage.OCR, Scenes, otherwise, lambda watch: 1 / 0) == Scenes()
    assert made_otherwise == [1]


def test_parts_of_a_stage_are_stored_and_noted_but_not_reported_or_timed(blobs):
    seen, calls = [], []
    step = steps(blobs, listener=seen.append)
    for _ in range(2):
        step.within().attempt(Stage.NOTES, Scenes(), made(calls, Scenes()), "part 1")
    step.within().attempt(Stage.NOTES, Scenes(), lambda watch: 1 / 0, "part 2")
    assert (seen, step.seconds, len(calls), len(step.failures)) == ([], {}, 1, 1)


def test_a_full_store_does_not_cost_the_result():
    class Full(MemoryBlobStore):
        def put(self, key, data):
            raise UnavailableError("full")

    assert steps(Full())(Stage.SPEAKERS, Transcript, made([], Transcript())) == Transcript()


def test_asking_to_stop_is_heard_at_the_next_report_and_is_not_a_failure(blobs):
    step = steps(blobs)

    def long(watch):
        step.stop.set()
        watch.report(0.5)

    with pytest.raises(Cancelled):
        step.attempt(Stage.SCENES, Scenes(), long)
    assert step.failures == []


def test_the_cause_of_a_failed_branch_is_raised_and_the_other_branch_is_stopped(blobs):
    step = steps(blobs)
    begun = threading.Event()

    def other():
        begun.set()
        assert step.stop.wait(10)
        raise Cancelled

    def one():
        assert begun.wait(10)
        raise ModelError("the cause")

    with pytest.raises(ModelError, match="the cause"):
        step.both(one, other)


def test_progress_is_reported_as_running_then_done_then_stored(blobs):
    seen = []
    for _ in range(2):
        steps(blobs, listener=seen.append)(Stage.SPEAKERS, Transcript, lambda w: w.report(0.5) or Transcript())
    assert [p.state for p in seen] == ["running", "running", "done", "stored"]
