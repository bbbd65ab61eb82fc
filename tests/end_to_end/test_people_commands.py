"""People on the command line, over the sample that ships."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands import SAMPLE, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("people") / "home"
    done = run("add", SAMPLE, home=home)
    assert done.returncode == 0, done.stderr
    return home


def say(home: Path, *arguments: str | Path, code: int = 0) -> str:
    done = run(*arguments, home=home)
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def test_a_voice_is_named_remembered_taken_back_and_forgotten(home: Path) -> None:
    assert "not remembered" in say(home, "name", "harbor", "S1", "Zoe Webb")
    (entry,) = json.loads(say(home, "list", "--json"))
    assert "Zoe Webb" in entry["people"]
    assert "not kept" in say(home, "people", "list")
    say(home, "people", "rename", "zoe webb", "Zoe Hall")
    assert "from 1 recording" in say(home, "people", "remember", "Zoe Webb")
    shown = json.loads(say(home, "people", "show", "zoe hall", "--json"))
    assert shown["remembers_voice"]
    assert [(s["speaker"], s["known_by"]) for s in shown["speaks_in"]] == [("S1", "user")]
    assert [p["speaker"] for p in shown["voiceprints"]] == ["S1"]
    assert "1 voiceprint taken back" in say(home, "unname", "harbor", "S1")
    assert json.loads(say(home, "people", "show", "zoe hall", "--json"))["voiceprints"] == []

    say(home, "name", "harbor", "S1", "Zoe Hall")
    mean = voiceprints(home)[0]
    assert mean in everything(home)
    receipt = json.loads(say(home, "people", "delete", "zoe hall", "--yes", "--json"))
    assert (receipt["person"], receipt["enrolments"], receipt["voiceprints"]) == ("Zoe Hall", 1, 1)
    assert receipt["artefacts"] > 2
    assert mean not in everything(home)
    assert "Zoe Hall" in say(home, "show", "harbor")
    assert "Nobody is known" in say(home, "people", "list")


def test_what_a_recording_only_says_waits_for_the_users_word(home: Path) -> None:
    say(home, "people", "import", registry(home, "people: [{name: Ben Carter, role: engineering lead}]"))
    said = say(home, "people", "remember", "ben carter")
    assert "only seems to be Ben Carter" in said
    assert "lifestream name" in said
    assert "called so" in say(home, "people", "show", "Ben Carter")
    assert "There are none" in say(home, "people", "suggestions")


def test_people_are_imported_exported_and_made_one(home: Path, tmp_path: Path) -> None:
    file = registry(tmp_path, "people:\n- {name: Dana Fox, role: lawyer, aliases: [Dee]}\n- Danna Fox\n")
    assert "2 names" in say(home, "people", "import", file)
    say(home, "people", "merge", "Danna Fox", "Dee")
    say(home, "people", "export", tmp_path / "out.yaml")
    assert "- Danna Fox" in (tmp_path / "out.yaml").read_text(encoding="utf-8")
    assert "Dana Fox" in say(home, "people", "export")


def test_bad_input_is_named(home: Path, tmp_path: Path) -> None:
    assert "no speaker S9" in say(home, "name", "harbor", "S9", "Zoe", code=1)
    assert "empty" in say(home, "name", "harbor", "S1", "  ", code=1)
    assert "Nobody is known" in say(home, "people", "show", "Nobody", code=1)
    assert "none of the suggestions" in say(home, "people", "suggestions", "--accept", "harbor:S1", code=2)
    assert "Entry 1" in say(home, "people", "import", registry(tmp_path, "people: [{name: 5}]"), code=1)


def registry(folder: Path, text: str) -> Path:
    path = folder / "people.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def voiceprints(home: Path) -> list[bytes]:
    """The first numbers of each voiceprint, in order of speakers, from the stored diarisation."""
    (path,) = (home / "blobs" / "artefacts" / "diarise").glob("*.json")
    speakers = json.loads(path.read_bytes())["speakers"]
    return [",".join(map(str, s["voiceprint"]["mean"][:6])).encode() for s in speakers]


def everything(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
