"""Five working days of a small team, as text: who promised what, and which sentences keep a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

HOME = timezone(timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of a recording: its task, who does it (an id there), until when, and the lines it rests on."""

    task: str
    owner: str | None
    lines: tuple[int, ...]
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A recording: when, who is who (an id and a name, or none), what is said, what is promised; lines count from 1."""

    id: str
    title: str
    start: datetime
    voices: tuple[tuple[str, str | None], ...]
    lines: tuple[tuple[str, str], ...]
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the ledger: what it must say at the end of the week; moments are recordings and lines."""

    task: str
    owner: str | None
    state: str
    opened: tuple[tuple[str, int], ...]
    closed: tuple[tuple[str, int], ...] = ()
    due: date | None = None


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HOME)


ADA, BEN, CLARA = ("S1", "Ada Brandt"), ("S2", "Ben Okafor"), ("S3", "Clara Ruiz")

SCENES = (
    Scene(
        "monday",
        "Planning the move",
        _at(2, 9),
        (ADA, BEN, CLARA),
        (
            ("S1", "Good morning. I will send the budget to the board by Wednesday."),
            ("S2", "I'll book the moving van by Tuesday."),
            ("S3", "And I call the caretaker and order the keys by Friday."),
            ("S1", "Clara, can you also write the letter to the neighbours by Thursday?"),
            ("S3", "Yes, I will."),
            ("S2", "I can measure the server room some time."),
            ("S1", "Somebody has to water the plants by Tuesday."),
        ),
        (
            Promise("Send the budget to the board", "S1", (1,), date(2026, 11, 4)),
            Promise("Book the moving van", "S2", (2,), date(2026, 11, 3)),
            Promise("Call the caretaker and order the keys", "S3", (3,), date(2026, 11, 6)),
            Promise("Write the letter to the neighbours", "S3", (4, 5), date(2026, 11, 5)),
            Promise("Measure the server room", "S2", (6,)),
            Promise("Water the plants", None, (7,), date(2026, 11, 3)),
        ),
    ),
    Scene(
        "tuesday-call",
        "Call with the landlord",
        _at(3, 10),
        (("S1", "Ben Okafor"), ("S2", None)),
        (
            ("S2", "Did you send the budget already?"),
            ("S1", "No, that is not mine, and it has not been sent yet."),
            ("S2", "I will draw the floor plan for you by Thursday."),
            ("S1", "Thanks. I haven't booked the moving van, I will do it tonight."),
        ),
        (
            Promise("Draw the floor plan", "S2", (3,), date(2026, 11, 5)),
            Promise("Book the moving van", "S1", (4,), date(2026, 11, 3)),
        ),
    ),
    Scene(
        "wednesday",
        "Stand-up",
        _at(4, 9),
        (("S1", "Clara Ruiz"), ("S2", "Ada Brandt"), ("S3", "Ben Okafor")),
        (
            ("S2", "Ben, have you booked the moving van?"),
            ("S3", "Yes, last night."),
            ("S2", "Great. I sent the invitation for the board meeting, but the budget is almost ready, not more."),
            ("S1", "If I had called the caretaker, we would have the keys."),
            ("S1", "I wrote a draft of the letter, and I will send it to the printer by Friday."),
            ("S3", "I'll measure the server room by Friday, then."),
        ),
        (
            Promise("Send the letter to the printer", "S1", (5,), date(2026, 11, 6)),
            Promise("Measure the server room", "S3", (6,), date(2026, 11, 6)),
        ),
    ),
    Scene(
        "thursday-note",
        "A note to myself",
        _at(5, 18),
        (("S1", "Ada Brandt"),),
        (
            ("S1", "Long day. The budget went out to the board at noon."),
            ("S1", "The plants look thirsty. Did anybody water them?"),
            ("S1", "The letter to the neighbours has to be written by tomorrow at the latest."),
        ),
    ),
    Scene(
        "thursday-walk",
        "On the way home",
        _at(5, 19),
        (("S1", None),),
        (("S1", "I measured the server room, and I drew the floor plan."),),
    ),
    Scene(
        "friday",
        "Friday review",
        _at(6, 16),
        (("S1", "Ben Okafor"), ("S2", "Ada Brandt"), CLARA),
        (
            ("S3", "The keys are ordered. And the letter to the neighbours is written and printed."),
            ("S2", "What about the server room, Ben?"),
            ("S1", "I wanted to measure it today, but I was at the dentist."),
            ("S2", "And the letter, did it go to the printer?"),
            ("S3", "I sent it this morning."),
            ("S2", "I watered the plants on Thursday, by the way."),
            ("S2", "I will send the new budget to the board by next Wednesday."),
        ),
        (Promise("Send the new budget to the board", "S2", (7,), date(2026, 11, 11)),),
    ),
)

LEDGER = (
    Expected(
        "Send the budget to the board",
        "Ada Brandt",
        "closed",
        (("monday", 1),),
        (("thursday-note", 1),),
        date(2026, 11, 4),
    ),
    Expected(
        "Book the moving van",
        "Ben Okafor",
        "closed",
        (("monday", 2), ("tuesday-call", 4)),
        (("wednesday", 2),),
        date(2026, 11, 3),
    ),
    Expected(
        "Call the caretaker and order the keys",
        "Clara Ruiz",
        "closed",
        (("monday", 3),),
        (("friday", 1),),
        date(2026, 11, 6),
    ),
    Expected(
        "Write the letter to the neighbours",
        "Clara Ruiz",
        "closed",
        (("monday", 4), ("monday", 5)),
        (("friday", 1),),
        date(2026, 11, 5),
    ),
    Expected(
        "Measure the server room",
        "Ben Okafor",
        "open",
        (("monday", 6), ("wednesday", 6)),
        (),
        date(2026, 11, 6),
    ),
    Expected("Water the plants", None, "closed", (("monday", 7),), (("friday", 6),), date(2026, 11, 3)),
    Expected("Draw the floor plan", "S2", "overdue", (("tuesday-call", 3),), (), date(2026, 11, 5)),
    Expected(
        "Send the letter to the printer",
        "Clara Ruiz",
        "closed",
        (("wednesday", 5),),
        (("friday", 5),),
        date(2026, 11, 6),
    ),
    Expected("Send the new budget to the board", "Ada Brandt", "open", (("friday", 7),), (), date(2026, 11, 11)),
)
"""The ledger at the end of Friday, in the order in which things were promised."""

STANDING = {
    date(2026, 11, 2): {"opened": {1, 2, 3, 4, 5, 6}, "carried": set(), "overdue": set(), "closed": set()},
    date(2026, 11, 3): {"opened": {7}, "carried": {1, 2, 3, 4, 5, 6}, "overdue": set(), "closed": set()},
    date(2026, 11, 4): {"opened": {8}, "carried": {1, 3, 4, 5, 7}, "overdue": {6}, "closed": {2}},
    date(2026, 11, 5): {"opened": set(), "carried": {3, 4, 5, 7, 8}, "overdue": {6}, "closed": {1}},
    date(2026, 11, 6): {"opened": {9}, "carried": {5}, "overdue": {7}, "closed": {3, 4, 6, 8}},
}
"""What each day must say, by the numbers of the lines of the ledger."""
