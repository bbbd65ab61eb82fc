"""What words find where the library is too large to score every passage that holds one of them."""

import random

import pytest
from tests.library import entry, processed

from lifestream.adapters.local import sqlite_scope, sqlite_words
from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_index import SqliteIndex
from lifestream.adapters.local.sqlite_library_store import SqliteLibraryStore
from lifestream.domain.passage import Passage, Scope
from lifestream.domain.segment import Segment
from lifestream.ports.index import Term

RECORDINGS, EACH = 6, 50
COMMON, RARE = ("budget", "meeting", "harbour", "winter"), ("xylophone", "marmalade", "quartz", "zebra")


@pytest.fixture
def database(tmp_path):
    return Database(tmp_path / "library.db")


@pytest.fixture
def index(database, tmp_path):
    """Passages of which each common word is in a third, and each rare one in a few."""
    chance, store = random.Random(4), SqliteLibraryStore(database)
    index = SqliteIndex(database, tmp_path / "index")
    for number in range(RECORDINGS):
        id = f"rec_{number}"
        store.put(entry(id), *processed(id))
        index.replace(id, [passage(id, place, text(chance)) for place in range(EACH)], None)
    return index


def text(chance):
    words = [word for word in COMMON for _ in range(chance.randint(1, 3)) if chance.random() < 0.25]
    words += [word for word in RARE if chance.random() < 0.03]
    words += [f"filler{chance.randint(0, 500)}" for _ in range(chance.randint(3, 12))]
    chance.shuffle(words)
    return " ".join(words)


def passage(recording, place, words):
    return Passage(
        f"{recording}:{place}",
        recording,
        Segment(place, place + 1.0),
        "slide" if place % 5 == 0 else "speech",
        words,
        speakers=(f"S{place % 2}",),
        people=("Ada Weiß",) if place % 2 else (),
    )


def terms(*words):
    return [Term(word) for word in words]


def by_every_word(database, words):
    """BM25 as FTS5 gives it when every passage that holds any of the words is scored."""
    rows = database.read(
        "SELECT id, -bm25(words, 1.0, 0.3, 0.5, 0.0) AS score FROM words JOIN passages ON number = words.rowid "
        "WHERE words MATCH ?",
        (f"{{text context people}} : ({' OR '.join(words)})",),
    )
    return {row["id"]: row["score"] for row in rows}


def scores(found):
    return {f.passage.id: f.score for f in found}


def test_where_the_words_are_in_few_passages_all_of_them_are_scored(index, database):
    found = index.find_words(terms("budget", "winter", "zebra"), 1000, Scope())
    assert scores(found) == pytest.approx(by_every_word(database, ["budget", "winter", "zebra"]))


@pytest.mark.parametrize("most", [20, 60, 110])
def test_what_rare_words_choose_has_the_score_of_all_words(index, database, monkeypatch, most):
    monkeypatch.setattr(sqlite_words, "MOST", most)
    wanted = [*COMMON[:3], *RARE[:2]]
    found = index.find_words(terms(*wanted), 20, Scope())
    every = by_every_word(database, wanted)
    rare = {id: score for id, score in every.items() if id in by_every_word(database, RARE[:2])}
    best = sorted(rare.values(), reverse=True)[:10]
    assert [f.score for f in found if f.passage.id in rare][: len(best)] == pytest.approx(best)


def test_where_rare_words_find_too_few_what_holds_all_frequent_ones_comes_next(index, monkeypatch):
    monkeypatch.setattr(sqlite_words, "MOST", 30)
    found = [f.passage.text.split() for f in index.find_words(terms("zebra", *COMMON[:3]), 30, Scope())]
    assert len(found) == 30
    others = [set(COMMON[:3]) & set(words) for words in found if "zebra" not in words]
    assert len(others[0]) == 3


def test_of_one_frequent_word_the_newest_passages_are_ranked(index, database, monkeypatch):
    monkeypatch.setattr(sqlite_words, "MOST", 30)
    found = scores(index.find_words(terms("budget"), 30, Scope()))
    every = by_every_word(database, ["budget"])
    newest = [row["id"] for row in database.read("SELECT id FROM passages ORDER BY number DESC") if row["id"] in every]
    assert found == pytest.approx({id: every[id] for id in newest[:30]})


def test_a_frequent_word_is_searched_through_where_the_scope_is_small(index, database, monkeypatch):
    monkeypatch.setattr(sqlite_words, "MOST", 30)
    found = index.find_words(terms("budget"), 100, Scope(frozenset({"rec_0"})))
    every = by_every_word(database, ["budget"])
    assert scores(found) == pytest.approx({id: score for id, score in every.items() if id.startswith("rec_0")})


@pytest.mark.parametrize(
    "scope",
    [
        Scope(frozenset({"rec_1", "rec_4"})),
        Scope(frozenset({"rec_1"}), ("ada weiss",)),
        Scope(frozenset({"rec_2", "rec_3"}), ("S0", "Nobody"), ("slide", "title")),
        Scope(modalities=("slide",)),
    ],
)
def test_long_lists_of_recordings_limit_as_short_ones_do(index, monkeypatch, scope):
    wanted = terms(*COMMON, *RARE)
    short = index.find_words(wanted, 1000, scope)
    monkeypatch.setattr(sqlite_scope, "FEW", 0)
    assert scores(index.find_words(wanted, 1000, scope)) == pytest.approx(scores(short))
    for found in short:
        assert scope.recordings is None or found.passage.recording in scope.recordings
        assert not scope.modalities or found.passage.modality in scope.modalities
    assert short


def test_no_word_finds_a_mark(index, database):
    marks = database.read("SELECT marks FROM passages LIMIT 1")[0]["marks"].split()
    for mark in marks:
        assert index.find_words([Term(mark), Term(mark[:3], is_prefix=True)], 10, Scope()) == ()


def test_no_word_of_what_was_erased_is_left_in_any_file(index, database, tmp_path):
    index.replace("rec_0", [passage("rec_0", 0, "The password is bergamotte.")], None)
    assert b"bergamott" in (tmp_path / "library.db-wal").read_bytes()
    for number in range(1, 4):
        index.replace(f"rec_{number}", [passage(f"rec_{number}", 0, "Nothing.")], None)
    index.remove("rec_0")
    index.purge()
    assert not any(b"bergamott" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert database.read("SELECT count(DISTINCT segid) FROM words_idx")[0][0] == 1
