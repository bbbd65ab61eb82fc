from dataclasses import replace

import pytest
from tests.library import ADDED_AT, entry, processed

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.sqlite_library_store import SqliteLibraryStore
from lifestream.adapters.local.sqlite_people_store import SqlitePeopleStore
from lifestream.adapters.memory.people_store import MemoryPeopleStore
from lifestream.domain.person import Enrolment, Person
from lifestream.errors import NotFoundError

ALICE = Person("p1", "Alice Moreno", "product manager", ("Alice",), remembers_voice=True)
BEN = Person("p2", "ben carter")


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    if request.param == "memory":
        return MemoryPeopleStore()
    database = Database(tmp_path / "library.db")
    for id in ("rec_1", "rec_2"):
        SqliteLibraryStore(database).put(entry(id), *processed(id))
    return SqlitePeopleStore(database)


def enrolment(person="p1", recording="rec_1", speaker="S1", mean=(0.6, -0.8)):
    return Enrolment(person, recording, speaker, mean, 12.5, ADDED_AT)


@pytest.fixture
def filled(store):
    store.put(BEN)
    store.put(ALICE)
    store.enrol(enrolment())
    store.enrol(enrolment("p2", "rec_1", "S2"))
    store.enrol(enrolment("p1", "rec_2", "S1"))
    return store


def test_people_come_back_as_they_were_put_by_name(filled):
    assert filled.people() == (ALICE, BEN)
    assert filled.person("p1") == ALICE


def test_putting_again_replaces_and_keeps_the_ledger(filled):
    filled.put(replace(ALICE, name="Zoe Moreno"))
    assert [person.name for person in filled.people()] == ["ben carter", "Zoe Moreno"]
    assert len(filled.enrolments("p1")) == 2


def test_an_unknown_person_is_named(store):
    with pytest.raises(NotFoundError, match="p9"):
        store.person("p9")


def test_the_ledger_is_read_by_person_and_by_recording_in_the_order_in_which_it_was_kept(filled):
    assert filled.enrolments("p1") == (enrolment(), enrolment(recording="rec_2"))
    assert filled.enrolments(recording="rec_1") == (enrolment(), enrolment("p2", speaker="S2"))
    assert filled.enrolments("p2", "rec_2") == ()
    assert len(filled.enrolments()) == 3


def test_a_speaker_has_one_voiceprint_and_the_newest_counts(filled):
    filled.enrol(enrolment("p2", mean=(1.0, 0.0)))
    assert filled.enrolments(recording="rec_1") == (enrolment("p2", mean=(1.0, 0.0)), enrolment("p2", speaker="S2"))


def test_voiceprints_are_taken_back_by_speaker_or_by_recording(filled):
    assert filled.unenrol("rec_1", "S2") == 1
    assert filled.unenrol("rec_1", "S2") == 0
    assert filled.unenrol("rec_1") == 1
    assert filled.enrolments() == (enrolment(recording="rec_2"),)


def test_a_person_is_forgotten_with_every_voiceprint_and_may_be_forgotten_again(filled):
    assert filled.delete("p1") == 2
    assert filled.delete("p1") == 0
    assert filled.people() == (BEN,)
    assert filled.enrolments() == (enrolment("p2", speaker="S2"),)


def test_numbers_come_back_exactly(filled):
    mean = tuple(round(0.001 * n - 0.07, 5) for n in range(192))
    filled.enrol(enrolment(mean=mean))
    assert filled.enrolments(recording="rec_1")[0].mean == mean


def test_nothing_is_enrolled_of_somebody_who_is_not_known(store):
    with pytest.raises(NotFoundError, match="p9"):
        store.enrol(enrolment("p9"))
