from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes import (
    MEDIA,
    LetterEmbedder,
    Script,
    ScriptedDecoder,
    ScriptedDiarizer,
    ScriptedServer,
    scripted_tools,
)

from lifestream.adapters.local.system_clock import SystemClock
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.domain.recording import Recording
from lifestream.domain.speaker import Speaker
from lifestream.domain.stage import Stage
from lifestream.domain.transcript import Diarization
from lifestream.errors import Cancelled, InputError, ModelError, UnavailableError, UndecodableError
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.process import process
from lifestream.ports.transcriber import SpeechOptions
from lifestream.render.markdown import render_markdown

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
        steps = Steps(tools.blobs if tools else blobs, SystemClock(), listener)
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


def test_the_decoded_sound_goes_with_the_last_who_listens_and_is_decoded_again_when_it_is_needed(run, tmp_path):
    run(Script())
    assert list((tmp_path / "scratch").iterdir()) == []
    again = Script()
    run(again)
    assert again.calls == []
    other = Script()
    run(other, ProcessOptions(speech=SpeechOptions(languages=("en",))))
    assert other.calls == ["decode_sound", "transcribe"]


@pytest.mark.parametrize("broken", ["diarize", "transcribe", "listen_again"])
def test_the_decoded_sound_stays_for_the_next_run_to_repair_what_failed(run, tmp_path, broken):
    run(Script(broken={broken: UnavailableError("busy")}))
    assert len(list((tmp_path / "scratch").iterdir())) == 1
    again = Script()
    run(again)
    assert broken in again.calls
    assert "decode_sound" not in again.calls
    assert list((tmp_path / "scratch").iterdir()) == []


def with_server(script, tmp_path, blobs):
    tools = scripted_tools(script, tmp_path, blobs)
    return replace(tools, transcribers=(*tools.transcribers, ScriptedServer(script)))


def test_words_of_a_fallback_are_named_and_the_next_run_asks_the_first_transcriber_again(run, tmp_path):
    blobs = MemoryBlobStore()
    script = Script(broken={"transcribe": UnavailableError("no memory")})
    document, timeline = run(script, tools=with_server(script, tmp_path, blobs))
    assert timeline.transcript.utterances
    assert any("server" in w and "no memory" in w for w in document.quality.warnings)
    assert document.failures == ()
    again = Script()
    document, _ = run(again, tools=with_server(again, tmp_path, blobs))
    assert "transcribe" in again.calls
    assert "ask the server" not in again.calls
    assert not any("server" in w for w in document.quality.warnings)


def test_a_transcriber_that_cannot_listen_again_is_named_and_asked_by_the_next_run(run):
    document, timeline = run(Script(broken={"listen_again": UnavailableError("no memory")}))
    assert [failure.stage for failure in document.failures] == ["terms"]
    assert timeline.transcript.utterances
    again = Script()
    assert run(again)[0].failures == ()
    assert "listen_again" in again.calls
    assert "transcribe" not in again.calls


def test_hotwords_that_a_transcriber_does_not_heed_leave_its_words_valid(run):
    run(Script())
    again = Script()
    run(again, ProcessOptions(speech=SpeechOptions(hotwords=("Moreno",))))
    assert "listen_again" in again.calls
    assert "transcribe" not in again.calls


def test_turns_of_speakers_that_nobody_knows_cost_the_speakers_and_no_word(run, tmp_path):
    class Confused(ScriptedDiarizer):
        def diarize(self, sound, bounds, workers, watch):
            return Diarization(self.script.turns(), (Speaker("S9"),))

    script = Script()
    document, timeline = run(script, tools=replace(scripted_tools(script, tmp_path), diarizer=Confused(script)))
    assert [failure.stage for failure in document.failures] == ["speakers"]
    assert " ".join(u.text for u in timeline.transcript.utterances) == "We will ship on Friday. Good, agreed."


@pytest.mark.parametrize("part", ["fingerprint", "embed"])
def test_a_broken_embedder_costs_the_writing_and_keeps_what_was_heard(run, tmp_path, part):
    class Broken(LetterEmbedder):
        @property
        def fingerprint(self):
            return "broken" if part == "embed" else 1 / 0

        def embed(self, texts):
            return 1 / 0

    script = Script(said=(("S1", 1.0, "We will ship the parser on Friday."), ("S2", 6.0, "Good, agreed.")))
    document, timeline = run(script, tools=replace(scripted_tools(script, tmp_path), embedder=Broken()))
    assert [failure.stage for failure in document.failures] == ["compose"]
    assert (document.title, len(timeline.transcript.utterances)) == ("meeting.mp4", 2)


def test_notes_are_reported_part_by_part_and_end_once(run):
    seen = []
    run(Script(), ProcessOptions(chunk_seconds=5.0), seen.append)
    reports = [report for report in seen if report.stage == Stage.NOTES]
    done = [report.done for report in reports]
    assert len(reports) > 3
    assert done == sorted(done)
    assert [report.state for report in reports if report.state != "running"] == ["done"]


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


CUT_OFF = UndecodableError("The sound of meeting.mp4 cannot be decoded.")


class BlindDecoder(ScriptedDecoder):
    def frames(self, path, media, times, max_height):
        return iter(())


def blind(script, tmp_path):
    return replace(scripted_tools(script, tmp_path), decoder=BlindDecoder(script))


def test_sound_of_which_nothing_can_be_decoded_is_one_failure_and_no_silence(run):
    document, _ = run(Script(said=(), broken={"decode_sound": CUT_OFF}))
    assert [(failure.stage, failure.error) for failure in document.failures] == [("audio", CUT_OFF.message)]
    assert document.kind.label == "event"
    page = render_markdown(document)
    assert "The sound of this recording could not be decoded." in page
    assert "obody" not in page


def test_pictures_of_which_none_can_be_decoded_are_a_failure_and_what_was_heard_stays(run, tmp_path):
    script = Script()
    document, timeline = run(script, tools=blind(script, tmp_path))
    assert [failure.stage for failure in document.failures] == ["scenes"]
    assert timeline.transcript.utterances


@pytest.mark.parametrize("tracks", [{}, {"audio": ()}, {"video": ()}])
def test_a_recording_of_which_nothing_can_be_decoded_is_refused(run, tmp_path, tracks):
    script = Script(replace(MEDIA, **tracks), broken={"decode_sound": CUT_OFF})
    with pytest.raises(InputError, match=r"No .*meeting\.mp4 can be decoded.*00:20") as error:
        run(script, tools=blind(script, tmp_path))
    assert error.value.remedy


def test_an_unreadable_recording_is_the_callers_error(run):
    with pytest.raises(InputError):
        run(Script(broken={"probe": InputError("meeting.mp4 is empty.")}))


@pytest.mark.parametrize("given", ["http://example.com/a.mp4", str(Path("http://example.com/a.mp4"))])
def test_an_address_is_refused_as_one(tmp_path, blobs, given):
    steps = Steps(blobs, SystemClock())
    with pytest.raises(InputError, match=r"http://example\.com/a\.mp4 is an address.*on this machine"):
        process(Recording("", given, "a.mp4"), scripted_tools(Script(), tmp_path, blobs), DEFAULTS, steps)


def test_cancelling_keeps_what_is_finished(run, tmp_path):
    with pytest.raises(Cancelled):
        run(Script(broken={"transcribe": Cancelled()}))
    again = Script()
    run(again)
    assert "diarize" not in again.calls
    assert "transcribe" in again.calls
