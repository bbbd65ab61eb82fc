"""How well a day is told: in order, with what had to be mentioned, and nothing that nobody said or saw.

A point is mentioned where one statement of the event's own recording (a claim that the day shows, a task, or the words
that it rests on) has all key terms of it, or of one of its alternatives ("dog/puppy", "beach or sea"). Points of a
recording in which nobody speaks and nothing is to be read are counted apart: only a writer that sees can know them.

An invention is anything that the day says of such a recording beside its title, its length, and what sort of picture it
shows: a person, a place, a decision, a task, a chapter, a spoken statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from benchmarks.scores.facts import key_terms
from lifestream.domain.day import Day, Event


@dataclass(frozen=True, slots=True)
class DayScore:
    """One day: events in their order (of how many), points mentioned, points that must be seen, inventions."""

    item: str
    in_order: tuple[int, int]
    mentioned: tuple[int, int]
    seen: tuple[int, int]
    inventions: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerScore:
    """The scripted days: lines of the ledger, and days, that are exactly right, of how many."""

    lines: tuple[int, int]
    days: tuple[int, int]


def score_day(day: Day, truth: dict[str, Any], silent: Sequence[bool]) -> DayScore:
    """Compare a day with what is true of it; ``silent`` says of each recording, in order, that nobody speaks in it."""
    wanted = [datetime.fromisoformat(video["creation_time"]) for video in truth["videos"]]
    starts = [event.start for event in day.events]
    in_order = sum(start == want for start, want in zip(starts, wanted, strict=False))
    hits, tries, seen, to_see, missed, inventions = 0, 0, 0, 0, list[str](), list[str]()
    for event, expected, is_silent in zip(day.events, truth["journal_expectations"], silent, strict=False):
        statements = told(day, event)
        found = [point for point in expected["must_mention"] if mentions(statements, point)]
        if is_silent:
            seen, to_see = seen + len(found), to_see + len(expected["must_mention"])
            inventions += invented(day, event)
        else:
            hits, tries = hits + len(found), tries + len(expected["must_mention"])
            missed += [point for point in expected["must_mention"] if point not in found]
    extra = [event.title for event in day.events[len(wanted) :]]
    return DayScore(
        str(truth["id"]),
        (in_order, len(wanted)),
        (hits, tries),
        (seen, to_see),
        tuple(inventions + extra),
        tuple(missed),
    )


def told(day: Day, event: Event) -> list[str]:
    """Every statement that a day makes about one of its events."""
    claims = [*event.bottom_line, *event.decisions, *(claim for chapter in event.chapters for claim in chapter.claims)]
    statements = [event.title, *(claim.text for claim in claims)]
    for task in (*day.opened, *day.closed):
        own = [m.quote for m in (*task.opened, *task.closed) if m.recording == event.recording]
        due = f" {task.due.text}" if task.due else ""
        statements += [f"{task.owner or ''} {task.task}{due}", *own] if own else []
    return statements


def mentions(statements: Sequence[str], point: str) -> bool:
    """Whether one statement says a point, or one of its alternatives."""
    alternatives = [key_terms(text) for text in re.split(r"/|\bor\b", point)]
    return any(wanted <= key_terms(text) for text in statements for wanted in alternatives if wanted)


def invented(day: Day, event: Event) -> list[str]:
    """What a day says of a recording in which nobody speaks, beside what sort of picture it shows."""
    found = [*event.people, *(["a voice"] * event.unnamed), *(claim.text for claim in event.decisions)]
    found += [event.place.text] if event.place and event.place.source != "gps" else []
    found += [claim.text for claim in event.bottom_line if claim.source != "shown" or claim.kind != "visual"]
    found += [chapter.title for chapter in event.chapters]
    return found + [c.task for c in day.opened if any(m.recording == event.recording for m in c.opened)]
