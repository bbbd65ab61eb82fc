"""A small meeting's document, as the pages that are rendered from it need it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from tests.builders import action, claim, keyframe, media, notes, recording, speaker

from lifestream.domain.claim import Question
from lifestream.domain.document import Chapter, Contribution, Document, Kind, Quality, StageFailure
from lifestream.domain.media import Origin, Place
from lifestream.domain.notes import ChunkNotes, SpeakerNotes
from lifestream.domain.segment import Segment

ALICE, BOB, THIRD = speaker("S1", "Alice"), speaker("S2", "Bob"), speaker("S3")
WHEN = datetime(2026, 11, 6, 14, 5, tzinfo=timezone(timedelta(hours=1)))

SHIP = claim("The parser ships on Friday 13 November.", "u4", kind="decision", speaker="S1", state="supported", at=61)
SPEED = claim("Parsing is 40 % faster than before.", "u7", "k2", kind="number", state="supported", at=83)
TEAM = claim("The team met in the small room.", "u1", kind="location", state="weak", at=2)
GUIDE = action(
    "Bob writes the migration guide.",
    "u9",
    task="Write the migration guide",
    owner="S2",
    due=("by Thursday", date(2026, 11, 12)),
    state="supported",
    at=192,
)
ORPHAN = action("Somebody tells the customers.", "u11", task="Tell the customers", state="weak", at=210)
OPEN = Question(claim("Who pays for the new server?", "u13", kind="question", state="supported", at=240), "S3")
ANSWERED = Question(
    claim("Is the old format still read?", "u15", kind="question", state="supported", at=262),
    "S2",
    claim("The old format is read until June.", "u16", state="supported", at=266),
)
RISK = claim("The vendor may raise its prices.", "u17", kind="risk", state="supported", at=280)
QUOTE = claim("Nobody misses the old parser.", "u5", kind="quote", speaker="S2", state="supported", at=70)
SEEN = claim("A slide titled “Release plan” lists three dates.", "k2", kind="visual", state="supported", at=80)
LIE = claim("The company was sold.", "u99", state="unsupported", at=90)


def block() -> ChunkNotes:
    """The notes of the first five minutes."""
    return replace(
        notes(0, 0, 300, "Release of the parser"),
        activity=claim("A planning meeting about a release.", "u1", kind="activity", state="supported", at=2),
        location=TEAM,
        reliability=0.91,
        participants=("S1", "S2", "S3"),
        speakers=(SpeakerNotes("S1", (SHIP, LIE)), SpeakerNotes("S2", (SPEED,))),
        visual=(SEEN,),
        actions=(GUIDE, ORPHAN),
    )


def meeting() -> Document:
    """Minutes with every section filled."""
    return Document(
        recording=replace(recording("planning.mp4"), recorded_at=WHEN),
        media=media(380.0, WHEN),
        template="minutes",
        kind=Kind("meeting", (("meeting", 0.9),), ("three people take turns",)),
        title="Release of the parser",
        bottom_line=(SHIP, SPEED, LIE),
        decisions=(SHIP, LIE),
        actions=(GUIDE, ORPHAN),
        questions=(OPEN, ANSWERED),
        risks=(RISK,),
        chapters=(Chapter("What ships and when", Segment(0, 190), (SHIP, SPEED), "k2"),),
        contributions=(
            Contribution(ALICE, 150, 0.46, 14, 410, (SHIP,)),
            Contribution(BOB, 120, 0.37, 12, 300, (SPEED,)),
            Contribution(THIRD, 55, 0.17, 5, 120),
        ),
        blocks=(block(), notes(1, 300, 380)),
        numbers=(SPEED,),
        quotes=(QUOTE,),
        speakers=(ALICE, BOB, THIRD),
        keyframes=(keyframe("k2", 80.0, "Release plan", title="Release plan"),),
        languages=("en",),
        quality=Quality(380, 330, 330, 120, 14, 12, 2, 1, ("u20",), 0.88, 12.0, 4.0),
        unsupported=(LIE,),
        writer="built-in",
    )


def outing() -> Document:
    """A journal entry of an event with a place."""
    origin = Origin(WHEN, "container", "container", Place(47.3769, 8.5417, 408.0, "container"))
    return replace(
        meeting(),
        template="journal",
        kind=Kind("event", (("event", 0.8),), ("music and applause",)),
        recording=recording("outing.mp4"),
        media=replace(media(380.0, WHEN), origin=origin),
        failures=(StageFailure("ocr", "The pictures could not be read.", "Run it again."),),
    )
