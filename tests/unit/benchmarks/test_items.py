from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.items import OWN_SET, Item, load_set

from lifestream.errors import InputError

OWN = {item.id: item for item in load_set(OWN_SET)}


def test_every_item_of_our_own_set_is_whole() -> None:
    assert len(OWN) == 7
    for item in OWN.values():
        assert item.media.is_file()
        assert item.truth["license"]
        assert not item.rttm or item.rttm.is_file()


def test_our_own_set_is_small_enough_to_clone() -> None:
    assert sum(path.stat().st_size for path in OWN_SET.rglob("*") if path.is_file()) < 15e6


def test_what_an_item_lacks_is_not_the_same_as_nothing_there() -> None:
    assert OWN["asr_jfk"].cuts is None
    assert OWN["vid_nasa_webb"].cuts
    assert OWN["dia_ami_en2001"].text is None


def test_lines_cuts_screens_and_facts_are_read() -> None:
    item = OWN["scripted_meeting_b"]
    assert item.said
    assert item.said[0].text.endswith(".")
    assert item.cuts
    assert all(cut.is_hard for cut in item.cuts)
    assert item.screens
    assert {fact["type"] for fact in item.facts or ()} >= {"decision", "action_item"}
    assert item.speaker_count == 3
    assert "Nadia Rahman" in item.names.values()


def test_items_are_chosen_by_the_beginning_of_their_names() -> None:
    assert [item.id for item in load_set(OWN_SET, ["dia_"])] == ["dia_ami_en2001", "dia_ami_es2003"]


@pytest.mark.parametrize("wanted", [["nothing_like_it"], ["x"]])
def test_a_name_that_is_not_there_is_an_error(wanted: list[str]) -> None:
    with pytest.raises(InputError, match="no item"):
        load_set(OWN_SET, wanted)


def test_a_folder_without_items_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no items"):
        load_set(tmp_path)


def test_an_item_of_several_recordings_is_left_to_its_own_suite(tmp_path: Path) -> None:
    for name, media in (("day", ["a.mp4", "b.mp4"]), ("one", "a.mp4")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "truth.json").write_text(json.dumps({"id": name, "kind": "x", "media": media}))
    assert [item.id for item in load_set(tmp_path)] == ["one"]


def test_recordings_of_one_name_in_two_sets_have_different_keys(tmp_path: Path) -> None:
    own = OWN["asr_jfk"]
    (tmp_path / "jfk.flac").write_bytes(own.media.read_bytes()[:-1])
    assert Item(tmp_path, own.truth).key != own.key == Item(own.folder, own.truth).key
