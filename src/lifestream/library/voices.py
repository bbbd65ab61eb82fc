"""Whose voice it is: voiceprints against profiles of people, where it may also be nobody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.person import Enrolment
from lifestream.domain.speaker import Voiceprint

MOST = 60.0
"""Seconds of one recording that count in a profile: a long lecture must not outweigh other rooms and microphones."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """When a voice is somebody's. Measured for the embeddings of CAM++ by ``benchmarks/recognition`` (ADR 13).

    Attributes:
        accept: the cosine (−1…1) from which a name is applied.
        margin: how much less the second best person must have.
        suggest: the cosine from which a name is suggested.
        enough: seconds of speech that a name needs; a suggestion, and an enrolment, need half of it.
        mixed: the spread from which a voiceprint is of several voices, and nobody's.
    """

    accept: float = 0.75
    margin: float = 0.1
    suggest: float = 0.45
    enough: float = 8.0
    mixed: float = 0.4

    def is_usable(self, voice: Voiceprint | None) -> bool:
        """Whether a voiceprint tells something about one person."""
        return (
            voice is not None
            and voice.seconds >= self.enough / 2
            and (voice.spread is None or voice.spread < self.mixed)
        )


DEFAULT = Certainty()


@dataclass(frozen=True, slots=True)
class Match:
    """A speaker and the person whose voice it is nearest to: the cosine, and the margin to the second best person.

    ``is_sure`` says that the name may be applied; else it is a suggestion.
    """

    speaker: str
    person: str
    score: float
    margin: float
    is_sure: bool


def profiles(enrolments: Sequence[Enrolment]) -> dict[str, NDArray[np.float64]]:
    """The voice of each person: the mean of all that was enrolled, by seconds of speech, of unit length.

    It is made of the ledger each time, so that an enrolment which is taken back leaves no trace.
    """
    sums: dict[str, NDArray[np.float64]] = {}
    for enrolment in enrolments:
        vector = np.asarray(enrolment.mean, np.float64) * np.clip(enrolment.seconds, 1e-3, MOST)
        same = sums.get(enrolment.person)
        # Two models cannot be averaged: the one that the newest voiceprint is of counts.
        sums[enrolment.person] = vector if same is None or same.shape != vector.shape else same + vector
    return {person: vector / (np.linalg.norm(vector) or 1.0) for person, vector in sums.items()}


def likeness(mean: Sequence[float], profile: NDArray[np.float64]) -> float | None:
    """The cosine of two voices (−1…1); ``None`` where the two were made by models that cannot be compared."""
    vector = np.asarray(mean, np.float64)
    return float(vector @ profile) if vector.shape == profile.shape else None


def doubts(enrolments: Sequence[Enrolment], certainty: Certainty = DEFAULT) -> tuple[float | None, ...]:
    """For each voiceprint of one person, its likeness to all the others, where that is too little; else ``None``."""
    found: list[float | None] = []
    for number, enrolment in enumerate(enrolments):
        others = profiles([*enrolments[:number], *enrolments[number + 1 :]]).get(enrolment.person)
        score = None if others is None else likeness(enrolment.mean, others)
        found.append(score if score is not None and score < certainty.suggest else None)
    return tuple(found)


def match(
    speakers: Mapping[str, Voiceprint], people: Mapping[str, NDArray[np.float64]], certainty: Certainty = DEFAULT
) -> tuple[Match, ...]:
    """The people whose voices these may be, best first; each person once, each speaker once.

    A voice that is like nobody's has no match: most people in a recording are nobody that is known. Of two voices
    that are like one person, the nearer is that person, and the other is not the next person on the list.
    """
    best: list[Match] = []
    for speaker, voice in speakers.items():
        if not certainty.is_usable(voice):
            continue
        scores = {p: s for p, profile in people.items() if (s := likeness(voice.mean, profile)) is not None}
        order = sorted(scores, key=lambda person: (-scores[person], person))
        if not order or scores[order[0]] < certainty.suggest:
            continue
        score = scores[order[0]]
        margin = score - scores[order[1]] if len(order) > 1 else 2.0
        is_sure = score >= certainty.accept and margin >= certainty.margin and voice.seconds >= certainty.enough
        best.append(Match(speaker, order[0], score, margin, is_sure))
    taken: dict[str, Match] = {}
    for found in sorted(best, key=lambda m: (-m.score, m.speaker)):
        taken.setdefault(found.person, found)
    return tuple(taken.values())
