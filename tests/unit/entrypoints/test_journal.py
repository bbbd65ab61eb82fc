"""``lifestream journal`` and ``lifestream actions``, over a library on a disk."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from benchmarks.journal.five_days import SCENES
from benchmarks.journal.make_days import made
from tests.builders import keyframe
from tests.library import local_library
from typer.testing import CliRunner

from lifestream import codec
from lifestream.adapters.media import jpeg
from lifestream.domain.day import Day, Period
from lifestream.entrypoints.cli.app import app
from lifestream.entrypoints.cli.main import UsageError


@pytest.fixture
def library(tmp_path, monkeypatch):
    for name in ("ZONE", "CORES"):
        monkeypatch.delenv(f"LIFESTREAM_{name}", raising=False)
    monkeypatch.setenv("LIFESTREAM_HOME", str(tmp_path / "home"))
    return local_library(tmp_path / "home")


@pytest.fixture
def week(library):
    for scene in SCENES:
        document, timeline, entry = made(scene)
        frame = replace(keyframe("k1", 2.0), image=f"keyframes/{scene.id}/1.jpg")
        library.store.put(entry, replace(document, keyframes=(frame,)), timeline)
    library.blobs.put("keyframes/friday/1.jpg", jpeg.encode(np.full((720, 1280, 3), 128, np.uint8)))
    return library


def run(*arguments):
    result = CliRunner().invoke(app, list(map(str, arguments)))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_without_a_date_the_last_day_with_a_recording_is_told(week):
    assert "# Friday, 6 November 2026" in run("journal").output


def test_a_day_a_stretch_a_week_and_a_month_can_be_asked_for(week):
    assert "# Tuesday, 3 November 2026" in run("journal", "2026-11-03").output
    assert "# 2–4 November 2026" in run("journal", "2026-11-02..2026-11-04").output
    assert "# 2–8 November 2026" in run("journal", "2026-11-05", "--week").output
    assert "# 1–30 November 2026" in run("journal", "--month").output
    assert "# 1–30 November 2026" in run("journal", "2026-11").output


def test_json_is_a_day_or_a_period(week):
    day = codec.load(Day, run("journal", "2026-11-06", "--format", "json").output)
    assert (day.date, len(day.closed)) == (date(2026, 11, 6), 4)
    assert len(codec.load(Period, run("journal", "--week", "--format", "json").output).days) == 5


def test_a_page_is_saved_with_its_pictures_inside_or_beside_it(week, tmp_path):
    assert f"Saved as {tmp_path}/day.html" in run("journal", "-o", tmp_path / "day.html").output
    assert (tmp_path / "day.html").read_text().count("data:image/jpeg;base64,") == 1
    run("journal", "-o", tmp_path / "notes" / "day.md")
    page = (tmp_path / "notes" / "day.md").read_text()
    assert "![Friday review](day_files/1.jpg)" in page
    assert jpeg.decode((tmp_path / "notes" / "day_files" / "1.jpg").read_bytes()).shape == (270, 480, 3)


def test_a_page_that_somebody_changed_is_kept(week, tmp_path):
    page = tmp_path / "day.md"
    run("journal", "-o", page)
    page.write_text("mine")
    assert "is kept as" in run("journal", "-o", page).output
    assert (tmp_path / "day.md.bak").read_text() == "mine"


def test_a_picture_that_was_erased_or_is_damaged_is_left_out(week, tmp_path):
    week.blobs.put("keyframes/friday/1.jpg", b"no picture")
    run("journal", "-o", tmp_path / "day.html")
    assert "data:image" not in (tmp_path / "day.html").read_text().split("</style>")[1]


def test_the_zone_can_be_named_by_an_option_or_a_setting(week, monkeypatch):
    vague = replace(week.store.entry("friday"), zone_source="unknown")
    week.store.change(vague)
    assert "## 10:00 · [Friday review]" in run("journal", "--zone", "America/New_York").output
    monkeypatch.setenv("LIFESTREAM_ZONE", "Asia/Tokyo")
    assert "# Saturday, 7 November 2026" in run("journal").output


@pytest.mark.parametrize(
    "arguments",
    [
        ["2026-02-30"],
        ["--zone", "Mars/Olympus"],
        ["--week", "--month"],
        ["-o", "day.pdf"],
        ["2026-11-08..2026-11-02"],
        ["🦀" * 50],
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(week, arguments):
    with pytest.raises(UsageError) as error:
        run("journal", *arguments)
    assert error.value.remedy


def test_an_empty_library_says_how_to_fill_it(library):
    assert "lifestream add" in run("journal").output
    assert "Nothing is open." in run("actions").output


def test_open_actions_come_by_their_date_and_closed_ones_when_asked_for(week):
    lines = run("actions").output.splitlines()
    assert [line.split("  ")[1].split(" — ")[0] for line in lines] == [
        "S2: Draw the floor plan",
        "Ben Okafor: Measure the server room",
        "Ada Brandt: Send the new budget to the board",
    ]
    assert "✓ “Yes, last night.”" not in run("actions").output
    assert len([line for line in run("actions", "--all").output.splitlines() if "✓" not in line]) == 9
    mine = json.loads(run("actions", "--all", "--owner", "clara", "--json").output)
    assert [c["state"] for c in mine] == ["closed"] * 3


def test_an_action_is_closed_by_its_id(week):
    id = run("actions").output.split()[0]
    assert "Done: Draw the floor plan." in run("actions", "--done", id).output
    assert id not in run("actions").output
