from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt
from tests import sounds

from lifestream.adapters.local.model_files import ModelFiles
from lifestream.adapters.speech.voice_embedding import DIMENSIONS, NARROW, VoiceEmbedding, unit


@pytest.fixture(scope="module")
def embedding(tmp_path_factory: pytest.TempPathFactory) -> VoiceEmbedding:
    models = ModelFiles(None, tmp_path_factory.mktemp("models"))
    return VoiceEmbedding(models.path("campplus"), models.path("campplus-mean"))


def speech() -> NDArray[np.float32]:
    return (sounds.speech()[: 3 * 16_000] / 32_768).astype(np.float32)


def over_a_line(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    passed = sosfiltfilt(butter(8, (300, 3_400), "bandpass", fs=16_000, output="sos"), sound)
    return (np.round(32_768 * passed) / 32_768).astype(np.float32)


def test_speech_over_a_telephone_line_is_known_by_what_is_missing_above_its_band(embedding: VoiceEmbedding) -> None:
    assert embedding.embed(speech())[1] > NARROW + 3
    assert embedding.embed(over_a_line(speech()))[1] < NARROW - 3


def test_how_loud_it_is_does_not_matter(embedding: VoiceEmbedding) -> None:
    (one, bright), (other, dim) = embedding.embed(speech()), embedding.embed(speech() / 4)
    assert bright == pytest.approx(dim, abs=0.5)
    assert float(one @ other) > 0.99


def test_what_voices_share_is_another_vector_over_a_line(tmp_path: Path) -> None:
    means, vectors = np.eye(2, DIMENSIONS, dtype=np.float32), np.full((3, DIMENSIONS), 0.1, np.float32)
    np.save(tmp_path / "means.npy", means)
    embedding = VoiceEmbedding(tmp_path / "no model", tmp_path / "means.npy")
    wide = embedding.tell_apart(vectors, np.array([-10.0, -12.0, -60.0]))
    narrow = embedding.tell_apart(vectors, np.array([-40.0, -35.0, 0.0]))
    assert wide == pytest.approx(unit(vectors - means[0]))
    assert narrow == pytest.approx(unit(vectors - means[1]))


def test_a_file_with_one_row_serves_for_both(tmp_path: Path) -> None:
    np.save(tmp_path / "mean.npy", np.ones(DIMENSIONS, np.float32))
    embedding = VoiceEmbedding(tmp_path / "no model", tmp_path / "mean.npy")
    vectors = np.eye(2, DIMENSIONS, dtype=np.float32)
    assert embedding.tell_apart(vectors, np.full(2, -50.0)) == pytest.approx(unit(vectors - 1))


def test_where_nobody_speaks_there_is_nothing_to_tell_apart(embedding: VoiceEmbedding) -> None:
    assert embedding.tell_apart(np.empty((0, DIMENSIONS), np.float32), np.empty(0)).shape == (0, DIMENSIONS)
