"""A library on a disk, with an embedder that knows words alone."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.builders import WordEmbedder, dialogue, speaker, timeline

from lifestream.adapters.local.database import Database
from lifestream.adapters.local.filesystem_blob_store import FilesystemBlobStore
from lifestream.adapters.local.filesystem_media_store import FilesystemMediaStore
from lifestream.adapters.local.sqlite_index import SqliteIndex
from lifestream.adapters.local.sqlite_job_store import SqliteJobStore
from lifestream.adapters.local.sqlite_library_store import SqliteLibraryStore
from lifestream.adapters.local.sqlite_people_store import SqlitePeopleStore
from lifestream.domain.claim import Action, Claim, Due, Evidence, Verification
from lifestream.domain.document import Contribution, Document, Kind
from lifestream.domain.entry import Entry
from lifestream.domain.speaker import Speaker, Voiceprint
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance
from lifestream.library.add import Processed, add
from lifestream.library.library import Library
from lifestream.library.view import view
from lifestream.ports.clock import Clock

ADDED_AT = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)


class StoppedClock(Clock):
    """Stands still until somebody moves it."""

    def __init__(self, now: datetime = ADDED_AT) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return 0.0

    def move(self, **by: float) -> None:
        """Go on by days, hours…"""
        self.time += timedelta(**by)


def local_library(home: Path) -> Library:
    """A library below a folder, as ``open_library`` makes it, with a clock that stands still."""
    database = Database(home / "library.db")
    return Library(
        store=SqliteLibraryStore(database),
        people=SqlitePeopleStore(database),
        jobs=SqliteJobStore(database),
        index=SqliteIndex(database, home / "index"),
        blobs=FilesystemBlobStore(home / "blobs"),
        media=FilesystemMediaStore(home / "media"),
        clock=StoppedClock(),
        embedder=WordEmbedder,
    )


def entry(id: str = "rec_1", title: str = "Planning", recorded_at: datetime | None = ADDED_AT) -> Entry:
    """An entry of a recording that lies where its user has it."""
    return Entry(
        id=id,
        filename=f"{id}.mp4",
        title=title,
        kind="meeting",
        duration=60.0,
        sha256="0" * 64,
        size_bytes=1000,
        media=f"/recordings/{id}.mp4",
        added_at=ADDED_AT,
        changed_at=ADDED_AT,
        recorded_at=recorded_at,
    )


LINES = (
    ("S1", "Good morning, I'm Alice. The budget of the harbour project is 18,500 euros."),
    ("S2", "I will send the rollback plan to the team by Thursday."),
    ("S1", "We decided to move the launch to the 24th of November."),
    ("S2", "The freezer in the clinic has to be replaced before the winter."),
)


def processed(
    id: str = "rec_1", lines: tuple[tuple[str, str], ...] = LINES, title: str = "Planning"
) -> tuple[Document, Timeline]:
    """What the pipeline could have made of a short meeting: a decision and an action with their evidence."""
    spoken = dialogue(*lines)
    base = timeline(*spoken, speakers=(speaker("S1", "Alice"), speaker("S2")))
    base = replace(base, recording=replace(base.recording, id=id, filename=f"{id}.mp4", path=f"/recordings/{id}.mp4"))
    decided = statement("c1.1", "The launch moves to the 24th of November.", spoken[2], "decision")
    promised = statement("c1.2", "S2 sends the rollback plan to the team.", spoken[1], "action")
    document = Document(
        recording=base.recording,
        media=base.media,
        template="minutes",
        kind=Kind("meeting", (("meeting", 0.9),), ("people take turns",)),
        title=title,
        bottom_line=(decided,),
        decisions=(decided,),
        actions=(Action(promised, "Send the rollback plan to the team", "S2", Due("by Thursday", None)),),
        speakers=base.transcript.speakers,
    )
    return document, base


def with_voices(made: tuple[Document, Timeline], **voices: Voiceprint) -> tuple[Document, Timeline]:
    """The same, its speakers without names and with these voices."""
    document, base = made
    speakers = tuple(Speaker(id, voiceprint=voice) for id, voice in voices.items())
    base = replace(base, transcript=replace(base.transcript, speakers=speakers))
    parts = tuple(Contribution(speaker, 9.0, 0.5, 2, 20) for speaker in speakers)
    return replace(document, speakers=speakers, contributions=parts), base


def voiceprint(angle: float, seconds: float = 30.0, spread: float | None = 0.2) -> Voiceprint:
    """A voice in the plane: the cosine of two of them is that of the degrees between them."""
    turn = math.radians(angle)
    return Voiceprint((round(math.cos(turn), 5), round(math.sin(turn), 5)), seconds, spread)


def statement(id: str, text: str, rests_on: Utterance, kind: str = "fact") -> Claim:
    """A supported claim about one utterance."""
    evidence = (Evidence(rests_on.id, rests_on.segment),)
    return Claim(id, text, kind, evidence, speaker=rests_on.speaker, verification=Verification("supported", 0.9))  # type: ignore[arg-type]


def keep_voices(library: Library, id: str, **angles: float) -> None:
    """Add the short meeting under an id, its speakers with voices at these angles, in degrees."""
    voices = {speaker: voiceprint(angle) for speaker, angle in angles.items()}
    add(library, Processed(*with_voices(processed(id), **voices)))


def name_of(library: Library, recording: str, speaker: str) -> tuple[str | None, str]:
    """What a speaker is called as a reader sees it, and how that is known."""
    found = view(library, recording).timeline.transcript.speaker(speaker)
    return found.name, found.name_source
