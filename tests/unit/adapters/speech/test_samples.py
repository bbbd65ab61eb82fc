from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from lifestream.adapters.speech.samples import open_samples
from lifestream.domain.media import Sound
from lifestream.errors import InputError


def sound(folder: Path, samples: int) -> Sound:
    path = folder / "sound.pcm"
    np.arange(samples, dtype="<i4").astype("<i2").tofile(path)
    return Sound(str(path), samples)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def test_slices_are_what_the_file_holds(tmp_path: Path) -> None:
    samples = open_samples(sound(tmp_path, 100_000))
    expected = np.arange(100_000, dtype="<i4").astype("<i2")
    assert len(samples) == 100_000
    for part in (slice(0, 10), slice(4_096, 70_001), slice(99_000, 200_000), slice(5, 5)):
        np.testing.assert_array_equal(samples[part], expected[part])
    assert samples[7] == 7
    assert type(samples[0:10]) is np.ndarray


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is resident")
def test_what_was_heard_takes_no_memory(tmp_path: Path) -> None:
    samples = open_samples(sound(tmp_path, 40_000_000))
    before = resident()
    total = sum(int(samples[first : first + 160_000].max()) for first in range(0, len(samples), 160_000))
    assert total
    assert resident() - before < 20e6


def test_a_file_that_is_too_short_is_refused(tmp_path: Path) -> None:
    short = sound(tmp_path, 100)
    with pytest.raises(InputError, match="cannot be read"):
        open_samples(Sound(short.path, 200))
