import numpy as np
import pytest
from benchmarks.library import ours, suite
from benchmarks.library.corpus import LONGEST, SHORTEST, Corpus, vectors
from benchmarks.library.figures import OURS, Answered, LibraryFigures
from benchmarks.library.race import race
from benchmarks.library.rows import library_rows


def test_the_same_passages_are_made_each_time_and_as_many_as_are_wanted():
    corpus = Corpus(250)
    made = [passage for recording in corpus.all() for passage in recording]
    assert made == [passage for recording in Corpus(250).all() for passage in recording]
    assert len({passage.id for passage in made}) == 250
    assert corpus.recordings == 3
    assert all(SHORTEST <= len(passage.text.split()) <= LONGEST for passage in made)


def test_words_are_as_unevenly_frequent_as_those_of_a_language():
    words = [word for recording in Corpus(1_000).all() for p in recording for word in p.text.lower().split()]
    counts = sorted((words.count(word) for word in set(words[:300])), reverse=True)
    assert counts[0] > 20 * counts[len(counts) // 2]


def test_each_query_is_made_of_words_of_one_passage():
    corpus = Corpus(100)
    texts = [set(passage.text.rstrip(".").split()) for passage in corpus.recording(0)]
    for query in corpus.queries(20):
        assert any(set(query.split()) <= text for text in texts)


def test_made_vectors_are_of_unit_length_and_unlike_each_other():
    made = vectors(np.eye(16, dtype=np.float32), 50, 1)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (made @ made.T)[~np.eye(50, dtype=bool)].max() < 0.999


def test_who_finds_half_of_what_is_right_has_a_recall_of_a_half():
    def all_right(number):
        return [number, number + 1]

    exact, half = race("words", {"exact": all_right, "half": lambda n: [n, -1]}, 9, all_right)
    assert (exact.recall, half.recall) == (1.0, 0.5)
    assert 0 <= exact.median <= exact.late


def test_only_the_product_is_held_against_a_bar():
    answers = (Answered("words", OURS, 4.0, 20.0, 9.0), Answered("words", "other", 8.0, 90.0, 80.0))
    own, other, *_ = library_rows([LibraryFigures(100_000, answers, {}, {}, ())])
    assert own.is_met is False
    assert other.is_met is None
    assert "2.0 × as long" in other.worst


def test_a_small_library_is_measured_from_filling_to_cold_start(tmp_path, monkeypatch):
    monkeypatch.setattr(suite, "MOST_BESIDE", 0)  # others are installed for `make bench` alone
    monkeypatch.setattr(suite, "QUERIES", 6)
    monkeypatch.setattr(ours, "RECORDINGS", 1)
    monkeypatch.setattr(ours, "STARTS", 1)
    figures = suite.measure_library(tmp_path / "library", 120, lambda what: None)
    assert figures.passages == 120
    assert {a.way for a in figures.answers} >= {"words", "vectors", "whole search"}
    assert all(a.recall in (None, 1.0) for a in figures.answers)  # nothing is approximate, and little is left out
    assert figures.sizes["LifeStream"] > figures.sizes["LifeStream, of which the matrix"] > 0
    assert len(figures.cold) == 1
    assert not (tmp_path / "library").exists()
