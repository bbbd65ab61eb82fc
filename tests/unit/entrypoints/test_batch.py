from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.fakes import FallbackWriter, Script, ScriptedDecoder, ScriptedTool, scripted_tools

from lifestream.adapters.local.model_files import ModelFiles
from lifestream.adapters.local.system_clock import SystemClock
from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.bootstrap import App
from lifestream.config import Settings
from lifestream.entrypoints.cli.batch import EXIT_DEGRADED, Wishes, process_all
from lifestream.entrypoints.cli.main import EXIT_FAILED
from lifestream.entrypoints.cli.targets import STDOUT, OutputFormat, plan
from lifestream.errors import InputError
from lifestream.pipeline.options import ProcessOptions

WISHES = Wishes(ProcessOptions(), is_quiet=True)
JSON_LINES = replace(WISHES, as_json=True)


@dataclass
class Decoder(ScriptedDecoder):
    """Reads every recording but those that are named, each of which fails in its own way."""

    failing: dict[str, Exception] = field(default_factory=dict)

    def probe(self, path, watch):
        if path.name in self.failing:
            raise self.failing[path.name]
        return replace(super().probe(path, watch), sha256=path.stem.ljust(64, "0"))


class DeafTranscriber(ScriptedTool):
    def transcribe(self, sound, speech, options, workers, watch):
        raise RuntimeError("deaf")


@pytest.fixture
def application(tmp_path: Path) -> App:
    blobs = MemoryBlobStore()
    tools = scripted_tools(Script(), tmp_path, blobs)
    tools = replace(tools, decoder=Decoder(Script()), writers=(FallbackWriter(Script()),))
    return App(Settings(home=tmp_path), tools, blobs, SystemClock(), ModelFiles(None, tmp_path / "models"))


def failing(application: App, **errors: Exception) -> App:
    decoder = Decoder(Script(), {f"{name}.mp4": error for name, error in errors.items()})
    return replace(application, tools=replace(application.tools, decoder=decoder))


def run(application: App, folder: Path, *names: str, wishes: Wishes = WISHES) -> int:
    videos = [recording(folder / f"{name}.mp4") for name in names]
    return process_all(plan(videos, (OutputFormat.MD,), None, folder), application, wishes)


def recording(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(str(path))
    return path


def test_recordings_are_saved_one_after_the_other(application: App, tmp_path: Path) -> None:
    assert run(application, tmp_path, "a", "b") == 0
    assert (tmp_path / "a.md").exists()
    assert (tmp_path / "b.md").exists()


def test_one_that_cannot_be_read_does_not_stop_the_others(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = failing(application, a=InputError("It is empty.", remedy="Copy it again."))
    assert run(broken, tmp_path, "a", "b") == EXIT_FAILED
    assert not (tmp_path / "a.md").exists()
    assert (tmp_path / "b.md").exists()
    said = capsys.readouterr().err
    assert "a.mp4: It is empty." in said
    assert "Copy it again." in said


def test_what_nobody_expected_does_not_stop_the_others_either(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(failing(application, a=ZeroDivisionError("[/] by zero")), tmp_path, "a", "b") == EXIT_FAILED
    assert (tmp_path / "b.md").exists()
    said = capsys.readouterr().err
    assert "a.mp4: ZeroDivisionError: [/] by zero" in said
    assert "Traceback" not in said


def test_the_traceback_is_shown_to_those_who_ask(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFESTREAM_DEBUG", "1")
    run(failing(application, a=ZeroDivisionError("by zero")), tmp_path, "a")
    assert "Traceback" in capsys.readouterr().err


def test_one_that_cannot_be_saved_does_not_stop_the_others(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    videos = [recording(tmp_path / "a.mp4"), recording(tmp_path / "b.mp4")]
    targets = plan(videos, (), None, tmp_path / "out")
    (tmp_path / "out" / ".a.md.unfinished").mkdir(parents=True)
    assert process_all(targets, application, WISHES) == EXIT_FAILED
    assert (tmp_path / "out" / "b.md").exists()
    assert "cannot be written" in capsys.readouterr().err


def test_a_failed_recording_is_worse_than_a_failed_stage(application: App, tmp_path: Path) -> None:
    deaf = replace(application, tools=replace(application.tools, transcribers=(DeafTranscriber(Script()),)))
    assert run(deaf, tmp_path, "a") == EXIT_DEGRADED
    assert run(failing(deaf, b=InputError("It is empty.")), tmp_path, "a", "b") == EXIT_FAILED


def test_several_documents_are_printed_as_json_lines(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(application, tmp_path, "a", "b", wishes=JSON_LINES) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["recording"]["filename"] for line in lines] == ["a.mp4", "b.mp4"]


def test_a_page_is_printed_alone(application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert process_all(plan([recording(tmp_path / "a.mp4")], (), STDOUT, None), application, WISHES) == 0
    out, err = capsys.readouterr()
    assert out.startswith("---\n")
    assert err == ""


def test_it_says_which_recording_got_a_number_and_which_page_was_kept(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "standup.md").write_text("by hand")
    videos = [recording(tmp_path / folder / "standup.mp4") for folder in ("s1", "s2")]
    assert process_all(plan(videos, (), None, tmp_path), application, WISHES) == 0
    said = capsys.readouterr().err
    assert f"{videos[1]} is saved as {tmp_path / 'standup-2.md'}" in said
    assert f"It is kept as {tmp_path / 'standup.md.bak'}" in said
    assert "standup-2.md.bak" not in said


def test_each_of_several_is_told_from_the_others(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    videos = [recording(tmp_path / name / "v.mp4") for name in ("s1", "s2")] + [recording(tmp_path / "b.mp4")]
    process_all(plan(videos, (), None, tmp_path), application, replace(WISHES, is_quiet=False))
    said = "".join(capsys.readouterr().err.split())
    for heading in (f"{videos[0]} (1 of 3)", f"{videos[1]} (2 of 3)", "b.mp4 (3 of 3)"):
        assert heading.replace(" ", "") in said
    assert f"{videos[2]}(3of3)" not in said


def test_warnings_of_the_application_come_first(
    application: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warned = failing(replace(application, warnings=("Sound is sent away.",)), a=InputError("It is empty."))
    run(warned, tmp_path, "a")
    assert capsys.readouterr().err.startswith("Sound is sent away.")
