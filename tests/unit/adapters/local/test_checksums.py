from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from lifestream.adapters.local.checksums import SUMS, Checksums, read_sums, sha256, write_sums


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"weights")
    return path


def change_unnoticed(path: Path, data: bytes) -> None:
    """Change bytes as a failing disk does: size and date stay."""
    before = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_checksum_is_the_sha256_of_the_bytes(weights: Path, tmp_path: Path) -> None:
    assert Checksums(tmp_path / "memory.json").of(weights) == hashlib.sha256(b"weights").hexdigest()


def test_a_file_that_keeps_size_and_date_is_read_once(weights: Path, tmp_path: Path) -> None:
    first = Checksums(tmp_path / "memory.json").of(weights)
    change_unnoticed(weights, b"WEIGHTS")
    assert Checksums(tmp_path / "memory.json").of(weights) == first


def test_a_fresh_look_reads_it_all_the_same_and_is_remembered(weights: Path, tmp_path: Path) -> None:
    checksums = Checksums(tmp_path / "memory.json")
    checksums.of(weights)
    change_unnoticed(weights, b"WEIGHTS")
    assert checksums.of(weights, fresh=True) == sha256(weights)
    assert Checksums(tmp_path / "memory.json").of(weights) == sha256(weights)


def test_a_file_of_another_size_is_read_again(weights: Path, tmp_path: Path) -> None:
    checksums = Checksums(tmp_path / "memory.json")
    checksums.of(weights)
    weights.write_bytes(b"other weights")
    assert checksums.of(weights) == sha256(weights)


@pytest.mark.parametrize("memory", ["", "[1]", '{"a": 3}', "\x00"])
def test_a_broken_memory_is_forgotten(weights: Path, tmp_path: Path, memory: str) -> None:
    (tmp_path / "memory.json").write_text(memory)
    assert Checksums(tmp_path / "memory.json").of(weights) == sha256(weights)


def test_a_memory_that_cannot_be_written_costs_time_only(weights: Path) -> None:
    assert Checksums(weights / "memory.json").of(weights) == sha256(weights)


def test_a_list_of_checksums_is_read_as_it_was_written(weights: Path) -> None:
    write_sums(weights.parent)
    assert read_sums(weights.parent) == {"weights.bin": sha256(weights)}


def test_a_list_in_binary_form_is_read_and_other_lines_are_not(weights: Path) -> None:
    (weights.parent / SUMS).write_text(f"{sha256(weights).upper()} *weights.bin\n\nnonsense\n")
    assert read_sums(weights.parent) == {"weights.bin": sha256(weights)}
