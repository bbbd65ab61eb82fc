"""Whose a commitment is: names made comparable across recordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lifestream.domain.person import Person
from lifestream.domain.speaker import Speaker
from lifestream.verify.names import TITLES


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody, or nobody known.

    ``parts`` are the parts of a name, folded; an unnamed voice has the recording and its id as its only part, so that
    it is never taken for a voice of another recording.
    """

    label: str | None = None
    parts: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether anybody was said."""
        return bool(self.parts)

    def fits(self, other: Owner) -> bool:
        """Whether both are surely one: the same name, or one that is a part of the other."""
        return self.is_known and other.is_known and (self.parts <= other.parts or other.parts <= self.parts)


NOBODY = Owner()


@dataclass(frozen=True)
class Names:
    """The names of those who are known: aliases, and full names for parts that only one person has."""

    people: tuple[Person, ...] = ()
    _aliases: dict[frozenset[str], str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for person in self.people:
            for name in (person.name, *person.aliases):
                self._aliases[name_key(name)] = person.name

    def named(self, name: str, speakers: Iterable[Speaker] = ()) -> Owner:
        """The person of a name; of one who speaks in the same recording, in full."""
        parts = name_key(name)
        own = [s.name for s in speakers if s.name and parts and parts <= name_key(s.name)]
        full = own[0] if len(set(own)) == 1 else self._aliases.get(parts, name)
        return Owner(full, name_key(self._aliases.get(name_key(full), full)))

    def voice(self, speaker: Speaker, recording: str) -> Owner:
        """The person who speaks; an unnamed one is known in that recording only."""
        if speaker.name:
            return self.named(speaker.name)
        return Owner(speaker.id, frozenset({f"{recording}/{speaker.id}"}))


def name_key(name: str) -> frozenset[str]:
    """The parts of a name, folded, without titles.

    >>> sorted(name_key("Dr. Nadia Rahman"))
    ['nadia', 'rahman']
    """
    parts = frozenset(part.strip(".,") for part in name.casefold().split())
    return (parts - TITLES) - {""} or parts
