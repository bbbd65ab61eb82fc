"""People and their voices in the library's database."""

from __future__ import annotations

from lifestream import codec
from lifestream.adapters.local.database import Database
from lifestream.domain.person import Enrolment, Person
from lifestream.errors import NotFoundError
from lifestream.ports.people_store import PeopleStore


class SqlitePeopleStore(PeopleStore):
    """Keeps people, and one voiceprint for each speaker that was given to one of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: Person) -> None:
        self._database.write(
            "INSERT INTO people VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, person = excluded.person",
            (person.id, person.name, codec.dump(person).decode()),
        )

    def person(self, person: str) -> Person:
        rows = self._database.read("SELECT person FROM people WHERE id = ?", (person,))
        if not rows:
            raise NotFoundError(f"There is nobody with the id {person}.", remedy="'lifestream people' shows them all.")
        return codec.load(Person, rows[0][0])

    def people(self) -> tuple[Person, ...]:
        rows = self._database.read("SELECT person FROM people ORDER BY name COLLATE NOCASE, id")
        return tuple(codec.load(Person, row[0]) for row in rows)

    def delete(self, person: str) -> int:
        with self._database.transaction():
            count = self._database.write("DELETE FROM enrolments WHERE person = ?", (person,))
            self._database.write("DELETE FROM people WHERE id = ?", (person,))
        return count

    def enrol(self, enrolment: Enrolment) -> None:
        self.person(enrolment.person)
        self._database.write(
            "INSERT INTO enrolments (person, recording, speaker, enrolment) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (recording, speaker) DO UPDATE "
            "SET person = excluded.person, enrolment = excluded.enrolment",
            (enrolment.person, enrolment.recording, enrolment.speaker, codec.dump(enrolment).decode()),
        )

    def unenrol(self, recording: str, speaker: str | None = None) -> int:
        return self._database.write(
            "DELETE FROM enrolments WHERE recording = ?1 AND speaker = coalesce(?2, speaker)", (recording, speaker)
        )

    def enrolments(self, person: str | None = None, recording: str | None = None) -> tuple[Enrolment, ...]:
        rows = self._database.read(
            "SELECT enrolment FROM enrolments "
            "WHERE person = coalesce(?1, person) AND recording = coalesce(?2, recording) ORDER BY number",
            (person, recording),
        )
        return tuple(codec.load(Enrolment, row[0]) for row in rows)
