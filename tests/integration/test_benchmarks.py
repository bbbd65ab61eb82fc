"""The yardstick itself, from the command to the table, on the shortest recording of the set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks import results as stored

ROOT = Path(__file__).parents[2]


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)


def test_a_recording_is_processed_scored_and_stored_and_a_second_run_takes_it_from_there(tmp_path: Path) -> None:
    words = ("run", "--quick", "--items", "asr_jfk", "--set", "benchmarks/data", "--work", str(tmp_path))
    first = bench(*words)
    assert first.returncode == 0, first.stderr
    assert "| asr_jfk | 0.2 | 0.0 % |" in first.stdout
    [outcome] = tmp_path.glob("*/asr_jfk-*/cost.json")
    written = outcome.stat().st_mtime_ns
    results = stored.load(stored.newest(tmp_path / "results"))
    assert [score.item for score in results.scores] == ["asr_jfk"]
    assert results.scores[0].cost is not None
    assert bench(*words).returncode == 0
    assert outcome.stat().st_mtime_ns == written


def test_a_suite_that_is_not_there_is_refused_with_those_that_are() -> None:
    done = bench("run", "--suite", "beauty")
    assert done.returncode == 2
    assert "accuracy" in done.stderr


def test_a_suite_for_which_the_set_has_nothing_is_left_out_and_said() -> None:
    done = bench("run", "--suite", "speed", "--items", "asr_jfk", "--set", "benchmarks/data")
    assert done.returncode == 0, done.stderr
    assert "left out" in done.stderr
