"""What every embedder does; the ones that tests use in its place do the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tests.builders import WordEmbedder
from tests.fakes import LetterEmbedder

from lifestream.adapters.language.minilm_embedder import MinilmEmbedder
from lifestream.adapters.local.model_files import ModelFiles
from lifestream.ports.embedder import Embedder

SENTENCES = (
    "The budget is forty thousand euros.",
    "We can spend 40,000 euros.",
    "The dog sleeps in the garden.",
    "",
    "Größe: 5 µm — 東京 🚀",
)


def minilm(folder: Path) -> Embedder:
    models = ModelFiles(None, folder)
    return MinilmEmbedder(models.path("all-minilm-l6-v2"), models.path("all-minilm-l6-v2-tokenizer"))


@pytest.fixture(scope="module", params=[minilm, lambda _: WordEmbedder(), lambda _: LetterEmbedder()])
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    made: Embedder = request.param(tmp_path_factory.mktemp("models"))
    return made


def test_every_text_has_a_row_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed(SENTENCES)
    assert (vectors.shape[0], vectors.ndim, vectors.dtype) == (len(SENTENCES), 2, np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_no_text_is_no_row_of_the_same_width(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.embed(["one"]).shape[1])


def test_rows_come_in_the_order_of_the_texts_and_do_not_depend_on_company_or_thread(embedder: Embedder) -> None:
    together = embedder.embed(SENTENCES)
    with ThreadPoolExecutor(4) as pool:
        alone = np.vstack(list(pool.map(lambda text: embedder.embed([text]), SENTENCES * 4)))
    assert np.array_equal(alone, np.vstack([together] * 4))


def test_a_text_is_nearest_to_itself_and_nearer_to_its_like_than_to_another(embedder: Embedder) -> None:
    text, like, other = embedder.embed(["The dog sleeps.", "The dogs sleep.", "We approve 40,000 euros."])
    assert text @ text >= text @ like > text @ other


def test_a_long_text_is_cut_and_no_error(embedder: Embedder) -> None:
    assert np.isfinite(embedder.embed(["word " * 5000])).all()


def test_the_fingerprint_stays(embedder: Embedder) -> None:
    assert embedder.fingerprint
    assert embedder.fingerprint == embedder.fingerprint
