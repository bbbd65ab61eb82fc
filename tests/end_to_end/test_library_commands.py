"""The library through the installed command: what a person does with recordings after they are processed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.commands import SAMPLE, environment, run


@dataclass(frozen=True)
class Shelf:
    """A home with the sample in its library."""

    home: Path

    def __call__(self, *arguments: str | Path, code: int = 0) -> str:
        done = run(*arguments, home=self.home)
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        return said


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    done = run("add", SAMPLE, home=folder / "home")
    assert done.returncode == 0, done.stderr
    return folder / "home"


@pytest.fixture
def shelf(processed: Path, tmp_path: Path) -> Shelf:
    shutil.copytree(processed, tmp_path / "home")
    return Shelf(tmp_path / "home")


def claim_of(shelf: Shelf, words: str) -> str:
    lines = shelf("show", "harbor", "--ids").splitlines()
    number = next(number for number, line in enumerate(lines) if words in line)
    return lines[number - lines[number].startswith(" ")].split()[0]  # a task stands below its statement


def test_the_list_tells_what_is_there_and_filters_it(shelf: Shelf) -> None:
    (entry,) = json.loads(shelf("list", "--json"))
    assert entry["people"] == ["Alice Moreno", "Ben Carter", "Clara Osei"]
    assert "Harbor" in shelf("list")
    assert "No recording fits" in shelf("list", "--kind", "lecture")
    assert "Harbor" in shelf("list", "--person", "ben carter", "--from", "2026-11-03", "--to", "2026-11-03")
    assert "is no day" in shelf("list", "--from", "2026-02-31", code=2)


def test_a_page_is_shown_under_the_title_and_tags_that_were_given(shelf: Shelf) -> None:
    shelf("rename", "harbor", "Launch meeting")
    shelf("tag", "launch meeting", "Work", "#q4")
    assert "# Launch meeting" in shelf("show", "launch meeting")
    assert "#work" in shelf("list", "--tag", "work")
    shelf("tag", "launch meeting", "work", "--remove")
    assert "No recording fits" in shelf("list", "--tag", "work")
    shelf("rename", "launch meeting", "")
    assert "Harbor" in shelf("list")


def test_corrections_are_seen_at_once_and_rewritten_into_the_page(shelf: Shelf) -> None:
    budget = claim_of(shelf, "18,500 euros")
    crash = claim_of(shelf, "in crash")
    shelf("edit", "dismiss", "harbor", budget)
    shelf("edit", "done", "harbor", crash)
    document = json.loads(shelf("show", "harbor", "--json"))
    assert document["decisions"] == []
    assert [a["is_done"] for a in document["actions"] if "crash" in a["task"]] == [True]

    heard = next(line for line in shelf("show", "harbor", "--transcript").splitlines() if "crash" in line)
    shelf("edit", "text", "harbor", heard.split()[0], "I will fix the logout crash by Friday, the 6th of November.")
    assert "(edited)" in shelf("list")
    shelf("rewrite", "harbor", "--quiet")
    page = shelf("show", "harbor")
    assert "logout crash" in page
    assert "18,500 euros. [" not in page.partition("## Actions")[0]
    assert "(edited)" not in shelf("list")
    assert len(shelf("edit", "list", "harbor").splitlines()) == 3


def test_documents_are_exported_with_their_pictures(shelf: Shelf, tmp_path: Path) -> None:
    shelf("export", "--all", "--output-dir", tmp_path / "out", "--format", "md", "--format", "srt")
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"meeting.md", "meeting.srt"}
    assert "WEBVTT" in shelf("export", "harbor", "-o", "-", "--format", "vtt")
    assert "Name recordings" in shelf("export", code=2)


def test_statistics_tell_bytes_by_kind(shelf: Shelf) -> None:
    found = json.loads(shelf("stats", "--json"))
    assert found["recordings"] == 1
    assert found["passages"]["passages"] > 3
    assert found["passages"]["unembedded"] == 0
    assert min(found["keyframe_bytes"], found["artefact_bytes"], found["text_bytes"], found["original_bytes"]) > 0
    assert found["media_bytes"] == 0


def test_an_erased_recording_is_gone_and_the_receipt_says_what_went(shelf: Shelf) -> None:
    assert "Say --yes" in shelf("rm", "harbor", code=2)
    receipt = json.loads(shelf("rm", "harbor", "--yes", "--json"))
    assert receipt["passages"] > 3
    assert receipt["blobs"] > 10
    assert Path(receipt["original"]).samefile(SAMPLE)
    assert SAMPLE.exists()
    assert "empty" in shelf("list")
    assert "no recording" in shelf("show", "harbor", code=1)
    left = [path for path in shelf.home.rglob("*") if path.is_file() and b"rollback" in path.read_bytes()]
    assert left == []


def test_there_is_nothing_to_collect_after_a_clean_run(shelf: Shelf) -> None:
    assert "nothing to collect" in shelf("gc", "--dry-run")
    assert "nothing to collect" in shelf("gc")


def test_a_moment_is_found_and_the_search_says_how(shelf: Shelf) -> None:
    said = shelf("search", "rollback plan")
    assert "1. Harbor" in said
    assert "“rollback”, “plan”" in said
    results = json.loads(shelf("search", "who sends the rollback plan", "--json", "-n", "1"))
    assert (results["mode"], results["why_keyword"], results["unembedded"]) == ("hybrid", "", 0)
    assert "rollback" in results["hits"][0]["passage"]["text"]


def test_a_day_in_a_query_is_told_and_can_be_taken_as_words(shelf: Shelf) -> None:
    assert "--literal takes it as words" in shelf("search", "budget on 3 November 2026")
    assert "--literal" not in shelf("search", "budget on 3 November 2026", "--literal")
    assert "Nothing was recorded" in shelf("search", "budget on 2 November 2026")


def test_a_search_is_limited_to_what_is_asked_for(shelf: Shelf) -> None:
    hits = json.loads(shelf("search", "budget", "--in", "slide", "--person", "Nobody", "--json"))["hits"]
    assert hits == []
    slides = json.loads(shelf("search", "budget", "--in", "slide", "--recording", "harbor", "--json"))["hits"]
    assert {hit["passage"]["modality"] for hit in slides} == {"slide"}
    assert "Nothing was found" in shelf("search", "budget", "--from", "2030-01-01")


def test_a_search_that_cannot_be_meant_says_what_to_do(shelf: Shelf) -> None:
    for wrong, said in (("", "is empty"), ("x" * 100_000, "too long"), ("on 31 February", "no day of any calendar")):
        assert said in shelf("search", wrong, code=2)
    assert "no recording" in shelf("search", "budget", "--recording", "zzz", code=1)
    for odd in ('" OR text:', "NEAR(", "\U0001f642", "\u0645\u0631\u062d\u0628\u0627", "a AND NOT b*"):
        shelf("search", odd)


def test_an_empty_library_says_how_to_add(tmp_path: Path) -> None:
    assert "lifestream add" in Shelf(tmp_path / "home")("search", "budget")


def test_a_search_loads_no_model_but_that_of_meanings(shelf: Shelf) -> None:
    program = (
        "import sys; from lifestream.entrypoints.cli.app import app; app(['search', 'budget'], standalone_mode=False);"
        "print(*sorted({'av', 'ctranslate2', 'faster_whisper', 'rapidocr', 'cv2', 'openai'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(shelf.home), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""
