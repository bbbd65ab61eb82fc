"""Sentence embeddings with the model that ships in the package."""

from __future__ import annotations

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
)


def shipped(pattern: str) -> Path:
    return next(MODELS.rglob(pattern))


@pytest.fixture(scope="module")
def embedder() -> MinilmEmbedder:
    return MinilmEmbedder(shipped("*minilm*.onnx"), shipped("*minilm*tokenizer*.json"))


def test_a_vector_has_384_dimensions(embedder: MinilmEmbedder) -> None:
    assert embedder.embed(SENTENCES).shape == (len(SENTENCES), DIMENSIONS)


def test_texts_are_near_when_they_mean_the_same(embedder: MinilmEmbedder) -> None:
    budget, money, dog = embedder.embed(SENTENCES)
    assert budget @ money > 0.6
    assert budget @ dog < 0.2


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
