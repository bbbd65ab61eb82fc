from __future__ import annotations

import os
from pathlib import Path

import pytest

from lifestream.config import load_settings, usable_cores
from lifestream.errors import ConfigurationError


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away every setting of the machine that tests."""
    for name in [name for name in os.environ if name.startswith("LIFESTREAM_")]:
        monkeypatch.delenv(name)


def test_the_defaults_need_no_server_no_key_and_no_folder() -> None:
    settings = load_settings()
    assert (settings.writer.kind, settings.diarizer.kind, settings.transcriber.model) == ("extractive", "onnx", "base")
    assert (settings.writer.base_url, settings.transcriber.base_url, settings.models) == (None, None, None)
    assert not settings.offline
    assert settings.cores == usable_cores() >= 1


def test_settings_come_from_the_environment_when_they_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFESTREAM_HOME", "/somewhere")
    monkeypatch.setenv("LIFESTREAM_OFFLINE", "1")
    monkeypatch.setenv("LIFESTREAM_WRITER__MODEL", "qwen2.5")
    settings = load_settings()
    assert settings.home == Path("/somewhere")
    assert settings.offline
    assert settings.writer.model == "qwen2.5"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIFESTREAM_CORES", "none"),
        ("LIFESTREAM_OFFLINE", "perhaps"),
        ("LIFESTREAM_WRITER__KIND", "poet"),
        ("LIFESTREAM_WRITER__TIMEOUT", "0"),
    ],
)
def test_a_value_that_does_not_fit_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name) as caught:
        load_settings()
    assert name in caught.value.remedy


def test_a_key_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFESTREAM_WRITER__API_KEY", "secret-key")
    assert "secret-key" not in repr(load_settings())


def test_a_model_that_was_named_is_told_from_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "model" not in load_settings().transcriber.model_fields_set
    monkeypatch.setenv("LIFESTREAM_TRANSCRIBER__MODEL", "base")
    assert "model" in load_settings().transcriber.model_fields_set


def test_a_change_of_one_settings_does_not_reach_the_next() -> None:
    load_settings().transcriber.model = "small"
    assert load_settings().transcriber.model == "base"
