from __future__ import annotations

from pathlib import Path

import pytest
from tests.commands import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doctor") / "home"


def test_all_is_well_on_a_machine_that_has_everything(home: Path) -> None:
    done = run("doctor", home=home)
    assert done.returncode == 0, done.stdout
    assert "All is well." in done.stdout
    assert "Model whisper-base" in done.stdout
    assert "h264" in done.stdout
    assert "used by `models fetch` alone" in done.stdout


def test_a_damaged_model_is_named_with_what_to_do(home: Path, tmp_path: Path) -> None:
    (tmp_path / "campplus_mean.npy").write_bytes(b"damage")
    done = run("doctor", home=home, LIFESTREAM_MODELS=str(tmp_path))
    assert done.returncode == 1
    assert f"rm {tmp_path}/campplus_mean.npy" in done.stdout
    assert "Something is missing." in done.stdout


def test_a_speech_model_that_was_named_and_is_not_here_is_missing(home: Path) -> None:
    done = run("doctor", home=home, LIFESTREAM_TRANSCRIBER__MODEL="small")
    assert done.returncode == 1
    assert "lifestream models fetch small" in done.stdout


def test_it_says_whether_the_network_is_used(home: Path) -> None:
    refused = run("doctor", home=home, LIFESTREAM_OFFLINE="1")
    assert "refused for models" in refused.stdout
    pyannote = run("doctor", home=home, LIFESTREAM_DIARIZER__KIND="pyannote")
    assert "and by pyannote" in pyannote.stdout


def test_a_home_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    done = run("doctor", home=tmp_path / "home")
    assert done.returncode == 1
    assert "LIFESTREAM_HOME" in done.stdout


def test_models_verify_fails_on_damage_and_list_shows_where_each_lies(home: Path, tmp_path: Path) -> None:
    (tmp_path / "campplus_mean.npy").write_bytes(b"damage")
    assert run("models", "verify", home=home).returncode == 0
    verify = run("models", "verify", home=home, LIFESTREAM_MODELS=str(tmp_path), COLUMNS="300")
    assert verify.returncode == 1
    assert "damaged" in verify.stdout
    assert f"rm {tmp_path}/campplus_mean.npy" in verify.stdout
    listed = run("models", "list", home=home, LIFESTREAM_MODELS=str(tmp_path), COLUMNS="300")
    assert str(tmp_path / "campplus_mean.npy") in listed.stdout


def test_models_are_verified_by_name_and_their_paths_are_whole_in_a_pipe(home: Path) -> None:
    named = run("models", "verify", "base", "silero-vad", home=home, COLUMNS="40")
    assert named.returncode == 0, named.stderr
    assert [line.split()[0] for line in named.stdout.splitlines()] == ["Model", "whisper-base", "silero-vad"]
    assert named.stdout.splitlines()[2].rstrip().endswith("/silero_vad_v6.onnx")
    assert run("models", "verify", "nonsense", home=home).returncode == 1
    assert run("models", "path", "base", home=home).stdout == run("models", "path", "whisper-base", home=home).stdout
