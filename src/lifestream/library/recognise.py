"""Voices that are somebody's: named where that is sure, suggested where it is likely, and else left alone."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lifestream.domain.document import Document
from lifestream.domain.edit import Edit
from lifestream.domain.person import Enrolment, Person
from lifestream.domain.timeline import Timeline
from lifestream.library.add import reindex
from lifestream.library.anchors import anchor_speaker, find_speaker
from lifestream.library.enrol import fold, names_of
from lifestream.library.library import Library
from lifestream.library.overlay import BY_VOICE, overlay
from lifestream.library.voices import Match, match, profiles


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A voice that may be somebody's. ``named`` is what the recording calls it, where that is somebody else."""

    recording: str
    match: Match
    person: Person
    named: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """The names of a recording's speakers by id, without those that voices gave.

    ``free`` are the speakers without a name and without a word of the user about it.
    """

    names: Mapping[str, str]
    free: frozenset[str]

    def has(self, person: Person) -> bool:
        """Whether somebody in the recording is that person already."""
        return not names_of(person).isdisjoint(map(fold, self.names.values()))


def recognise(library: Library, recording: str, ledger: Sequence[Enrolment] | None = None) -> int:
    """Name the speakers of a recording whose voices are surely somebody's; returns how many names changed.

    A name that the ledger no longer supports is taken back. Names that the recording says, or that the user gave or
    took back, are never touched, and nobody is recognised where somebody else of the recording has that name.

    Args:
        library: where the recording is.
        recording: its id.
        ledger: what is enrolled of those who are remembered; read where it is not given.

    Raises:
        NotFoundError: there is no recording of that id.
    """
    document = library.store.document(recording)
    edits = library.store.edits(recording)
    before = [edit for edit in edits if edit.author == BY_VOICE]
    matches = [m for m in _matches(recording, document, _read(library) if ledger is None else ledger) if m.is_sure]
    if not matches and not before:
        return 0
    timeline = library.store.timeline(recording)
    people = {person.id: person for person in library.people.people()}
    known = _known(document, timeline, edits)
    wanted = {
        m.speaker: people[m.person].name for m in matches if m.speaker in known.free and not known.has(people[m.person])
    }
    gone = [edit for edit in before if wanted.get(find_speaker(edit.anchor, timeline) or "") != edit.value]
    kept = {find_speaker(edit.anchor, timeline) for edit in before if edit not in gone}
    new = {speaker: name for speaker, name in wanted.items() if speaker not in kept}
    at = library.clock.now()
    with library.store.transaction():
        for edit in gone:
            library.store.remove_edit(edit.id)
        for speaker, name in new.items():
            anchor = anchor_speaker(speaker, timeline)
            library.store.add_edit(Edit(uuid.uuid4().hex[:12], recording, "name-speaker", anchor, name, BY_VOICE, at))
        if gone or new:
            reindex(library, recording)
    return len(gone) + len(new)


def recognise_all(library: Library) -> int:
    """Look through all recordings, because the ledger has changed; returns how many names changed.

    Each recording is changed by itself, so that other writers need not wait for all. What a crash leaves undone is
    done the next time.
    """
    ledger = _read(library)
    return sum(recognise(library, entry.id, ledger) for entry in library.store.entries())


def suggestions(library: Library) -> tuple[Suggestion, ...]:
    """Voices that may be somebody's and are not named so: likely ones, and those that contradict a name.

    A name by which the user taught a voice is not doubted here.
    """
    people = {person.id: person for person in library.people.people()}
    ledger = _read(library)
    taught = {(enrolment.recording, enrolment.speaker) for enrolment in ledger}
    found: list[Suggestion] = []
    for entry in library.store.entries():
        document = library.store.document(entry.id)
        matches = _matches(entry.id, document, ledger)
        if not matches:
            continue
        edits = library.store.edits(entry.id)
        known = _known(document, library.store.timeline(entry.id), edits)
        recognised = {fold(edit.value) for edit in edits if edit.author == BY_VOICE}
        for m in matches:
            person, named = people[m.person], known.names.get(m.speaker)
            is_told = known.has(person) or fold(person.name) in recognised or (entry.id, m.speaker) in taught
            if not is_told and (m.speaker in known.free or (named and m.is_sure)):
                found.append(Suggestion(entry.id, m, person, named))
    return tuple(found)


def _read(library: Library) -> tuple[Enrolment, ...]:
    """What is enrolled of people whose voices are remembered."""
    allowed = {person.id for person in library.people.people() if person.remembers_voice}
    return tuple(e for e in library.people.enrolments() if e.person in allowed) if allowed else ()


def _matches(recording: str, document: Document, ledger: Sequence[Enrolment]) -> tuple[Match, ...]:
    """The people whose voices the speakers of a recording may have, by what was enrolled from others."""
    voices = {s.id: s.voiceprint for s in document.speakers if s.voiceprint}
    people = profiles([e for e in ledger if e.recording != recording]) if voices else {}
    return match(voices, people) if people else ()


def _known(document: Document, timeline: Timeline, edits: Collection[Edit]) -> _Known:
    others = tuple(edit for edit in edits if edit.author != BY_VOICE)
    judged = {find_speaker(edit.anchor, timeline) for edit in others if edit.kind == "name-speaker"}
    speakers = overlay(document, timeline, others).timeline.transcript.speakers
    names = {speaker.id: speaker.name for speaker in speakers if speaker.name}
    return _Known(names, frozenset(s.id for s in speakers if not s.name and s.id not in judged))
