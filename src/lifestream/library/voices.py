"""Whose voice it is: voiceprints against profiles of people, where it may also be nobody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifestream.domain.person import Enrolment
from lifestream.domain.speaker import Voiceprint

ACCEPT = 0.74
"""The cosine from which a voice is somebody's (ADR 13), for the embeddings of CAM++."""
MARGIN = 0.1
"""How much less the second best person must have."""
SUGGEST = 0.6
"""The cosine from which a name is suggested."""
ENOUGH = 8.0
"""Seconds of speech that a name needs; a suggestion needs half of it."""
MIXED = 0.5
"""The spread from which a voiceprint is of several voices, and nobody's."""


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
        vector = np.asarray(enrolment.mean, np.float64) * max(enrolment.seconds, 1e-3)
        same = sums.get(enrolment.person)
        if same is None or len(same) == len(vector):
            sums[enrolment.person] = vector if same is None else same + vector
    return {person: vector / (np.linalg.norm(vector) or 1.0) for person, vector in sums.items()}


def match(
    speakers: Mapping[str, Voiceprint], people: Mapping[str, NDArray[np.float64]], accept: float = ACCEPT
) -> tuple[Match, ...]:
    """The people whose voices these may be, best first; each person once, each speaker once.

    A voice that is like nobody's has no match: most people in a recording are nobody that is known.
    """
    pairs: list[Match] = []
    for speaker, voice in speakers.items():
        scores = {p: s for p, vector in people.items() if (s := _cosine(voice, vector)) is not None}
        if voice.spread is not None and voice.spread > MIXED:
            continue
        for person, score in scores.items():
            second = max((other for p, other in scores.items() if p != person), default=-1.0)
            is_sure = score >= accept and score - second >= MARGIN and voice.seconds >= ENOUGH
            if score >= SUGGEST and voice.seconds >= ENOUGH / 2:
                pairs.append(Match(speaker, person, score, score - second, is_sure))
    taken: list[Match] = []
    for pair in sorted(pairs, key=lambda m: (-m.score, m.speaker, m.person)):
        if all(pair.speaker != t.speaker and pair.person != t.person for t in taken):
            taken.append(pair)
    return tuple(taken)


def _cosine(voice: Voiceprint, vector: NDArray[np.float64]) -> float | None:
    """``None`` where the two were made by models that cannot be compared."""
    mean = np.asarray(voice.mean, np.float64)
    return float(mean @ vector) if mean.shape == vector.shape else None
