"""Forgetting a voice, and whoever it belongs to; a receipt says what went and what is left.

A voiceprint stands in four places: the ledger, the stored document and timeline of each recording, and the artefacts
that these were made from. Forgetting a person's voice empties all four for every speaker who has the person's name,
however it is known. Sound itself is not touched: it is the recording's, which 'lifestream rm' erases.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from lifestream import codec
from lifestream.domain.person import Person
from lifestream.domain.speaker import Speaker
from lifestream.library.anchors import find_speaker
from lifestream.library.library import Library
from lifestream.library.overlay import BY_VOICE
from lifestream.library.people import heard_of
from lifestream.library.recognise import recognise_all

HOLDERS = ("artefacts/diarise/", "artefacts/speakers/", "artefacts/align/", "artefacts/compose/")
"""Artefacts in which voiceprints stand."""
KNOWN_BY = 16
"""So many of a voiceprint's first numbers tell it from every other."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of somebody's voice.

    Attributes:
        person: the name.
        enrolments: voiceprints in the ledger.
        voiceprints: voiceprints in stored recordings.
        artefacts: files that held some of these; they are made again when the recording is processed again.
        names: names that the voice had given.
        recordings: the ids of the recordings in which the person speaks, whose sound is still there.
    """

    person: str
    enrolments: int
    voiceprints: int
    artefacts: int
    names: int
    recordings: tuple[str, ...]


def forget_voice(library: Library, person: Person, *, is_whole: bool = False) -> Forgotten:
    """Forget a voice: its enrolments, the voiceprints of it in recordings, and the names that it gave.

    With ``is_whole`` the person is forgotten too. Names that the user gave, or that the recording says, stay: they
    are words of the recording.

    Artefacts are deleted first, so that a crash leaves a person who can be forgotten again, and no file whose owner
    nobody knows.
    """
    spoken = _voices(library, person)
    means = {enrolment.mean for enrolment in library.people.enrolments(person.id)}
    for recording, speakers in spoken.items():
        heard = library.store.timeline(recording).transcript.speakers
        means |= {s.voiceprint.mean for s in heard if s.id in speakers and s.voiceprint}
    artefacts = _delete_artefacts(library, means)
    with library.store.transaction():
        library.people.put(replace(person, remembers_voice=False))
        own = library.people.enrolments(person.id)
        enrolments = sum(library.people.unenrol(e.recording, e.speaker) for e in own)
        names = sum(
            edit.author == BY_VOICE and edit.value == person.name
            for recording in spoken
            for edit in library.store.edits(recording)
        )
        voiceprints = sum(_strip(library, recording, speakers) for recording, speakers in spoken.items())
        if is_whole:
            library.people.delete(person.id)
    recognise_all(library)
    library.index.purge()
    return Forgotten(person.name, enrolments, voiceprints, artefacts, names, tuple(spoken))


def _voices(library: Library, person: Person) -> dict[str, frozenset[str]]:
    """The speakers that are a person, by recording: those who have the name, and those merged into them."""
    found: dict[str, set[str]] = {}
    for heard in heard_of(library, person):
        found.setdefault(heard.entry.id, set()).add(heard.speaker.id)
    for recording, speakers in found.items():
        timeline = library.store.timeline(recording)
        merges = [
            (find_speaker(edit.anchor, timeline), find_speaker(edit.other, timeline))
            for edit in library.store.edits(recording)
            if edit.kind == "merge-speaker" and edit.other
        ]
        for _ in merges:  # one may have been merged into another who was merged
            speakers |= {gone for gone, stays in merges if gone and stays in speakers}
    return {recording: frozenset(speakers) for recording, speakers in found.items()}


def _delete_artefacts(library: Library, means: Collection[tuple[float, ...]]) -> int:
    """Delete every artefact in which one of these voiceprints stands, whether a recording holds it or nobody."""
    beginnings = [codec.dump(mean[:KNOWN_BY]).strip(b"[]") for mean in means]
    count = 0
    for key in (key for prefix in HOLDERS for key in library.blobs.keys(prefix)):
        data = library.blobs.get(key)
        if any(beginning in data for beginning in beginnings):
            library.blobs.delete(key)
            count += 1
    return count


def _strip(library: Library, recording: str, speakers: Collection[str]) -> int:
    """Take voiceprints out of a stored recording; returns of how many speakers."""

    def bare(known: Speaker) -> Speaker:
        return replace(known, voiceprint=None) if known.id in speakers else known

    document, timeline = library.store.document(recording), library.store.timeline(recording)
    heard = timeline.transcript.speakers
    count = len({s.id for s in (*heard, *document.speakers) if s.id in speakers and s.voiceprint})
    document = replace(
        document,
        speakers=tuple(map(bare, document.speakers)),
        contributions=tuple(replace(c, speaker=bare(c.speaker)) for c in document.contributions),
    )
    timeline = replace(timeline, transcript=replace(timeline.transcript, speakers=tuple(map(bare, heard))))
    library.store.put(library.store.entry(recording), document, timeline)
    return count
