"""The ledger of voices: it follows the names that users give, whatever changed them."""

from __future__ import annotations

from collections.abc import Iterable

from lifestream.domain.person import Enrolment, Person
from lifestream.library.library import Library
from lifestream.library.overlay import View
from lifestream.library.voices import DEFAULT


def names_of(person: Person) -> frozenset[str]:
    """All names of a person, folded for comparison."""
    return frozenset(map(fold, (person.name, *person.aliases)))


def fold(name: str | None) -> str:
    """A name as names are compared: case and spaces do not matter."""
    return " ".join((name or "").split()).casefold()


def by_name(people: Iterable[Person]) -> dict[str, Person]:
    """People by each of their folded names."""
    return {name: person for person in people for name in names_of(person)}


def follow(library: Library, recording: str, seen: View) -> None:
    """Bring the ledger of a recording in line with its names as edited.

    Only a voice that the user named is enrolled, and only where the person's voice is remembered: one that was
    recognised, or that somebody seemed to call by a name, would teach a profile its own mistakes. A name that is
    taken back, undone, or given to another voice takes its voiceprint with it.
    """
    remembered = by_name(person for person in library.people.people() if person.remembers_voice)
    before = {enrolment.speaker: enrolment for enrolment in library.people.enrolments(recording=recording)}
    if not remembered and not before:
        return
    wanted: dict[str, Enrolment] = {}
    for speaker in seen.timeline.transcript.speakers:
        voice, person = speaker.voiceprint, remembered.get(fold(speaker.name))
        if person and voice and speaker.name_source == "user" and DEFAULT.is_usable(voice):
            at = library.clock.now()
            wanted[speaker.id] = Enrolment(person.id, recording, speaker.id, voice.mean, voice.seconds, at)
    for speaker_id, old in before.items():
        new = wanted.get(speaker_id)
        if new is None:
            library.people.unenrol(recording, speaker_id)
        elif (new.person, new.mean, new.seconds) == (old.person, old.mean, old.seconds):
            del wanted[speaker_id]
    for enrolment in wanted.values():
        library.people.enrol(enrolment)
