from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.builders import WordEmbedder
from tests.library import ADDED_AT, local_library, processed

from lifestream.domain.passage import Filters
from lifestream.domain.person import Person
from lifestream.domain.search import Query
from lifestream.errors import ConfigurationError, InputError, NotFoundError
from lifestream.library.add import Processed, add
from lifestream.search.retrieve import retrieve

OTHER = (
    ("S1", "Hello, I'm Dora. Today the choir sings in the church by the river."),
    ("S2", "The organ is out of tune, and the tuner comes on Monday."),
    ("S1", "Then we decided to sing without it, and to bring candles."),
    ("S2", "Candles are in the cupboard behind the freezer."),
)


@pytest.fixture
def library(tmp_path):
    library = local_library(tmp_path)
    for id, lines, title, days in (("rec_1", None, "Planning", 0), ("rec_2", OTHER, "Choir", 7)):
        document, timeline = processed(id, *([lines] if lines else []), title=title)
        moment = ADDED_AT - timedelta(days=days)
        document = replace(document, recording=replace(document.recording, recorded_at=moment))
        add(library, Processed(document, timeline))
    return library


def no_model():
    raise ConfigurationError("The model is missing.", remedy="Fetch it.")


def search(library, text, today=date(2026, 11, 12), **wishes):
    return retrieve(Query(text, **wishes), library.sources(today))


def test_the_moment_is_found_and_says_why(library):
    results = search(library, "rollback plan")
    best = results.hits[0]
    assert best.passage.recording == "rec_1"
    assert best.words == ("rollback", "plan")
    assert set(best.modalities) >= {"claim", "speech"}
    assert results.mode == "hybrid"
    assert results.unembedded == 0


def test_what_was_said_and_claimed_of_one_moment_is_one_hit(library):
    moments = [hit.passage.segment for hit in search(library, "rollback plan", limit=50).hits]
    assert len(moments) == len(set(moments))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"rec_1", "rec_2"}),
        (Filters(recordings=("rec_2",)), {"rec_2"}),
        (Filters(first_day=date(2026, 11, 9)), {"rec_1"}),
        (Filters(people=("alice",)), {"rec_1", "rec_2"}),
        (Filters(people=("Zoe",)), set()),
        (Filters(kinds=("lecture",)), set()),
        (Filters(tags=("none",)), set()),
    ],
)
def test_filters_limit_what_is_found(library, filters, found):
    results = search(library, "freezer", filters=filters)
    assert {hit.passage.recording for hit in results.hits if "freezer" in hit.words} == found


def test_modalities_limit_what_is_found(library):
    hits = search(library, "launch November", filters=Filters(modalities=("claim",))).hits
    assert {p.modality for hit in hits for p in (hit.passage, *hit.others)} == {"claim"}


def test_a_day_in_the_query_is_a_filter_that_is_shown_and_can_be_taken_back(library):
    results = search(library, "freezer on 3 November")
    assert {hit.passage.recording for hit in results.hits} == {"rec_2"}
    assert [i.text for i in results.interpretations] == ["on 3 November"]
    literal = search(library, "freezer on 3 November", is_literal=True)
    assert {hit.passage.recording for hit in literal.hits} == {"rec_1", "rec_2"}
    assert literal.interpretations == ()


def test_a_day_of_which_nothing_was_recorded_is_looked_for_as_words(library):
    results = search(library, "launch on 8 November")
    assert results.hits[0].passage.recording == "rec_1"
    assert results.interpretations == ()
    assert "on 8 November" in results.notes[0]


def test_a_day_alone_asks_for_its_recordings(library):
    results = search(library, "on 3 November")
    assert [(hit.title, hit.day, hit.modalities) for hit in results.hits] == [("Choir", date(2026, 11, 3), ("title",))]


def test_a_query_that_means_nothing_here_finds_nothing(library):
    class Contrary(WordEmbedder):
        def embed(self, texts):
            return -super().embed(texts)

    assert search(replace(library, embedder=Contrary), "xyzzy").hits == ()
    assert search(replace(library, embedder=Contrary), "candles").hits


def test_a_hit_tells_recording_and_day(library):
    hit = search(library, "candles freezer").hits[0]
    assert (hit.title, hit.day) == ("Choir", date(2026, 11, 3))


def test_known_people_in_a_query_lift_what_they_say(library):
    library.people.put(Person("p1", "Alice", aliases=("Ally",)))
    hit = next(h for h in search(library, "what did Ally decide about the launch").hits if h.people)
    assert hit.people == ("Alice",)


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("Dr. Alice Moreno-Webb", "what did Alice Moreno Webb say of the launch", True),
        ("Dr. Alice Moreno-Webb", "what did Moreno say of the launch", False),
        ("Will Smith", "Will the launch move?", False),
        ("Will Smith", "will we launch in May", False),
        ("Will Smith", "what did Will say of the launch", True),
    ],
)
def test_a_name_is_one_where_it_is_meant_as_one(library, name, query, found):
    library.people.put(Person("p1", name, aliases=("Alice",)))
    people = {person for hit in search(library, query).hits for person in hit.people}
    assert bool(people) is found


def test_a_filter_for_a_person_takes_any_name_of_that_person(library):
    library.people.put(Person("p1", "Alice", aliases=("Ally",)))
    results = search(library, "launch", filters=Filters(people=("ally",)))
    assert {name for hit in results.hits for name in hit.passage.people} == {"Alice"}


def test_vectors_of_another_model_are_not_compared_and_the_reason_is_told(library):
    class Other(WordEmbedder):
        @property
        def fingerprint(self):
            return "another-64"

    results = search(replace(library, embedder=Other), "rollback")
    assert results.mode == "keyword"
    assert "another model" in results.why_keyword
    assert results.hits[0].words == ("rollback",)


def test_passages_without_a_vector_are_counted_and_found_by_their_words(library):
    document, timeline = processed("rec_3", (*OTHER[:3], ("S1", "The dice are in the drawer.")), title="Dice")
    add(replace(library, embedder=no_model), Processed(document, timeline))
    results = search(library, "dice drawer")
    assert results.mode == "hybrid"
    assert results.unembedded == len(library.index.passages("rec_3")) > 0
    assert results.hits[0].passage.recording == "rec_3"


def test_without_a_model_words_are_found_and_the_reason_is_told(library):
    results = search(replace(library, embedder=no_model), "rollback")
    assert results.mode == "keyword"
    assert "missing" in results.why_keyword
    assert results.hits[0].words == ("rollback",)


def test_the_beginning_of_a_word_is_found_where_no_word_is(library):
    assert search(library, "rollb").hits[0].passage.recording == "rec_1"
    assert search(library, "rollb*").hits[0].passage.recording == "rec_1"


@pytest.mark.parametrize(
    "text",
    [
        '"',
        'rollback" OR "x',
        "NEAR(a b)",
        "text: rollback",
        "a AND NOT b",
        "*",
        "(((",
        "🙂🙂",
        "مرحبا بالعالم",
        "\u202erollback",
        "--",
    ],
)
def test_nothing_in_a_query_is_an_operator(library, text):
    assert search(library, text).mode == "hybrid"


@pytest.mark.parametrize(
    ("text", "limit"), [("", 5), (" \n\t", 5), ("\u200b", 5), ("x" * 100_000, 5), ("plan", 0), ("plan", 1000)]
)
def test_what_cannot_be_meant_is_an_error_with_a_remedy(library, text, limit):
    with pytest.raises(InputError) as raised:
        search(library, text, limit=limit)
    assert raised.value.remedy


def test_a_recording_that_is_not_there_is_named(library):
    with pytest.raises(NotFoundError, match="rec_9"):
        search(library, "plan", filters=Filters(recordings=("rec_9",)))


def test_an_empty_library_finds_nothing(tmp_path):
    assert search(local_library(tmp_path), "plan").hits == ()
