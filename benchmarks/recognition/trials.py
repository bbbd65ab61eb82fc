"""How well voices tell people apart: error rates on people whom the threshold was not chosen on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

import numpy as np

from benchmarks.recognition.speech import Side
from lifestream.domain.person import Enrolment
from lifestream.domain.speaker import Voiceprint
from lifestream.library.voices import DEFAULT, likeness, profiles

ENROLLED = 30.0
"""Seconds of speech that a voice is learned from, where there are so many."""
AS_RECORDED = "as recorded"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SAFETY = 0.02
"""How far above the likest strangers a threshold is put."""


@dataclass(frozen=True, slots=True)
class Print:
    """The voiceprint of an excerpt of so many seconds of one person's speech; ``None`` where nobody was heard."""

    person: str
    origin: str
    item: str
    side: Side
    condition: str
    seconds: float
    voice: Voiceprint | None


@dataclass(frozen=True, slots=True)
class Trial:
    """An excerpt held against somebody's voice; the cosine, −1 where nobody was heard."""

    speaker: str
    enrolled: str
    condition: str
    seconds: float
    score: float

    @property
    def is_same(self) -> bool:
        """Whether it is that person."""
        return self.speaker == self.enrolled


@dataclass(frozen=True, slots=True)
class Rates:
    """Errors of one sort of trial, on people whom the threshold was not chosen on.

    Attributes:
        what: the sort of trial.
        half: the half of the people that was tested.
        threshold: chosen on the other half.
        equal: the equal error rate of the tested half, 0–1.
        accepted: strangers taken for somebody, and all trials with strangers.
        rejected: people not known again, and all trials with the right person.
        pairs: pairs of people of which one was ever taken for the other, and all pairs.
        likest: the highest cosine of two people, and who they are.
    """

    what: str
    half: int
    threshold: float
    equal: float
    accepted: tuple[int, int]
    rejected: tuple[int, int]
    pairs: tuple[int, int]
    likest: tuple[float, str, str]


def halves(prints: Iterable[Print]) -> dict[str, int]:
    """Deal people out to two halves: families of voices in order of name take turns, within each origin.

    A family are synthetic voices of one accent and sex, which are the likest strangers there are: a half that saw one
    of them has seen nothing of the other. Everybody else is a family of one.
    """
    families: dict[tuple[str, str], set[str]] = {}
    for one in prints:
        family = one.person[:3] if one.origin == "synthetic" and one.person[2:3] == "_" else one.person
        families.setdefault((one.origin, family), set()).add(one.person)
    found: dict[str, int] = {}
    for origin in sorted({origin for origin, _ in families}):
        for number, key in enumerate(sorted(key for key in families if key[0] == origin)):
            found.update(dict.fromkeys(families[key], number % 2))
    return found


def enrolled(prints: Iterable[Print]) -> dict[str, Voiceprint]:
    """What is learned of everybody: the longest excerpt of one recording as it was made."""
    found: dict[str, Print] = {}
    for one in prints:
        best = found.get(one.person)
        if one.side == "enrol" and one.voice and (best is None or one.seconds > best.seconds):
            found[one.person] = one
    return {person: one.voice for person, one in found.items() if one.voice}


def trials(prints: Sequence[Print], people: Iterable[str]) -> tuple[Trial, ...]:
    """Every test excerpt of these people against every one of them whose voice was learned."""
    wanted = set(people)
    voices = {person: voice for person, voice in enrolled(prints).items() if person in wanted}
    probes = [one for one in prints if one.side == "test" and one.person in wanted]
    return tuple(
        Trial(one.person, person, one.condition, one.seconds, _score(one.voice, voice))
        for one, (person, voice) in product(probes, voices.items())
    )


def equal_error(found: Sequence[Trial]) -> float:
    """The rate at which as many strangers are accepted as people are rejected (0–1), between the nearest scores."""
    same = np.sort([t.score for t in found if t.is_same])
    others = np.sort([t.score for t in found if not t.is_same])
    if not len(same) or not len(others):
        return 0.0
    thresholds = np.unique(np.concatenate([same, others]))
    rejected = np.searchsorted(same, thresholds, "left") / len(same)
    accepted = 1 - np.searchsorted(others, thresholds, "left") / len(others)
    nearest = int(np.argmin(np.abs(rejected - accepted)))
    return float((rejected[nearest] + accepted[nearest]) / 2)


def threshold(found: Iterable[Trial]) -> float:
    """What a cosine must reach: somewhat more than any stranger did. Rounded up to a hundredth."""
    highest = max((t.score for t in found if not t.is_same), default=0.0)
    return float(np.ceil(100 * (highest + SAFETY)) / 100)


def rates(what: str, half: int, limit: float, found: Sequence[Trial]) -> Rates:
    """The errors of trials at a threshold."""
    same = [t for t in found if t.is_same]
    others = [t for t in found if not t.is_same]
    wrong = [t for t in others if t.score >= limit]
    likest = max(others, key=lambda t: t.score, default=Trial("", "", "", 0.0, -1.0))
    return Rates(
        what=what,
        half=half,
        threshold=limit,
        equal=equal_error(found),
        accepted=(len(wrong), len(others)),
        rejected=(sum(t.score < limit for t in same), len(same)),
        pairs=(len(_pairs(wrong)), len(_pairs(others))),
        likest=(round(likest.score, 3), likest.speaker, likest.enrolled),
    )


def _pairs(found: Iterable[Trial]) -> set[frozenset[str]]:
    return {frozenset((t.speaker, t.enrolled)) for t in found}


def _score(probe: Voiceprint | None, voice: Voiceprint) -> float:
    """What the product would find: the likeness to the profile of one enrolment."""
    if probe is None:
        return -1.0
    profile = profiles([Enrolment("person", "recording", "S1", voice.mean, voice.seconds, NEVER)])["person"]
    score = likeness(probe.mean, profile)
    return -1.0 if score is None else score


def measure(prints: Sequence[Print]) -> tuple[Rates, ...]:
    """Choose a threshold on each half, and test it on the other: over all, by seconds, by condition."""
    sides = halves(prints)
    tests = [trials(prints, [p for p, side in sides.items() if side == half]) for half in (0, 1)]
    found: list[Rates] = []
    for half in (0, 1):
        limit, own = threshold(tests[1 - half]), tests[half]
        sorts = {"all": own}
        for trial in own:
            is_plain = trial.condition == AS_RECORDED
            what = f"{trial.seconds:.0f} s, {AS_RECORDED}" if is_plain else trial.condition
            sorts[what] = (*sorts.get(what, ()), trial)
        found += [rates(what, half, limit, sorts[what]) for what in sorted(sorts, key=lambda w: (w != "all", w))]
        found.append(rates("all, the product's own threshold", half, DEFAULT.accept, own))
    return tuple(found)
