from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.commands import SAMPLE, run

from lifestream import codec
from lifestream.domain.document import Document

FORMATS = ("md", "json", "srt", "vtt", "txt")


def one_word(text: str) -> str:
    """Processors round differently, and Whisper hears "login" on some and "log-in" on others."""
    return re.sub(r"\blog[- ]in\b", "login", text, flags=re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """One run over the sample: its home, what it saved and what it said."""

    home: Path
    folder: Path
    code: int
    said: str

    def text(self, suffix: str) -> str:
        return (self.folder / f"meeting.{suffix}").read_text()

    @property
    def document(self) -> Document:
        return codec.load(Document, self.text("json"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("sample")
    home, out = folder / "home", folder / "out"
    wanted = [word for name in FORMATS for word in ("--format", name)]
    done = run("process", SAMPLE, "--output-dir", out, *wanted, home=home)
    return Run(home, out, done.returncode, done.stdout + done.stderr)


def test_the_sample_becomes_minutes_with_what_was_settled_in_it(first: Run) -> None:
    assert first.code == 0, first.said
    document = first.document
    assert document.kind.label == "meeting"
    assert document.failures == ()
    assert [s.label for s in document.speakers] == ["Alice Moreno", "Ben Carter", "Clara Osei"]
    assert ["18,500 euros" in d.text for d in document.decisions] == [True]
    names = {s.id: s.label for s in document.speakers}
    actions = [(names[a.owner or ""], one_word(a.task.lower()), a.due and a.due.date) for a in document.actions]
    assert ("Ben Carter", "fix the login crash", date(2026, 11, 6)) in actions
    assert any("rollback plan" in task and due == date(2026, 11, 12) for _, task, due in actions)
    assert any("finance" in task and who == "Alice Moreno" for who, task, _ in actions)


def test_every_claim_rests_on_a_moment_of_the_recording(first: Run) -> None:
    document = first.document
    claims = [
        *document.decisions,
        *(a.claim for a in document.actions),
        *document.bottom_line,
        *(c for chapter in document.chapters for c in chapter.claims),
        *(c for block in document.blocks for c in block.claims()),
    ]
    assert claims
    for claim in claims:
        assert claim.evidence, claim.text
        for evidence in claim.evidence:
            assert evidence.segment is not None, claim.text
            assert 0 <= evidence.segment.start < evidence.segment.end <= document.media.duration + 0.1
        assert claim.verification.state in {"supported", "weak"}, claim.text


def test_the_blocks_have_the_headings_of_the_earlier_system(first: Run) -> None:
    page = first.text("md")
    block = page[page.index("## Minute by minute") :]
    for heading in (
        "Location",
        "Activity",
        "Source Reliability",
        "Participants",
        "Per-Speaker Summary",
        "Visual Summary",
        "Action Items",
    ):
        assert f"**{heading}:**" in block
    assert re.search(r"^- \[ \] \*\*Ben Carter:\*\* Fix the log-?in crash", block, re.MULTILINE)
    assert re.search(r"^### \[00:00\]\(.*\) – \[01:3\d\]\(.*\) · \w", block, re.MULTILINE)


def test_slides_are_read_and_the_one_that_comes_back_is_one(first: Run) -> None:
    slides = {slide.title: slide for slide in first.document.slides}
    assert set(slides) == {
        "Harbor 2.0 Launch Meeting",
        "Agenda",
        "Release Date",
        "Quality Report",
        "Launch Budget",
    }
    assert len(slides["Harbor 2.0 Launch Meeting"].spans) == 2
    assert "22,000 EUR" in slides["Launch Budget"].text


def test_subtitles_and_transcript_hold_the_same_words(first: Run) -> None:
    plain = " ".join(re.findall(r"[a-z]+", first.text("txt").lower()))
    assert "fix the login crash by friday" in one_word(plain)
    srt = first.text("srt")
    times = re.findall(r"(\d\d:\d\d:\d\d,\d{3}) --> (\d\d:\d\d:\d\d,\d{3})", srt)
    assert len(times) > 20
    assert times == sorted(times)
    assert all(start < end for start, end in times)
    assert first.text("vtt").startswith("WEBVTT")


def test_running_again_loads_every_stage(first: Run) -> None:
    again = run("process", SAMPLE, "-o", first.folder / "again.json", home=first.home)
    assert again.returncode == 0
    assert "all loaded from the last run" in again.stderr + again.stdout
    assert json.loads((first.folder / "again.json").read_text()) == json.loads(first.text("json"))


def test_another_template_redoes_the_writing_alone(first: Run) -> None:
    journal = run(
        "process", SAMPLE, "--template", "journal", "-o", first.folder / "journal.md", "--verbose", home=first.home
    )
    assert journal.returncode == 0
    stages = re.search(r"Stages\s+(.*?)\s*(?:│|Saved)", journal.stderr + journal.stdout, re.DOTALL)
    assert stages
    assert not re.search(r"transcribe|diarise|scenes|ocr|audio", stages[1])
    assert "## What happened" in (first.folder / "journal.md").read_text()


def test_the_earlier_systems_form_of_the_command_works(first: Run) -> None:
    target = first.folder / "summary.md"
    done = run("--input", SAMPLE, "--output", target, home=first.home)
    assert done.returncode == 0, done.stderr
    assert "18,500 euros" in target.read_text()


def test_quiet_says_nothing_and_json_is_the_document(first: Run) -> None:
    done = run("process", SAMPLE, "--quiet", "--json", "-o", first.folder / "quiet.md", home=first.home)
    assert done.returncode == 0
    assert done.stderr == ""
    assert codec.load(Document, done.stdout).title == "Harbor 2.0 Launch Meeting"


def test_several_recordings_cannot_go_into_one_file(first: Run) -> None:
    done = run("process", SAMPLE, SAMPLE, "-o", first.folder / "both.md", home=first.home)
    assert done.returncode == 2
    assert "--output-dir" in done.stderr


def test_a_dash_prints_the_page_and_it_needs_no_network(first: Run) -> None:
    done = run("process", SAMPLE, "--offline", "--quiet", "-o", "-", home=first.home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("---\n")
    assert "18,500 euros" in done.stdout
    assert not (first.home.parent / "-").exists()


def test_a_page_that_was_changed_by_hand_is_kept(first: Run) -> None:
    page = first.folder / "kept.md"
    for _ in range(2):
        done = run("process", SAMPLE, "--quiet", "-o", page, home=first.home)
        assert (done.returncode, done.stderr) == (0, "")
    page.write_text("changed by hand")
    done = run("process", SAMPLE, "--quiet", "-o", page, home=first.home)
    assert f"It is kept as {page}.bak" in done.stderr
    assert (first.folder / "kept.md.bak").read_text() == "changed by hand"


@pytest.mark.parametrize(
    ("options", "reason", "code"),
    [
        (("-o", "clip.mp4"), ".md, .json, .srt, .vtt, .txt", 2),
        (("--language", "xx"), "xx is no language", 2),
        (("--speakers", "abc"), "is not a count", 2),
        (("--recorded-at", "yesterday"), "is not a date", 2),
        (("--format", "docx"), "docx", 2),
        (("--json", "-o", "-"), "would both print", 2),
        (("--model", "smal"), "not on this machine", 1),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(
    tmp_path: Path, options: tuple[str, ...], reason: str, code: int
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(SAMPLE.read_bytes())
    server = {"LIFESTREAM_TRANSCRIBER__BASE_URL": "http://127.0.0.1:9/v1"}
    done = run("process", clip, *options, home=tmp_path / "home", **server)
    assert done.returncode == code
    assert reason in done.stderr
    assert clip.read_bytes() == SAMPLE.read_bytes()
    assert not list((tmp_path / "home").rglob("artefacts"))
