from __future__ import annotations

from pathlib import Path

from benchmarks.kept import kept
from benchmarks.results import Race


def test_a_figure_is_measured_once(tmp_path: Path) -> None:
    made: list[float] = []

    def measure() -> float:
        made.append(0.25)
        return 0.25

    path = tmp_path / "oracle" / "item.json"
    assert [kept(path, float, measure), kept(path, float, measure)] == [0.25, 0.25]
    assert len(made) == 1


def test_races_are_read_back_as_they_were(tmp_path: Path) -> None:
    races = (Race("diarising", {"LifeStream": (1.0, 2.0), "other": (3.0, 4.0)}, 60.0),)
    for _ in range(2):
        assert kept(tmp_path / "races.json", tuple[Race, ...], lambda: races) == races


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "speed.json"
    for _ in range(2):
        try:
            kept(path, float, lambda: 1 / 0)
        except ZeroDivisionError:
            continue
        raise AssertionError("it must fail each time")
    assert not path.exists()
