"""People: named by the user, told apart by their names, called otherwise, and made one of two."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lifestream.domain.entry import Entry
from lifestream.domain.person import Person
from lifestream.domain.speaker import Speaker
from lifestream.errors import InputError, NotFoundError
from lifestream.library.anchors import find_speaker
from lifestream.library.edit import LONGEST_NAME, Editor, one_line
from lifestream.library.enrol import fold, follow, names_of
from lifestream.library.library import Library
from lifestream.library.recognise import recognise_all
from lifestream.library.view import view

MOST_ALIASES = 20
"""How many other names somebody may have."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker of a recording who is called as a person is."""

    entry: Entry
    speaker: Speaker
    talk_seconds: float


@dataclass(frozen=True, slots=True)
class Remembered:
    """What came of remembering a voice: voiceprints enrolled, names that changed in other recordings.

    ``unsure`` are speakers who have the name because the recording says so: the user may say so too.
    """

    enrolled: int
    recognised: int
    unsure: tuple[Heard, ...] = ()


def find_person(library: Library, text: str) -> Person:
    """A person by id, name or alias.

    Raises:
        NotFoundError: nobody is called so.
    """
    people = library.people.people()
    for person in people:
        if text == person.id or (fold(text) and fold(text) in names_of(person)):
            return person
    raise NotFoundError(f"Nobody is known as “{text}”.", remedy="'lifestream people list' shows everybody.")


def make_person(library: Library, name: str, role: str = "", aliases: Sequence[str] = ()) -> Person:
    """A person of a name, the known one or a new one, with a role and more aliases where they are given.

    Raises:
        InputError: it is no name, or an alias is somebody else's name.
    """
    name, others = _name(name), [_name(alias) for alias in aliases]
    try:
        known = find_person(library, name)
    except NotFoundError:
        known = Person(f"p_{uuid.uuid4().hex[:10]}", name)
    person = replace(known, role=" ".join(role.split()) or known.role)
    person = _also_called(person, others)
    _check_names(library, person, {person.id})
    library.people.put(person)
    return person


def name_speaker(library: Library, recording: str, speaker: str, name: str, author: str = "user") -> Person:
    """Name a speaker of a recording, everywhere in it and at once; an alias stands for the person's name.

    Where the person's voice is remembered, this recording's voiceprint joins it, and other recordings are looked
    through again.

    Raises:
        NotFoundError: there is no such recording or speaker.
        InputError: it is no name.
    """
    with library.store.transaction():
        person = make_person(library, name)
        before = library.people.enrolments(recording=recording)
        Editor(library, recording, author).name_speaker(speaker, person.name)
        has_changed = library.people.enrolments(recording=recording) != before
    if has_changed:
        recognise_all(library)
    return person


def unname_speaker(library: Library, recording: str, speaker: str, author: str = "user") -> int:
    """Take a speaker's name back, for good, and with it the voiceprint; returns how many of those were forgotten.

    Names that were recognised by this voiceprint are looked at again.

    Raises:
        NotFoundError: there is no such recording or speaker.
    """
    with library.store.transaction():
        before = library.people.enrolments(recording=recording)
        Editor(library, recording, author).name_speaker(speaker, "")
        gone = len(before) - len(library.people.enrolments(recording=recording))
    if gone:
        recognise_all(library)
    return gone


def remember(library: Library, person: Person) -> Remembered:
    """Remember a voice, because somebody asked for it, from every recording in which the user named it.

    Other recordings are looked through for it.
    """
    with library.store.transaction():
        library.people.put(replace(person, remembers_voice=True))
        spoken = tuple(heard_of(library, person))
        for recording in dict.fromkeys(heard.entry.id for heard in spoken if heard.speaker.name_source == "user"):
            follow(library, recording, view(library, recording))
        enrolled = len(library.people.enrolments(person.id))
    recognised = recognise_all(library)
    unsure = tuple(h for h in spoken if h.speaker.name_source not in ("user", "voice"))
    return Remembered(enrolled, recognised, unsure)


def rename_person(library: Library, person: Person, name: str) -> Person:
    """Call somebody otherwise, also in the recordings that the user or the voice named; the old name is an alias.

    Raises:
        InputError: it is no name, or somebody else's.
    """
    name = _name(name)
    renamed = _also_called(replace(person, name=name), [person.name])
    _check_names(library, renamed, {person.id})
    with library.store.transaction():
        library.people.put(renamed)
        _call(library, names_of(person), renamed.name)
    recognise_all(library)
    return renamed


def merge_people(library: Library, gone: Person, stays: Person) -> Person:
    """Make one person of two: both names are known from then on, and every voiceprint is of the one who stays.

    The voice is remembered where that of the one who stays was: nobody's consent is another's.

    Raises:
        InputError: they are one person already.
    """
    if gone.id == stays.id:
        raise InputError(f"{gone.name} is one person already.", remedy="Name two.")
    merged = _also_called(replace(stays, role=stays.role or gone.role), [gone.name, *gone.aliases])
    with library.store.transaction():
        library.people.delete(gone.id)
        library.people.put(merged)
        _call(library, names_of(gone), merged.name)
    recognise_all(library)
    return merged


def heard_of(library: Library, person: Person) -> Iterator[Heard]:
    """Where somebody speaks, by name, newest first."""
    names = names_of(person)
    for entry in library.store.entries():
        if names.isdisjoint(map(fold, entry.people)):
            continue
        seen = view(library, entry.id)
        talk = {part.speaker.id: part.talk_seconds for part in seen.document.contributions}
        for speaker in seen.timeline.transcript.speakers:
            if fold(speaker.name) in names:
                yield Heard(entry, speaker, talk.get(speaker.id, 0.0))


def _call(library: Library, names: Collection[str], name: str) -> None:
    """Give a name wherever the user or a voice gave one of those names, as the same author."""
    for entry in library.store.entries():
        if set(names).isdisjoint(map(fold, entry.people)):
            continue
        timeline = library.store.timeline(entry.id)
        for speaker in view(library, entry.id).timeline.transcript.speakers:
            if fold(speaker.name) not in names or speaker.name == name:
                continue
            given = [
                edit
                for edit in library.store.edits(entry.id)
                if edit.kind == "name-speaker"
                and fold(edit.value) in names
                and find_speaker(edit.anchor, timeline) == speaker.id
            ]
            if given:
                for edit in given:
                    library.store.remove_edit(edit.id)
                Editor(library, entry.id, given[-1].author).name_speaker(speaker.id, name)


def _name(text: str) -> str:
    """A name on one line, with single spaces.

    Raises:
        InputError: there is nothing to be seen of it, or too much.
    """
    name = one_line(text, "A name", LONGEST_NAME)
    if not name:
        raise InputError("A name cannot be empty.", remedy="'lifestream unname' takes one back.")
    return name


def _also_called(person: Person, names: Sequence[str]) -> Person:
    """A person with more aliases, each once, none of them the name itself."""
    aliases = {fold(alias): alias for alias in (*names, *person.aliases)}
    aliases.pop(fold(person.name), None)
    if len(aliases) > MOST_ALIASES:
        raise InputError(f"{person.name} has {len(aliases)} aliases.", remedy=f"Use {MOST_ALIASES} at most.")
    return replace(person, aliases=tuple(sorted(aliases.values())))


def _check_names(library: Library, person: Person, own: Collection[str]) -> None:
    """Refuse a name that means somebody else already."""
    for other in library.people.people():
        shared = names_of(person) & names_of(other)
        if other.id not in own and shared:
            raise InputError(
                f"“{min(shared)}” is {other.name} already.",
                remedy="Use another name, or make one of the two with 'lifestream people merge'.",
            )
