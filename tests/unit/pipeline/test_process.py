from dataclasses import replace

import pytest
from tests.fakes import MEDIA, Script, scripted_tools

from lifestream.adapters.local.system_clock import SystemClock
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.domain.recording import Recording
from lifestream.errors import Cancelled, InputError, ModelError, UnavailableError
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.process import process
from lifestream.ports.transcriber import SpeechOptions

DEFAULTS = ProcessOptions()


@pytest.fixture
def blobs():
    return MemoryBlobStore()


@pytest.fixture
def run(tmp_path, blobs):
    """Run the spine over one recording; what it stores stays for the next run."""
    path = tmp_path / "meeting.mp4"
    path.write_bytes(b"any")

    def run(script, options=DEFAULTS, listener=lambda _: None, tools=None):
        steps = Steps(blobs, SystemClock(), listener)
        tools = tools or scripted_tools(script, tmp_path, blobs)
        return process(Recording("", str(path), path.name), tools, options, steps)

    return run


def test_one_recording_becomes_a_document_that_cites_its_timeline(run):
    document, timeline = run(Script())
    assert document.recording.id == "rec_aaaaaaaaaaaa"
    assert [u.text for u in timeline.transcript.utterances] == ["We will ship on Friday.", "Good, agreed."]
    known = timeline.utterances()
    assert document.decisions
    assert all(e.segment == known[e.ref].segment for claim in document.decisions for e in claim.evidence)


def test_a_second_run_does_nothing_again(run):
    run(Script())
    again = Script()
    run(again)
    assert again.calls == []


def test_other_chunks_re_run_only_the_writing(run):
    run(Script())
    again = Script()
    run(again, ProcessOptions(chunk_seconds=60.0, template="journal"))
    assert set(again.calls) <= {"write"}


@pytest.mark.parametrize("broken", ["diarize", "transcribe", "find", "read"])
def test_a_stage_that_fails_is_named_and_the_rest_is_written(run, broken):
    document, timeline = run(Script(broken={broken: RuntimeError("out of luck")}))
    assert len(document.failures) == 1
    assert "out of luck" in document.failures[0].error
    assert bool(timeline.transcript.utterances) is (broken != "transcribe")
    assert bool(timeline.scenes.scenes) is (broken != "find")


def test_the_next_run_repairs_only_what_failed(run):
    run(Script(broken={"diarize": UnavailableError("busy")}))
    again = Script()
    document, _ = run(again)
    assert document.failures == ()
    assert "diarize" in again.calls
    assert "find" not in again.calls


def test_a_writer_that_fails_is_replaced_and_the_document_says_so(run):
    document, _ = run(Script(broken={"write": ModelError("nonsense")}))
    assert any("nonsense" in w or "ScriptedWriter" in w for block in document.blocks for w in block.warnings)
    again = Script()
    run(again)
    assert again.calls == ["write"]


def test_a_sound_that_was_deleted_is_decoded_again_only_when_it_is_needed(run, tmp_path):
    run(Script())
    for file in (tmp_path / "scratch").iterdir():
        file.unlink()
    again = Script()
    run(again)
    assert again.calls == []
    other = Script()
    run(other, ProcessOptions(speech=SpeechOptions(languages=("en",))))
    assert other.calls == ["decode_sound", "transcribe"]


def test_pictures_that_were_deleted_are_made_again(run, blobs):
    run(Script())
    pictures = blobs.keys("keyframes/")
    blobs.delete(pictures[0])
    again = Script()
    document, _ = run(again)
    assert again.calls == ["find"]
    assert blobs.keys("keyframes/") == pictures
    assert document.failures == ()


def test_no_audio_and_no_video_are_no_failures(run):
    document, timeline = run(Script(media=replace(MEDIA, audio=(), video=())))
    assert document.failures == ()
    assert timeline.transcript.utterances == ()


def test_an_unreadable_recording_is_the_callers_error(run):
    with pytest.raises(InputError):
        run(Script(broken={"probe": InputError("meeting.mp4 is empty.")}))


def test_cancelling_keeps_what_is_finished(run, tmp_path):
    with pytest.raises(Cancelled):
        run(Script(broken={"transcribe": Cancelled()}))
    again = Script()
    run(again)
    assert "diarize" not in again.calls
    assert "transcribe" in again.calls
