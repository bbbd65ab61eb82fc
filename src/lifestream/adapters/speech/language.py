"""Which language is spoken when: evidence pooled over the recording, so that no single window decides.

A window alone is often wrong (an accent, a name, two seconds of speech). So windows vote, weighted by
how much speech they hold, and a change of language has to pay for itself: a Viterbi path over time.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lifestream.domain.transcript import LanguageShare

_SWITCH = 6.0
"""Nats of evidence that a change of language costs: the other must be some 400 times as likely."""

_FLOOR = 1e-3  # no single window may rule a language out
_SURE_SECONDS = 8.0  # of speech make full evidence; less counts for less
_MAIN_SHARE = 0.02  # of the pooled probability that a language needs to be considered at all
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one window sounds like: when (seconds), how much speech, the probability of each language."""

    time: float
    speech_seconds: float
    probabilities: Mapping[str, float]


def restrict(probabilities: Mapping[str, float], allowed: Collection[str]) -> dict[str, float]:
    """Keep the allowed languages (all, where none is named), so that they sum to 1."""
    kept = {code: p for code, p in probabilities.items() if not allowed or code in allowed}
    total = sum(kept.values())
    if total <= 0:
        codes = sorted(allowed) or [_FALLBACK]
        return {code: 1 / len(codes) for code in codes}
    return {code: p / total for code, p in kept.items()}


def pool(evidence: Sequence[Evidence]) -> dict[str, float]:
    """Average the windows' probabilities, weighted by speech: the language of the recording as a whole."""
    total = sum(item.speech_seconds for item in evidence)
    pooled: dict[str, float] = {}
    for item in evidence:
        for code, probability in item.probabilities.items():
            pooled[code] = pooled.get(code, 0.0) + probability * item.speech_seconds / total if total else 0.0
    return pooled


def trace(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Name the language of each window, in order of time: the likeliest path with few changes (Viterbi)."""
    if not evidence:
        return ()
    pooled = pool(evidence)
    codes = [code for code, share in sorted(pooled.items(), key=lambda item: -item[1]) if share >= _MAIN_SHARE]
    codes = codes or [max(pooled, key=pooled.__getitem__)]
    scores = [math.log(max(pooled[code], _FLOOR)) + _weigh(evidence[0], code) for code in codes]
    steps: list[list[int]] = []
    for item in evidence[1:]:
        best = max(range(len(codes)), key=scores.__getitem__)
        came = [index if scores[index] >= scores[best] - _SWITCH else best for index in range(len(codes))]
        scores = [
            (scores[came[index]] - (_SWITCH if came[index] != index else 0.0)) + _weigh(item, code)
            for index, code in enumerate(codes)
        ]
        steps.append(came)
    path = [max(range(len(codes)), key=scores.__getitem__)]
    for came in reversed(steps):
        path.append(came[path[-1]])
    return tuple(codes[index] for index in reversed(path))


def decide(expected: str, own: Evidence) -> str:
    """Name the language of a window between others: the expected one, unless its own evidence is strong."""
    likeliest = max(own.probabilities, key=own.probabilities.__getitem__)
    return likeliest if _weigh(own, likeliest) - _weigh(own, expected) > _SWITCH else expected


def shares(seconds: Mapping[str, float]) -> tuple[LanguageShare, ...]:
    """Turn seconds of speech in each language into shares, the largest first."""
    total = sum(seconds.values())
    ordered = sorted(seconds.items(), key=lambda item: (-item[1], item[0]))
    return tuple(LanguageShare(code, amount / total) for code, amount in ordered if amount > 0)


def _weigh(item: Evidence, code: str) -> float:
    certainty = min(1.0, item.speech_seconds / _SURE_SECONDS)
    return certainty * math.log(max(item.probabilities.get(code, 0.0), _FLOOR))
