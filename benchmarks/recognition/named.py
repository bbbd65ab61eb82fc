"""What the product's own rule makes of voices, where some are of people it knows and some are of strangers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.recognition.trials import NEVER
from lifestream.domain.person import Enrolment
from lifestream.domain.speaker import Voiceprint
from lifestream.library.voices import match, profiles


@dataclass(frozen=True, slots=True)
class Named:
    """What became of each voice, where one half of the people is known: how many were so treated, of how many.

    Attributes:
        half: the half that is known.
        right: known people who got their name.
        suggested: known people whose name was suggested only.
        wrong: known people who got somebody else's name.
        known: voices of known people.
        accepted: strangers who got a name.
        doubted: strangers for whom a name was suggested.
        strangers: voices of strangers.
        missed: the conditions in which known people got no name, one for each voice.
    """

    half: int
    right: int
    suggested: int
    wrong: int
    known: int
    accepted: int
    doubted: int
    strangers: int
    missed: tuple[str, ...]


def name_voices(half: int, voices: Sequence[tuple[str, str, Voiceprint]], known: Mapping[str, Voiceprint]) -> Named:
    """Hold voices (condition, person, voiceprint) against the people of one half."""
    people = profiles([Enrolment(p, "", p, voice.mean, voice.seconds, NEVER) for p, voice in known.items()])
    counts = dict.fromkeys(("right", "suggested", "wrong", "known", "accepted", "doubted", "strangers"), 0)
    missed: list[str] = []
    for condition, person, voice in voices:
        found = next(iter(match({"S1": voice}, people)), None)
        is_named = found is not None and found.is_sure
        if person not in known:
            counts["strangers"] += 1
            counts["accepted"] += is_named
            counts["doubted"] += found is not None and not is_named
            continue
        is_right = found is not None and found.person == person
        counts["known"] += 1
        counts["right"] += is_named and is_right
        counts["wrong"] += is_named and not is_right
        counts["suggested"] += is_right and not is_named
        if not is_named:
            missed.append(condition)
    return Named(half=half, missed=tuple(sorted(missed)), **counts)
