"""What the repository says about itself agrees with what is in it."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from lifestream.config import Settings

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "src" / "lifestream" / "models"
LOCKS = ["runtime", "dev", "bench"]


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def locked(name: str) -> list[str]:
    return re.findall(r"^([a-z0-9.-]+)==", lock(name), re.MULTILINE)


def names(settings: type[BaseModel], prefix: str = "LIFESTREAM_") -> Iterator[str]:
    for name, field in settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from names(kind, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper()


def test_every_model_is_the_file_that_manifest_and_readme_describe() -> None:
    readme = (MODELS / "README.md").read_text(encoding="utf-8")
    for entry in json.loads((MODELS / "manifest.json").read_text(encoding="utf-8"))["files"]:
        data = (MODELS / entry["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["size_bytes"], entry["sha256"])
        assert f"| `{entry['file']}` | {len(data):,} | `{entry['sha256']}` |" in readme


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_place_on_a_machine(name: str) -> None:
    assert not re.search(r"://|--(?!hash=sha256:)|(^|\s)/", lock(name))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_everything(name: str) -> None:
    packages = re.split(r"^(?=[a-z0-9.-]+==)", lock(name), flags=re.MULTILINE)[1:]
    assert packages
    assert all("--hash=sha256:" in package for package in packages)


def test_the_locks_agree_and_hold_one_opencv_and_no_torch() -> None:
    pins = [set(re.findall(r"^[a-z0-9.-]+==\S+", lock(name), re.MULTILINE)) for name in LOCKS]
    packages = [pin.partition("==")[0] for pin in set().union(*pins)]
    assert len(packages) == len(set(packages))
    assert [name for name in packages if name.startswith("opencv")] == ["opencv-python-headless"]
    assert not {"torch", "tensorflow", "jax"} & set(packages)


@pytest.mark.parametrize("name", LOCKS)
def test_the_list_of_third_parties_names_every_locked_package(name: str) -> None:
    listed = set(re.findall(r"[a-z0-9-]+", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")))
    assert set(locked(name)) <= listed


def test_the_example_environment_names_every_setting_and_no_other() -> None:
    example = re.findall(r"^#(LIFESTREAM_\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(example) == sorted([*names(Settings), "LIFESTREAM_DEBUG"])


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"({page.name})" in index for page in folder.glob("0*.md"))
