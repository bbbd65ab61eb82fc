"""Sentence embeddings with the model that ships in the package."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import lifestream
from lifestream.adapters.language.minilm_embedder import DIMENSIONS, MAX_TOKENS, MinilmEmbedder
from lifestream.errors import ConfigurationError

MODELS = Path(lifestream.__file__).parent / "models"
SENTENCES = (
    "The budget is forty thousand euros.",
    "We can spend 40,000 euros.",
    "The dog sleeps in the garden.",
    "",
    "Größe: 5 µm — 東京 🚀",
)


def shipped(pattern: str) -> Path:
    return next(MODELS.rglob(pattern))


@pytest.fixture(scope="module")
def embedder() -> MinilmEmbedder:
    return MinilmEmbedder(shipped("*minilm*.onnx"), shipped("*minilm*tokenizer*.json"))


def test_every_text_has_a_vector_of_unit_length(embedder: MinilmEmbedder) -> None:
    vectors = embedder.embed(SENTENCES)
    assert (vectors.shape, vectors.dtype) == ((len(SENTENCES), DIMENSIONS), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_no_text_is_no_row(embedder: MinilmEmbedder) -> None:
    assert embedder.embed([]).shape == (0, DIMENSIONS)


def test_texts_are_near_when_they_mean_the_same(embedder: MinilmEmbedder) -> None:
    budget, money, dog = embedder.embed(SENTENCES[:3])
    assert budget @ money > 0.6
    assert budget @ dog < 0.2


def test_a_vector_does_not_depend_on_company_or_thread(embedder: MinilmEmbedder) -> None:
    together = embedder.embed(SENTENCES)
    fresh = MinilmEmbedder(shipped("*minilm*.onnx"), shipped("*minilm*tokenizer*.json"))
    with ThreadPoolExecutor(4) as pool:
        alone = np.vstack(list(pool.map(lambda text: fresh.embed([text]), SENTENCES * 4)))
    assert np.array_equal(alone, np.vstack([together] * 4))


def test_what_is_beyond_the_limit_is_not_read(embedder: MinilmEmbedder) -> None:
    long, longer = embedder.embed(["word " * MAX_TOKENS, "word " * MAX_TOKENS + "and a secret"])
    assert np.array_equal(long, longer)


def test_the_fingerprint_stays_while_the_model_stays(embedder: MinilmEmbedder) -> None:
    again = MinilmEmbedder(shipped("*minilm*.onnx"), shipped("*minilm*tokenizer*.json"))
    assert again.fingerprint == embedder.fingerprint


@pytest.mark.parametrize("broken", ["model", "tokenizer"])
@pytest.mark.parametrize("content", [None, b"", b"not a model", b"{}"])
def test_a_file_that_is_missing_or_broken_is_named_with_its_remedy(
    tmp_path: Path, broken: str, content: bytes | None
) -> None:
    bad = tmp_path / "broken.bin"
    if content is not None:
        bad.write_bytes(content)
    files = {"model": shipped("*minilm*.onnx"), "tokenizer": shipped("*minilm*tokenizer*.json"), broken: bad}
    with pytest.raises(ConfigurationError, match=r"broken\.bin") as raised:
        MinilmEmbedder(**files)
    assert "models fetch" in raised.value.remedy
