from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.commands import SAMPLE, command, environment, run

PATIENCE = 120.0  # seconds after which a test that waits gives up


def start(home: Path, *arguments: str | Path, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("process", SAMPLE, *arguments),
        env=environment(home, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_signals,
    )


def _hear_signals() -> None:
    """Undo what a shell does to jobs in the background: they do not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def stored(home: Path) -> int:
    """How many results of stages are stored."""
    return sum(1 for path in home.rglob("*.json") if "artefacts" in path.parts)


def wait_until_stored(home: Path, count: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while stored(home) < count and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def test_ctrl_c_says_how_to_go_on_and_the_next_run_does(tmp_path: Path) -> None:
    home, target = tmp_path / "home", tmp_path / "minutes.json"
    process = start(home, "-o", target)
    wait_until_stored(home, 2, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Run the same command again" in said
    assert not target.exists()
    kept = stored(home)
    assert kept >= 2
    again = run("process", SAMPLE, "-o", target, home=home)
    assert again.returncode == 0, again.stderr
    assert stored(home) > kept
    assert "probe" not in again.stderr.rpartition("Stages")[2]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_run_goes_on_to_the_same_document(tmp_path: Path, seed: int) -> None:
    home, target = tmp_path / "home", tmp_path / "minutes.json"
    chance = random.Random(seed)
    for _ in range(3):
        process = start(home, "-o", target)
        before = stored(home)
        wait_until_stored(home, before + chance.randint(1, 2), process)
        process.kill()
        process.communicate(timeout=PATIENCE)
    assert run("process", SAMPLE, "-o", target, home=home).returncode == 0
    broken = json.loads(target.read_text())
    unbroken = tmp_path / "unbroken.json"
    assert run("process", SAMPLE, "--fresh", "-o", unbroken, home=home).returncode == 0
    assert broken == json.loads(unbroken.read_text())


@pytest.mark.parametrize("module", ["typer", "pydantic", "lifestream.codec", "rich.progress", "av", "ctranslate2"])
def test_ctrl_c_while_modules_are_loaded_is_a_sentence_too(tmp_path: Path, module: str) -> None:
    process = start(tmp_path / "home", "-o", tmp_path / "minutes.md", PYTHONPROFILEIMPORTTIME="1")
    assert process.stderr is not None
    assert any(line.rpartition("|")[2].strip() == module for line in process.stderr)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, said
    assert "Run the same command again" in said
    assert "Traceback" not in said
