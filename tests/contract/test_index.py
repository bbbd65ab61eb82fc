import numpy as np
import pytest
from tests.builders import WordEmbedder
from tests.library import entry, processed

from lifestream.adapters.local import sqlite_scope, sqlite_words
from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_index import SqliteIndex
from lifestream.adapters.local.sqlite_library_store import SqliteLibraryStore
from lifestream.adapters.memory.index import MemoryIndex
from lifestream.domain.passage import Passage, Scope
from lifestream.domain.segment import Segment
from lifestream.ports.index import Embedded, Term

EMBEDDER = WordEmbedder()
TEXTS = (
    "The rollback plan is shared by Thursday.",
    "We plan the launches of the harbour project.",
    "The freezer in the clinic has to be replaced.",
    "Slide: Budget 18,500 EUR",
)


@pytest.fixture(params=["memory", "sqlite", "sqlite, large"])
def index(request, tmp_path, monkeypatch):
    if request.param == "memory":
        return MemoryIndex()
    if request.param == "sqlite, large":
        monkeypatch.setattr(sqlite_words, "MOST", 4)  # frequent words do not choose from the first passages on
        monkeypatch.setattr(sqlite_scope, "FEW", 0)  # nor are recordings looked for as words
    database = Database(tmp_path / "library.db")
    store = SqliteLibraryStore(database)
    for id in ("rec_1", "rec_2"):
        store.put(entry(id), *processed(id))
    return SqliteIndex(database, tmp_path / "index")


def passages(recording="rec_1", texts=TEXTS):
    return [
        Passage(
            f"{recording}:{n}",
            recording,
            Segment(30 * n, 30 * n + 30),
            "slide" if text.startswith("Slide") else "speech",
            text,
            "Planning",
            ("S1",) if n % 2 else ("S2",),
            ("Alice Moreno",) if n % 2 else (),
            (f"u{n}",),
        )
        for n, text in enumerate(texts)
    ]


def embedded(texts, embedder="words-64"):
    return Embedded(embedder, EMBEDDER.embed(texts))


def put(index, recording="rec_1", texts=TEXTS, *, vectors=True):
    index.replace(recording, passages(recording, texts), embedded(texts) if vectors else None)


def words(index, *texts, scope=Scope(), limit=10):  # noqa: B008 (frozen)
    return [f.passage.text for f in index.find_words([Term(text) for text in texts], limit, scope)]


def near(index, text, scope=Scope(), limit=10):  # noqa: B008 (frozen)
    return [f.passage.text for f in index.find_near(EMBEDDER.embed([text])[0], limit, scope)]


def test_what_was_put_comes_back_in_its_order(index):
    put(index)
    assert index.passages("rec_1") == tuple(passages())
    assert index.passages("rec_2") == ()


def test_words_are_found_in_any_form_and_rare_ones_count_more(index):
    put(index)
    assert words(index, "freezers") == [TEXTS[2]]
    assert words(index, "launch") == [TEXTS[1]]
    assert words(index, "rollback", "plan")[0] == TEXTS[0]
    assert words(index, "nothing") == []
    assert words(index) == []


def test_the_heading_and_the_speakers_are_searched_too(index):
    put(index)
    assert len(words(index, "planning")) >= 3
    assert set(words(index, "Moreno")) == {TEXTS[1], TEXTS[3]}


def test_words_in_a_row_and_beginnings_of_words_are_found(index):
    put(index)
    assert words(index, "18,500") == [TEXTS[3]]
    assert words(index, "500,18") == []
    assert [f.passage.text for f in index.find_words([Term("freez", is_prefix=True)], 5, Scope())] == [TEXTS[2]]


def test_scores_fall_and_the_limit_holds(index):
    put(index)
    found = index.find_words([Term("plan"), Term("rollback"), Term("freezer")], 2, Scope())
    assert len(found) == 2
    assert found[0].score >= found[1].score > 0


def test_the_nearest_vectors_come_first(index):
    put(index)
    assert near(index, "a freezer in a clinic")[0] == TEXTS[2]
    assert len(near(index, "a freezer", limit=2)) == 2
    found = index.find_near(EMBEDDER.embed([TEXTS[0]])[0], 1, Scope())
    assert found[0].score == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(frozenset({"rec_1"})), {"rec_1"}),
        (Scope(frozenset()), set()),
        (Scope(frozenset({"rec_9"})), set()),
        (Scope(modalities=("claim",)), set()),
        (Scope(people=("S2",)), {"rec_1", "rec_2"}),
        (Scope(people=("alice moreno",)), set()),
        (Scope(people=("S",)), set()),
    ],
)
def test_a_scope_limits_both_ways_of_finding(index, scope, found):
    put(index)
    put(index, "rec_2")
    both = [
        index.find_words([Term("freezer")], 9, scope),
        [f for f in index.find_near(EMBEDDER.embed([TEXTS[2]])[0], 99, scope) if f.passage.text == TEXTS[2]],
    ]
    assert [{f.passage.recording for f in hits} for hits in both] == [found, found]


def test_one_recording_among_many_gives_all_the_hits_that_are_wanted(index):
    put(index, "rec_1", tuple(f"Number {n} is about the plan." for n in range(200)))
    put(index, "rec_2")
    scope = Scope(frozenset({"rec_2"}))
    assert set(near(index, "Number 7 is about the plan.", scope, 4)) == set(TEXTS)
    assert set(words(index, "plan", "rollback", scope=scope, limit=4)) >= {TEXTS[0]}


def test_replacing_leaves_nothing_of_before(index):
    put(index)
    put(index, texts=("Only this.",))
    assert words(index, "freezer") == []
    assert near(index, "freezer clinic") == ["Only this."]
    assert index.state().passages == 1


def test_removing_forgets_and_may_be_repeated(index):
    put(index)
    put(index, "rec_2")
    near(index, "plan")
    index.remove("rec_1")
    index.remove("rec_1")
    assert {f.passage.recording for f in index.find_words([Term("freezer")], 9, Scope())} == {"rec_2"}
    assert len(near(index, "plan", limit=99)) == 4
    index.purge()
    assert len(near(index, "plan", limit=99)) == 4
    assert index.state().passages == 4


def test_passages_without_vectors_are_counted_and_found_by_their_words(index):
    put(index)
    put(index, "rec_2", vectors=False)
    state = index.state()
    assert (state.passages, state.unembedded, state.embedder) == (8, 4, "words-64")
    assert len(words(index, "freezer")) == 2
    assert set(index.vectors("rec_1")) == {p.id for p in passages()}
    assert index.vectors("rec_2") == {}


def test_vectors_come_back_by_passage(index):
    put(index)
    assert np.allclose(index.vectors("rec_1")["rec_1:2"], EMBEDDER.embed([TEXTS[2]])[0])


def test_vectors_of_another_embedder_are_forgotten_and_never_compared(index):
    put(index)
    near(index, "plan")
    index.replace("rec_2", passages("rec_2"), embedded(TEXTS, "another"))
    state = index.state()
    assert (state.unembedded, state.embedder) == (4, "another")
    assert {f.passage.recording for f in index.find_near(EMBEDDER.embed(["plan"])[0], 99, Scope())} == {"rec_2"}


def test_an_empty_index_finds_nothing(index):
    assert words(index, "plan") == []
    assert near(index, "plan") == []
    assert index.state().passages == 0


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '""',
        'a" OR "b',
        "NEAR(a b)",
        "text:plan",
        "NOT",
        "*",
        "(",
        "\0",
        "plan\0",
        "🙂",
        "مرحبا",
        "\u202e",
        "-",
        "x" * 100_000,
        "plan " * 20_000,
        "\ud800",
        "²",
        "{text} : plan",
        "marks : 1",
    ],
)
def test_no_text_is_an_operator_or_an_error(index, text):
    put(index)
    for is_prefix in (False, True):
        assert len(index.find_words([Term(text, is_prefix)], 5, Scope())) <= 5
