"""People: named by the user, recognised by their voices where they let us, and forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lifestream.domain.document import Document
from lifestream.domain.edit import Edit
from lifestream.domain.person import Enrolment, Person
from lifestream.domain.speaker import Speaker, Voiceprint
from lifestream.domain.timeline import Timeline
from lifestream.errors import InputError, NotFoundError
from lifestream.library.add import reindex
from lifestream.library.anchors import anchor_speaker, find_speaker
from lifestream.library.edit import LONGEST_NAME, Editor
from lifestream.library.library import Library
from lifestream.library.overlay import BY_VOICE
from lifestream.library.view import view
from lifestream.library.voices import ENOUGH, Match, match, profiles

WITH_VOICES = ("artefacts/diarise/", "artefacts/speakers/", "artefacts/align/", "artefacts/compose/")
"""Artefacts in which voiceprints stand."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person's voice: enrolments, voiceprints in recordings, and artefacts that held them."""

    person: str
    enrolments: int
    voiceprints: int
    artefacts: int
    names: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A voice that may be somebody's. ``named`` is what the recording calls it, where that is somebody else."""

    recording: str
    match: Match
    person: Person
    named: str | None = None


def find_person(library: Library, text: str) -> Person:
    """A person by id, name or alias.

    Raises:
        NotFoundError: there is nobody of that name.
    """
    wanted = " ".join(text.split()).casefold()
    for person in library.people.people():
        if wanted and wanted in {person.id, *map(str.casefold, (person.name, *person.aliases))}:
            return person
    raise NotFoundError(f"Nobody is known as “{text}”.", remedy="'lifestream people list' shows everybody.")


def make_person(library: Library, name: str, role: str = "", aliases: tuple[str, ...] = ()) -> Person:
    """A person of a name: the one who is known, or a new one."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError("This is no name.", remedy=f"Use at most {LONGEST_NAME} characters that can be seen.")
    try:
        known = find_person(library, name)
    except NotFoundError:
        known = Person(f"p_{uuid.uuid4().hex[:10]}", name)
    person = replace(known, role=role or known.role, aliases=tuple(dict.fromkeys((*known.aliases, *aliases))))
    library.people.put(person)
    return person


def name_speaker(library: Library, recording: str, speaker: str, name: str, author: str = "user") -> Person:
    """Name a speaker of a recording, everywhere in it and at once.

    Where the person's voice is remembered, this recording's voiceprint joins it.
    """
    with library.store.transaction():
        Editor(library, recording, author).name_speaker(speaker, name)
        library.people.unenrol(recording, speaker)
        person = make_person(library, name)
        if person.remembers_voice:
            _enrol(library, person, recording, speaker)
    return person


def unname_speaker(library: Library, recording: str, speaker: str, author: str = "user") -> int:
    """Take a speaker's name back, and with it the voiceprint; returns how many voiceprints were forgotten."""
    with library.store.transaction():
        Editor(library, recording, author).name_speaker(speaker, "")
        return library.people.unenrol(recording, speaker)


def remember(library: Library, person: Person) -> tuple[int, int]:
    """Remember a voice, because somebody asked for it: from every recording in which the person is named already.

    Older recordings are looked through for it. Returns how many voiceprints were enrolled, and how many speakers
    got the name.
    """
    person = replace(person, remembers_voice=True)
    with library.store.transaction():
        library.people.put(person)
        enrolled = sum(
            _enrol(library, person, recording, speaker.id)
            for recording, speaker in _named(library, person)
            if speaker.name_source != "voice"
        )
    return enrolled, sum(recognise(library, entry.id) for entry in library.store.entries())


def forget_voice(library: Library, person: Person) -> Forgotten:
    """Forget a voice: its enrolments, the voiceprints of it in recordings, and the names that it gave."""
    with library.store.transaction():
        library.people.put(replace(person, remembers_voice=False))
        enrolments = [e for e in library.people.enrolments(person.id) if library.people.unenrol(e.recording, e.speaker)]
        voiceprints = artefacts = 0
        doomed: set[str] = set()
        for recording, speaker in tuple(_named(library, person)):
            voiceprints += _strip(library, recording, speaker.id)
            doomed |= {key for key in library.store.held(recording) if key.startswith(WITH_VOICES)}
        names = _take_back(library, person)
    for key in doomed:
        artefacts += library.blobs.exists(key)
        library.blobs.delete(key)
    library.index.purge()
    return Forgotten(person.name, len(enrolments), voiceprints, artefacts, names)


def delete_person(library: Library, person: Person) -> Forgotten:
    """Forget a person and the voice. Names that were said in recordings, or given by the user, stay there."""
    forgotten = forget_voice(library, person)
    library.people.delete(person.id)
    return forgotten


def rename_person(library: Library, person: Person, name: str) -> Person:
    """Call somebody otherwise, also in the recordings that the user or the voice named."""
    try:
        other = find_person(library, name)
    except NotFoundError:
        other = person
    if other.id != person.id:
        raise InputError(f"Somebody is called {name} already.", remedy="'lifestream people merge' makes one of two.")
    speakers = tuple(_named(library, person))
    renamed = replace(person, name=" ".join(name.split()), aliases=tuple({*person.aliases, person.name} - {name}))
    with library.store.transaction():
        library.people.put(renamed)
        for recording, speaker in speakers:
            Editor(library, recording).name_speaker(speaker.id, renamed.name)
    return renamed


def merge_people(library: Library, gone: Person, stays: Person) -> Person:
    """Make one person of two; both names are known from then on, and what was enrolled for one is the other's."""
    if gone.id == stays.id:
        raise InputError(f"{gone.name} is one person already.", remedy="Name two.")
    speakers = tuple(_named(library, gone))
    merged = replace(
        stays,
        aliases=tuple(dict.fromkeys((*stays.aliases, gone.name, *gone.aliases))),
        role=stays.role or gone.role,
    )
    with library.store.transaction():
        for enrolment in library.people.enrolments(gone.id):
            library.people.enrol(replace(enrolment, person=stays.id))
        if not stays.remembers_voice:
            for enrolment in library.people.enrolments(stays.id):
                library.people.unenrol(enrolment.recording, enrolment.speaker)
        library.people.delete(gone.id)
        library.people.put(merged)
        for recording, speaker in speakers:
            Editor(library, recording).name_speaker(speaker.id, stays.name)
    return merged


def recognise(library: Library, recording: str) -> int:
    """Name the speakers of a recording whose voices are surely somebody's; returns how many got a name.

    Names that the recording says, or the user gave or took back, are never touched.
    """
    people = {person.id: person for person in library.people.people()}
    found = [m for m in _matches(library, recording) if m.is_sure]
    free = _nameless(library, recording)
    named = [m for m in found if m.speaker in free]
    timeline = library.store.timeline(recording)
    at = library.clock.now()
    with library.store.transaction():
        for m in named:
            anchor = anchor_speaker(m.speaker, timeline)
            name = people[m.person].name
            library.store.add_edit(Edit(uuid.uuid4().hex[:12], recording, "name-speaker", anchor, name, BY_VOICE, at))
    if named:
        reindex(library, recording)
    return len(named)


def suggestions(library: Library) -> tuple[Suggestion, ...]:
    """Voices that may be somebody's and are not named so: likely ones, and those that contradict a name."""
    people = {person.id: person for person in library.people.people()}
    found: list[Suggestion] = []
    for entry in library.store.entries():
        names = {s.id: s for s in view(library, entry.id).timeline.transcript.speakers}
        for m in _matches(library, entry.id):
            person, speaker = people[m.person], names.get(m.speaker)
            known = {name.casefold() for name in (person.name, *person.aliases)}
            if speaker and (speaker.name or "").casefold() not in known and (m.is_sure or not speaker.name):
                found.append(Suggestion(entry.id, m, person, speaker.name))
    return tuple(found)


def _matches(library: Library, recording: str) -> tuple[Match, ...]:
    """The people whose voices the speakers of a recording may have, by what was enrolled elsewhere."""
    allowed = {person.id for person in library.people.people() if person.remembers_voice}
    ledger = [e for e in library.people.enrolments() if e.recording != recording and e.person in allowed]
    voices = {s.id: s.voiceprint for s in library.store.timeline(recording).transcript.speakers if s.voiceprint}
    return match(voices, profiles(ledger))


def _nameless(library: Library, recording: str) -> set[str]:
    """Speakers without a name, and without a word of the user about it."""
    timeline = library.store.timeline(recording)
    judged = {
        find_speaker(edit.anchor, timeline)
        for edit in library.store.edits(recording)
        if edit.kind == "name-speaker" and edit.author != BY_VOICE
    }
    seen = view(library, recording).timeline.transcript.speakers
    return {s.id for s in seen if not s.name} - {id for id in judged if id}


def _named(library: Library, person: Person) -> Iterator[tuple[str, Speaker]]:
    """The speakers of all recordings who are called as a person is."""
    names = {name.casefold() for name in (person.name, *person.aliases)}
    for entry in library.store.entries():
        if names.isdisjoint(name.casefold() for name in entry.people):
            continue
        for speaker in view(library, entry.id).timeline.transcript.speakers:
            if (speaker.name or "").casefold() in names:
                yield entry.id, speaker


def _enrol(library: Library, person: Person, recording: str, speaker: str) -> int:
    """Put a speaker's voiceprint into the ledger; returns 1, or 0 where there is too little of a voice."""
    voice: Voiceprint | None = library.store.timeline(recording).transcript.speaker(speaker).voiceprint
    if voice is None or voice.seconds < ENOUGH / 2:
        return 0
    at = library.clock.now()
    library.people.enrol(Enrolment(person.id, recording, speaker, voice.mean, voice.seconds, at))
    return 1


def _take_back(library: Library, person: Person) -> int:
    """Remove the names that a voice gave."""
    count = 0
    for entry in library.store.entries():
        edits = [e for e in library.store.edits(entry.id) if e.author == BY_VOICE and e.value == person.name]
        for edit in edits:
            library.store.remove_edit(edit.id)
        if edits:
            reindex(library, entry.id)
            count += len(edits)
    return count


def _strip(library: Library, recording: str, speaker: str) -> int:
    """Take a voiceprint out of a stored recording; returns how many there were."""
    document, timeline = library.store.document(recording), library.store.timeline(recording)
    voice = timeline.transcript.speaker(speaker).voiceprint
    library.store.put(library.store.entry(recording), _bare_document(document, speaker), _bare(timeline, speaker))
    return int(voice is not None)


def _bare(timeline: Timeline, speaker: str) -> Timeline:
    speakers = tuple(replace(s, voiceprint=None) if s.id == speaker else s for s in timeline.transcript.speakers)
    return replace(timeline, transcript=replace(timeline.transcript, speakers=speakers))


def _bare_document(document: Document, speaker: str) -> Document:
    def bare(known: Speaker) -> Speaker:
        return replace(known, voiceprint=None) if known.id == speaker else known

    return replace(
        document,
        speakers=tuple(map(bare, document.speakers)),
        contributions=tuple(replace(c, speaker=bare(c.speaker)) for c in document.contributions),
    )
