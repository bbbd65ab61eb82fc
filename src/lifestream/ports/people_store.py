"""The need: to know people, and the voices they let us remember."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol

from lifestream.domain.person import Enrolment, Person


class PeopleStore(Protocol):
    """Keeps people and the ledger of their voices."""

    @abstractmethod
    def put(self, person: Person) -> None:
        """Keep a person, replacing the one of that id."""

    @abstractmethod
    def person(self, person: str) -> Person:
        """One person.

        Raises:
            NotFoundError: there is nobody of that id.
        """

    @abstractmethod
    def people(self) -> tuple[Person, ...]:
        """Everybody, by name."""

    @abstractmethod
    def delete(self, person: str) -> int:
        """Forget a person and every voiceprint; returns how many voiceprints were deleted."""

    @abstractmethod
    def enrol(self, enrolment: Enrolment) -> None:
        """Keep a voiceprint, replacing that of the same speaker of the same recording.

        Raises:
            NotFoundError: nobody is known of whom it is.
        """

    @abstractmethod
    def unenrol(self, recording: str, speaker: str | None = None) -> int:
        """Forget the voiceprints of one speaker, or of all of a recording; returns how many there were."""

    @abstractmethod
    def enrolments(self, person: str | None = None, recording: str | None = None) -> tuple[Enrolment, ...]:
        """The voiceprints of one person, of one recording, or all, in the order in which they were kept."""
