"""People and their voices in dictionaries, for tests."""

from __future__ import annotations

from collections.abc import Callable

from lifestream.domain.person import Enrolment, Person
from lifestream.errors import NotFoundError
from lifestream.ports.people_store import PeopleStore


class MemoryPeopleStore(PeopleStore):
    """Keeps people until the process ends."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._enrolments: dict[tuple[str, str], Enrolment] = {}

    def put(self, person: Person) -> None:
        self._people[person.id] = person

    def person(self, person: str) -> Person:
        if person not in self._people:
            raise NotFoundError(f"There is nobody with the id {person}.")
        return self._people[person]

    def people(self) -> tuple[Person, ...]:
        return tuple(sorted(self._people.values(), key=lambda person: (person.name.lower(), person.id)))

    def delete(self, person: str) -> int:
        self._people.pop(person, None)
        return self._keep(lambda enrolment: enrolment.person != person)

    def enrol(self, enrolment: Enrolment) -> None:
        self.person(enrolment.person)
        self._enrolments[enrolment.recording, enrolment.speaker] = enrolment

    def unenrol(self, recording: str, speaker: str | None = None) -> int:
        return self._keep(lambda e: e.recording != recording or (speaker is not None and e.speaker != speaker))

    def enrolments(self, person: str | None = None, recording: str | None = None) -> tuple[Enrolment, ...]:
        return tuple(
            enrolment
            for enrolment in self._enrolments.values()
            if person in (None, enrolment.person) and recording in (None, enrolment.recording)
        )

    def _keep(self, stays: Callable[[Enrolment], bool]) -> int:
        """Forget every voiceprint that does not stay; returns how many."""
        before = len(self._enrolments)
        self._enrolments = {key: enrolment for key, enrolment in self._enrolments.items() if stays(enrolment)}
        return before - len(self._enrolments)
