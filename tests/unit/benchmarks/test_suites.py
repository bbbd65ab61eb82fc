"""Which recordings a suite takes, by rules that know no result."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import suites
from benchmarks.items import Item
from benchmarks.outcome import Outcome
from benchmarks.results import Race, Results
from benchmarks.scores.score import Score
from benchmarks.suites import Bench
from tests.builders import timeline, utterance
from tests.documents import meeting
from tests.unit.benchmarks.test_bars import heard, run


def item(folder: Path, name: str, seconds: float, people: int = 2) -> Item:
    rows = "".join(f"SPEAKER {name} 1 0.0 1.0 <NA> <NA> s{n} <NA> <NA>\n" for n in range(people))
    (folder / f"{name}.rttm").write_text(rows, encoding="utf-8")
    (folder / f"{name}.mp4").write_bytes(name.encode())
    truth = {"id": name, "kind": "meeting", "media": f"{name}.mp4", "duration_s": seconds, "rttm": f"{name}.rttm"}
    return Item(folder, {**truth, "cuts": []})


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    lengths = {"scripted_a": 90.0, "scripted_b": 60.0, "sim_a": 70.0, "sim_b": 80.0, "vid_a": 5.0}
    items = tuple(item(tmp_path, name, length, 2 if name != "scripted_b" else 1) for name, length in lengths.items())
    return Bench(items, tmp_path / "work", lambda *_: None)


def test_the_shortest_meeting_of_each_family_stands_for_it(bench: Bench) -> None:
    assert [item.id for item in bench.short] == ["sim_a", "scripted_b"]


@pytest.mark.parametrize(("is_full", "heard"), [(False, ["scripted_a", "sim_a"]), (True, None)])
def test_what_listens_is_compared_on_every_other_meeting_or_on_all(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, is_full: bool, heard: list[str] | None
) -> None:
    def as_score(item: Item, _: object) -> Score:
        return Score(item.id, item.kind, item.seconds, None, ())

    monkeypatch.setattr(suites, "outcome_of", lambda item, _: item)
    monkeypatch.setattr(suites, "peer_outcome", lambda *_: None)
    monkeypatch.setattr(suites, "reference_outcome", lambda *_: None)
    monkeypatch.setattr(suites, "score_peer", as_score)
    found = suites.peers(Bench(bench.items, bench.work, bench.show, is_full=is_full), run()).peers
    names = {name: [score.item for score in scores] for name, scores in found.items()}
    assert names["reference"] == names["sherpa"] == (heard or [item.id for item in bench.meetings])
    assert names["adaptive"] == [item.id for item in bench.items]


def test_items_that_are_scored_abreast_keep_their_order_have_no_cost_and_tell_what_failed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcome_of(item: Item, _: Path, *, cores: int | None) -> Item:
        if item.id == "sim_a":
            raise RuntimeError("no memory")
        assert cores == 1
        return item

    monkeypatch.setattr(suites, "outcome_of", outcome_of)
    monkeypatch.setattr(suites, "score", lambda item: heard(item.id, 1))
    scores = bench.scores_abreast(bench.items, "mixtures")
    assert [score.item for score in scores] == [item.id for item in bench.items]
    assert {score.cost for score in scores} == {None}
    assert [score.failures for score in scores if score.item == "sim_a"] == [("no memory",)]


def test_runs_that_differ_are_told_by_what_differs(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome_of(item: Item, folder: Path, *, cores: int | None = None) -> Outcome:
        spoken = utterance("u1", "S1", "Yes." if cores else "No.")
        return Outcome(item, meeting(), timeline(spoken), None)

    monkeypatch.setattr(suites, "outcome_of", outcome_of)
    found = suites.determinism(bench, run()).differences
    assert found == {"scripted_a": "identical; on one core, differ in words, passages"}


def test_the_shortest_meetings_race_and_what_is_heard_in_one_where_several_speak(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    raced: dict[str, list[str]] = {}

    def race(task: str, items: list[Item], *_: object) -> Race:
        raced[task] = [item.id for item in items]
        return Race(task, {"LifeStream": (1.0,)})

    monkeypatch.setattr(suites, "race_scenes", race)
    monkeypatch.setattr(suites, "race_hearing", lambda items, _: (race("hearing", items),))
    monkeypatch.setattr(suites, "harm", lambda item, *_: item)
    results: Results = suites.races(bench, run())
    assert len(results.races) == 3
    assert raced["finding scenes"] == raced["finding scenes, fixed GOP"] == ["sim_a", "scripted_b"]
    assert raced["hearing"] == ["sim_a"]
