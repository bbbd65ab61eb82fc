from __future__ import annotations

import os
from pathlib import Path

import pytest

from lifestream.entrypoints.cli.targets import STDOUT, OutputFormat, Target, plan
from lifestream.errors import InputError

MD, JSON, SRT = OutputFormat.MD, OutputFormat.JSON, OutputFormat.SRT


def recording(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a recording")
    return path


def names(targets: tuple[Target, ...]) -> list[list[str]]:
    return [[path.name for _, path in target.files] for target in targets]


def test_minutes_go_into_the_current_folder_under_the_recordings_name() -> None:
    assert plan([Path("talks/standup.mp4")], (), None, None)[0].files == ((MD, Path("standup.md")),)


def test_each_format_is_a_file_of_its_own_and_each_comes_once() -> None:
    targets = plan([Path("v1.2.mp4")], [SRT, MD, SRT], None, Path("out"))
    assert targets[0].files == ((SRT, Path("out/v1.2.srt")), (MD, Path("out/v1.2.md")))


def test_a_named_file_says_its_format_and_others_lie_beside_it() -> None:
    targets = plan([Path("a.mp4")], [MD, SRT], Path("x/minutes.JSON"), None)
    assert targets[0].files == (
        (JSON, Path("x/minutes.JSON")),
        (MD, Path("x/minutes.md")),
        (SRT, Path("x/minutes.srt")),
    )


def test_a_named_file_lies_in_the_named_folder() -> None:
    assert plan([Path("a.mp4")], (), Path("minutes.md"), Path("out"))[0].files[0][1] == Path("out/minutes.md")


@pytest.mark.parametrize("output", ["minutes", "minutes.docx", "minutes.mp4", "folder/"])
def test_a_name_that_says_no_known_format_is_refused(output: str) -> None:
    with pytest.raises(InputError, match="does not say which format") as caught:
        plan([Path("a.mp4")], (), Path(output), None)
    assert ".md, .json, .srt, .vtt, .txt" in caught.value.remedy


def test_a_dash_is_the_standard_output_in_one_format() -> None:
    assert plan([Path("a.mp4")], (), STDOUT, None)[0].files == ((MD, STDOUT),)
    assert plan([Path("a.mp4")], [SRT], STDOUT, Path("out"))[0].files == ((SRT, STDOUT),)
    with pytest.raises(InputError, match="prints one format"):
        plan([Path("a.mp4")], [SRT, MD], STDOUT, None)


def test_one_file_cannot_hold_several_recordings() -> None:
    with pytest.raises(InputError) as caught:
        plan([Path("a.mp4"), Path("b.mp4")], (), Path("both.md"), None)
    assert "--output-dir" in caught.value.remedy


def test_recordings_of_one_name_get_numbers_and_nothing_is_written_twice() -> None:
    videos = [Path(name) for name in ("s1/standup.mp4", "s2/standup.mp4", "a.mp4", "a.mkv", "A.mov", "a-2.mp4")]
    targets = plan(videos, [MD, SRT], None, Path("out"))
    assert [stem for stem, _ in names(targets)] == [
        "standup.md",
        "standup-2.md",
        "a.md",
        "a-2.md",
        "A-3.md",
        "a-2-2.md",
    ]
    assert [target.is_renamed for target in targets] == [False, True, False, True, True, True]
    assert names(targets)[1] == ["standup-2.md", "standup-2.srt"]


def test_a_recording_is_never_written_over(tmp_path: Path) -> None:
    talk = recording(tmp_path / "talk.md")
    os.link(talk, tmp_path / "linked.md")
    (tmp_path / "symbolic.md").symlink_to(talk)
    for name in ("talk.md", "linked.md", "symbolic.md", "../" + tmp_path.name + "/talk.md"):
        with pytest.raises(InputError, match="is a recording"):
            plan([talk], (), tmp_path / name, None)
    other = recording(tmp_path / "talk.mp4")
    with pytest.raises(InputError, match="is a recording"):
        plan([other, talk], (), None, tmp_path)
    assert talk.read_bytes() == b"a recording"


def test_a_recording_that_is_not_there_yet_is_no_target_either() -> None:
    with pytest.raises(InputError, match="is a recording"):
        plan([Path("later.md")], (), Path("later.md"), None)


def test_what_is_no_regular_file_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("folder.md", "pipe.md"):
        with pytest.raises(InputError, match="no regular file"):
            plan([tmp_path / "a.mp4"], (), tmp_path / name, None)
