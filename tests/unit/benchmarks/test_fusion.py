import json

import pytest
from benchmarks.fusion.__main__ import rank, table
from benchmarks.fusion.sought import QUERIES, Place, Sought, queries_of
from benchmarks.fusion.ways import ways
from benchmarks.items import load_set

from lifestream.domain.passage import Passage
from lifestream.domain.segment import Segment
from lifestream.ports.index import Found


def passage(number, start=0.0, modality="speech"):
    return Passage(f"rec_1:{number}", "rec_1", Segment(start, start + 20), modality, f"text {number}")


WORDS = [Found(passage(1), 9.0), Found(passage(2), 4.0), Found(passage(3), 1.0)]
MEANING = [Found(passage(2), 0.7), Found(passage(4), 0.5), Found(passage(1), 0.2)]
HELD = {"rec_1:1": 0.5, "rec_1:2": 1.0, "rec_1:3": 0.5, "rec_1:4": 0.0}


@pytest.mark.parametrize("name", ways())
def test_every_way_orders_what_was_found(name):
    found = [p.id for p in ways()[name](WORDS, MEANING, HELD)]
    assert len(found) == len(set(found))
    assert set(found) <= {f"rec_1:{n}" for n in (1, 2, 3, 4)}
    assert set(ways()[name]([], [], {})) == set()
    assert len(ways()[name](WORDS[:1], MEANING[:1], HELD)) > 0


def test_reciprocal_ranks_are_those_of_the_paper():
    found = ways()["reciprocal ranks, k = 60"](WORDS, MEANING, HELD)
    # 1/62 + 1/61, 1/61 + 1/63, 1/62, 1/63
    assert [p.id for p in found] == ["rec_1:2", "rec_1:1", "rec_1:4", "rec_1:3"]


def test_alone_each_way_keeps_its_order():
    assert [p.id for p in ways()["words alone (BM25)"](WORDS, MEANING, HELD)] == ["rec_1:1", "rec_1:2", "rec_1:3"]
    assert [p.id for p in ways()["meaning alone (cosine)"](WORDS, MEANING, HELD)] == ["rec_1:2", "rec_1:4", "rec_1:1"]


def test_a_slide_is_sought_among_slides():
    places = [Place("meeting", Segment(0, 20), is_shown=True)]
    assert rank([passage(1), passage(2, modality="slide")], places, {"meeting": "rec_1"}) == 2
    assert rank([passage(1), passage(2, 100, "slide")], places, {"meeting": "rec_1"}) is None


def test_every_kind_of_query_has_a_place_in_our_own_set_and_both_halves_have_some():
    queries = queries_of(load_set())
    assert all(sought.text and sought.places for sought in queries)
    for kind in ("question", "retold", "words", "slide"):
        halves = [sought.is_chosen for sought in queries if sought.kind == kind]
        assert min(halves.count(True), halves.count(False)) >= 10, kind


def test_queries_that_retell_do_not_repeat_one_another():
    rows = json.loads(QUERIES.read_text(encoding="utf-8"))["queries"]
    assert len({row["query"] for row in rows}) == len({row["said"] for row in rows}) == len(rows)


def test_the_table_puts_the_best_on_the_chosen_half_first_and_tells_the_other():
    queries = [Sought(kind, "x", number, ()) for kind in ("question", "retold", "words", "slide") for number in (0, 1)]
    good = {q: 1 if q.is_chosen else 2 for q in queries}
    lines = table({"bad": dict.fromkeys(queries), "good": good}).splitlines()
    assert lines[4].startswith("| good | 1.000 | 0.500 | 100.0 % |")
    assert lines[5].startswith("| bad | 0.000 | 0.000 | 0.0 % |")
