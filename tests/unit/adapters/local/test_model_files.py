from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pytest
from faster_whisper.utils import _MODELS

from lifestream.adapters.local.checksums import SUMS, Checksums, read_sums, write_sums
from lifestream.adapters.local.installed import installed_status
from lifestream.adapters.local.model_files import PACKAGED, ModelFiles
from lifestream.adapters.local.whisper_base import join
from lifestream.adapters.local.whisper_hub import OTHER_NAMES, REPOSITORIES
from lifestream.adapters.media import rapidocr_text_reader
from lifestream.adapters.speech import silero_vad
from lifestream.errors import ConfigurationError, InputError, UnavailableError

WHISPER = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")
MEAN = "campplus_mean.npy"


@dataclass
class Hub:
    """A hub that has every repository, each with these files; keeps what it was asked for."""

    files: tuple[str, ...] = WHISPER
    is_reachable: bool = True
    asked: list[str] = field(default_factory=list)

    def __call__(self, repository: str, folder: Path) -> None:
        self.asked.append(repository)
        if not self.is_reachable:
            raise UnavailableError("The hub is out of reach.")
        for file in self.files:
            (folder / file).write_text(f"{file} of {repository}")


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def models(tmp_path: Path, hub: Hub) -> ModelFiles:
    return ModelFiles(None, tmp_path / "cache", hub=hub)


@pytest.fixture
def environment() -> Iterator[None]:
    """Put the environment back as it was."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def whisper_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for file in WHISPER:
        (folder / file).write_text(file)
    return folder


def test_a_model_that_comes_with_lifestream_is_found(models: ModelFiles) -> None:
    assert models.path("campplus-mean") == PACKAGED / MEAN


def test_a_name_that_is_no_model_is_refused(models: ModelFiles) -> None:
    with pytest.raises(ConfigurationError, match="no model called nonsense"):
        models.place("nonsense")
    with pytest.raises(ConfigurationError, match="no model called nonsense"):
        list(models.status(names=["base", "nonsense"]))


def test_a_models_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="does not exist"):
        ModelFiles(tmp_path / "nowhere", tmp_path / "cache")


def test_the_named_folder_comes_before_the_installation(tmp_path: Path) -> None:
    shutil.copy(PACKAGED / MEAN, tmp_path)
    assert ModelFiles(tmp_path, tmp_path / "cache").path("campplus-mean") == tmp_path / MEAN


def test_a_damaged_model_is_not_loaded_and_the_remedy_names_it(tmp_path: Path) -> None:
    (tmp_path / MEAN).write_bytes(b"x" + (PACKAGED / MEAN).read_bytes()[1:])
    models = ModelFiles(tmp_path, tmp_path / "cache")
    with pytest.raises(ConfigurationError, match="damaged") as caught:
        models.path("campplus-mean")
    assert f"rm {tmp_path / MEAN}" in caught.value.remedy


def test_a_model_of_ones_own_is_loaded_when_the_list_beside_it_names_its_checksum(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / MEAN).write_bytes(b"trained at home")
    write_sums(folder)
    assert ModelFiles(folder, tmp_path / "cache").path("campplus-mean") == folder / MEAN


def test_whisper_base_is_joined_once_from_its_packages(models: ModelFiles, tmp_path: Path) -> None:
    folder = models.whisper("base")
    joined = (folder / "model.bin").stat()
    assert models.whisper("base") == folder == tmp_path / "cache" / "whisper-base"
    assert (folder / "model.bin").stat().st_mtime_ns == joined.st_mtime_ns
    with (folder / "model.bin").open("r+b") as file:
        file.write(b"damage")
    with pytest.raises(ConfigurationError, match="damaged") as caught:
        models.whisper("base")
    assert "lifestream models fetch base" in caught.value.remedy
    assert [s.state for s in models.status() if s.name == "whisper-base"] == ["ready"]
    assert [s.state for s in models.status(check=True) if s.name == "whisper-base"] == ["damaged"]
    assert models.whisper(models.fetch("base").name.removeprefix("whisper-")) == folder


def test_parts_that_do_not_make_the_whole_leave_nothing_behind(tmp_path: Path) -> None:
    parts = [tmp_path / "part1", tmp_path / "part2"]
    for part in parts:
        part.write_bytes(b"part")
    with pytest.raises(ConfigurationError, match=r"model\.bin has another checksum"):
        join(parts, {"model.bin": "0" * 64}, tmp_path / "cache" / "whisper-base")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_cache_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(UnavailableError, match="cannot be kept") as caught:
        ModelFiles(None, tmp_path / "cache").whisper("base")
    assert "LIFESTREAM_HOME" in caught.value.remedy


def test_the_sizes_and_their_repositories_are_those_of_faster_whisper() -> None:
    assert REPOSITORIES | {other: REPOSITORIES[name] for other, name in OTHER_NAMES.items()} == _MODELS


def test_a_size_is_fetched_once_and_then_found(models: ModelFiles, hub: Hub) -> None:
    place = models.fetch("large-v3-turbo")
    assert models.fetch("turbo") == models.whisper("large-v3-turbo") == models.whisper("turbo") == place
    assert hub.asked == ["mobiuslabsgmbh/faster-whisper-large-v3-turbo"]
    assert set(read_sums(place)) == set(WHISPER)


def test_a_repository_is_fetched_by_its_name(models: ModelFiles, hub: Hub) -> None:
    place = models.fetch("somebody/whisper-ct2")
    assert models.whisper("somebody/whisper-ct2") == place
    assert hub.asked == ["somebody/whisper-ct2"]


def test_a_repository_in_another_format_is_refused_and_not_kept(tmp_path: Path) -> None:
    hub = Hub(files=("config.json", "tokenizer.json", "pytorch_model.bin"))
    models = ModelFiles(None, tmp_path / "cache", hub=hub)
    with pytest.raises(InputError, match=r"lacks model\.bin, vocabulary") as caught:
        models.fetch("openai/whisper-small")
    assert "ct2-transformers-converter" in caught.value.remedy
    assert list((tmp_path / "cache").iterdir()) == []
    with pytest.raises(ConfigurationError):
        models.whisper("openai/whisper-small")


def test_an_interrupted_fetch_is_no_model_and_the_next_one_goes_on(
    models: ModelFiles, hub: Hub, tmp_path: Path
) -> None:
    unfinished = tmp_path / "cache" / ".unfinished-whisper-small"
    unfinished.mkdir(parents=True)
    (unfinished / "model.bin").write_text("half")
    (unfinished / "earlier").write_text("kept")
    hub.is_reachable = False
    with pytest.raises(UnavailableError):
        models.fetch("small")
    with pytest.raises(ConfigurationError, match="not on this machine"):
        models.whisper("small")
    hub.is_reachable = True
    assert (models.fetch("small") / "earlier").read_text() == "kept"


def test_a_model_that_lacks_a_file_or_was_damaged_is_fetched_again(models: ModelFiles, hub: Hub) -> None:
    place = models.fetch("small")
    (place / "config.json").unlink()
    models.fetch("small")
    (place / "model.bin").write_text("damage")
    with pytest.raises(ConfigurationError, match="damaged") as caught:
        models.whisper("small")
    assert "lifestream models fetch small" in caught.value.remedy
    models.fetch("small")
    assert models.whisper("small") == place
    assert len(hub.asked) == 3


def test_offline_nothing_is_fetched_and_libraries_are_told(tmp_path: Path, hub: Hub, environment: None) -> None:
    models = ModelFiles(None, tmp_path / "cache", offline=True, hub=hub)
    with pytest.raises(ConfigurationError, match="network is refused"):
        models.fetch("small")
    assert hub.asked == []
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_an_unknown_size_is_refused_before_anybody_is_asked(models: ModelFiles, hub: Hub) -> None:
    with pytest.raises(InputError, match="no known model"):
        models.fetch("smal")
    with pytest.raises(ConfigurationError, match="not on this machine") as caught:
        models.whisper("smal")
    assert "large-v3-turbo" in caught.value.remedy
    assert hub.asked == []


def test_a_size_is_no_folder_of_the_current_directory_but_a_path_is(
    models: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    whisper_folder(tmp_path / "small")
    with pytest.raises(ConfigurationError):
        models.whisper("small")
    assert models.whisper("./small").samefile(tmp_path / "small")
    assert models.whisper(str(tmp_path / "small")) == tmp_path / "small"


@pytest.mark.parametrize("name", ["base", "whisper-base", "faster-whisper-base"])
def test_a_whisper_base_in_the_named_folder_is_used_and_listed(tmp_path: Path, name: str) -> None:
    brought = whisper_folder(tmp_path / "models" / name)
    models = ModelFiles(tmp_path / "models", tmp_path / "cache")
    assert models.whisper("base") == brought
    assert [s.path for s in models.status(check=True) if s.name == "whisper-base"] == [brought]
    states = {status.name: status.state for status in models.status(check=True)}
    assert states.pop("whisper-base") == "unchecked"  # nobody said what it should be compared with
    assert set(states.values()) == {"ready"}
    write_sums(brought)
    assert {status.state for status in models.status(check=True)} == {"ready"}


def test_a_whisper_folder_is_compared_with_the_list_beside_it(tmp_path: Path) -> None:
    brought = whisper_folder(tmp_path / "models" / "small")
    write_sums(brought)
    models = ModelFiles(tmp_path / "models", tmp_path / "cache")
    assert models.whisper("small") == brought
    (brought / "tokenizer.json").unlink()
    with pytest.raises(ConfigurationError, match=r"tokenizer\.json is damaged"):
        models.whisper("small")
    (brought / SUMS).unlink()
    assert models.whisper("small") == brought


@pytest.mark.parametrize("name", ["small", "whisper-small", "faster-whisper-small"])
def test_a_size_and_its_name_in_the_list_are_one_model(models: ModelFiles, hub: Hub, name: str) -> None:
    place = models.fetch(name)
    assert hub.asked == [REPOSITORIES["small"]]
    assert models.place(name) == models.whisper(name) == models.whisper("small") == place
    assert [(s.name, s.state, s.path) for s in models.status(True, [name])] == [("whisper-small", "ready", place)]


def test_models_that_come_inside_packages_are_listed_found_and_whole(models: ModelFiles) -> None:
    found = {status.name: status for status in models.status(check=True)}
    for name in ("silero-vad", "pp-ocrv6-small-detector", "pp-ocrv6-small-recogniser"):
        assert found[name].state == "ready"
        assert models.place(name) == found[name].path


def test_those_that_are_used_are_those_that_are_listed(models: ModelFiles) -> None:
    inside = {models.place(name).name for name in ("pp-ocrv6-small-detector", "pp-ocrv6-small-recogniser")}
    assert inside == set(rapidocr_text_reader.MODELS)
    assert models.place("silero-vad").name == silero_vad.MODEL


@pytest.mark.parametrize(("known", "state"), [(version("faster-whisper"), "damaged"), ("0.0", "other weights")])
def test_weights_of_another_version_are_told_from_damaged_ones(tmp_path: Path, known: str, state: str) -> None:
    inside = {"name": "vad", "role": "", "licence": "", "origin": "", "package": "faster_whisper", "size_bytes": 1}
    inside |= {"distribution": "faster-whisper", "version": known, "file": "__init__.py", "sha256": "0" * 64}
    found = installed_status(inside, Checksums(tmp_path / "sums.json"))
    assert found.state == state
    assert ("force-reinstall" in found.remedy) is (state == "damaged")
    assert installed_status(inside | {"file": "nowhere"}, None).state == "missing"


def test_offline_the_remedy_says_that_the_network_is_refused(tmp_path: Path, environment: None) -> None:
    with pytest.raises(ConfigurationError) as caught:
        ModelFiles(None, tmp_path / "cache", offline=True).whisper("small")
    assert "network is refused" in caught.value.remedy
    assert "lifestream models fetch small" in caught.value.remedy


def test_the_status_of_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / MEAN).write_bytes(b"damage")
    found = {status.name: status for status in ModelFiles(tmp_path, tmp_path / "cache").status(check=True)}
    assert found["campplus-mean"].state == "damaged"
    assert str(tmp_path / MEAN) in found["campplus-mean"].remedy
    assert found["campplus"].state == "ready"
    assert found["campplus"].remedy == ""
    assert found["whisper-base"].state == "to be joined"
