"""Models come from a hub over real HTTP."""

from __future__ import annotations

from pathlib import Path

from tests.commands import run
from tests.hub_server import HubServer

WHISPER = {"model.bin": b"weights", "config.json": b"{}", "tokenizer.json": b"{}", "vocabulary.txt": b"a\n"}


def test_a_model_is_fetched_and_its_path_printed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with HubServer({"Systran/faster-whisper-small": {**WHISPER, "README.md": b"not needed"}}) as hub:
        done = run("models", "fetch", "small", home=home, HF_ENDPOINT=hub.url)
    assert done.returncode == 0, done.stderr
    place = Path(run("models", "path", "whisper-small", home=home).stdout.strip())
    assert {path.name for path in place.iterdir()} == {*WHISPER, "SHA256SUMS"}
    assert (place / "model.bin").read_bytes() == b"weights"


def test_a_repository_for_pytorch_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with HubServer({"openai/whisper-small": {"pytorch_model.bin": b"weights", "config.json": b"{}"}}) as hub:
        done = run("models", "fetch", "openai/whisper-small", home=tmp_path / "home", HF_ENDPOINT=hub.url)
        assert not any("pytorch_model" in request for request in hub.requests)
    assert done.returncode == 1
    assert "it lacks model.bin" in done.stderr
    assert "What to do" in done.stderr


def test_a_repository_that_is_not_there_is_named(tmp_path: Path) -> None:
    with HubServer({}) as hub:
        done = run("models", "fetch", "no/such", home=tmp_path / "home", HF_ENDPOINT=hub.url)
    assert done.returncode == 1
    assert "no repository no/such" in done.stderr


def test_a_hub_out_of_reach_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    done = run("models", "fetch", "small", home=tmp_path / "home", HF_ENDPOINT="http://127.0.0.1:9")
    assert done.returncode == 1
    assert "could not be fetched" in done.stderr
    assert "Traceback" not in done.stderr
