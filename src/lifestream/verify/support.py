"""How well evidence supports a claim as a whole: shared words, and nearness in meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from lifestream.domain.claim import State
from lifestream.ports.embedder import Embedder
from lifestream.verify.evidence import Case, name_parts
from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.numerals import CURRENCIES, find_numbers
from lifestream.verify.words import STOPWORDS, listed, stem, tokenize

SUPPORTED = 0.6
"""The score from which the evidence supports a claim."""
WEAK = 0.4
"""The score below which it does not."""
CALENDAR = frozenset(stem(name) for name in (*MONTHS, *WEEKDAYS))
REPORTING = frozenset(
    stem(word)
    for word in listed(
        "said says say ask asked agree agreed decide decided confirm confirmed state stated note noted mention "
        "mentioned report reported explain explained discuss discussed suggest suggested propose proposed offer "
        "offered plan planned group team meeting participants speaker speakers people somebody discussion recording"
    )
)
"""Words that minutes add about the act of speaking; they neither need support nor give it."""


def content(text: str) -> frozenset[str]:
    """What a text is about: the stems of its content words, and its numbers as ``#18500``.

    >>> sorted(content("We approved eighteen thousand five hundred euros."))
    ['#18500', 'EUR', 'approv']
    """
    tokens = tokenize(text)
    numbers = find_numbers(text)
    covered = {i for n in numbers for i in range(n.first, n.last + 1)}
    words = (t for i, t in enumerate(tokens) if i not in covered and t.is_word and t.lower not in STOPWORDS)
    kept = {CURRENCIES.get(t.lower, stem(t.lower)) for t in words if len(t.lower) > 1}
    return frozenset(kept | {f"#{value:g}" if value < 1e6 else f"#{value:.0f}" for n in numbers for value in n.values})


def lexical_support(case: Case) -> float:
    """The share (0–1) of a claim's content that is in its evidence, or is the name of somebody who speaks there."""
    every = content(case.text)
    # Numbers and dates have checks of their own: here they would make up for a subject that is not there.
    plain = frozenset(key for key in every if key not in CALENDAR and not key.startswith("#"))
    wanted = plain - REPORTING or plain or every
    if not wanted:
        return 1.0 if case.exhibits else 0.0
    names = {stem(part) for s in case.base.speakers if s.id in case.speakers for part in name_parts(s)}
    found = case.stems | names | frozenset(key for e in case.exhibits for key in content(e.text))
    return len(wanted & found) / len(wanted)


def meaning_support(cases: Sequence[Case], embedder: Embedder) -> list[float]:
    """The cosine (-1–1) of each claim with the nearest sentence, or the whole, of its evidence."""
    if not cases:
        return []
    texts: list[str] = []
    for case in cases:
        texts += [case.text, *_passages(case)]
    vectors = embedder.embed(texts)
    scores, start = [], 0
    for case in cases:
        stop = start + 1 + len(_passages(case))
        nearness = vectors[start + 1 : stop] @ vectors[start]
        scores.append(float(np.max(nearness, initial=-1.0)))
        start = stop
    return scores


def _passages(case: Case) -> list[str]:
    """The evidence as a whole, and its sentences."""
    whole = " ".join(e.text for e in case.exhibits)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n", whole) if len(s.split()) > 2]
    return [whole, *sentences[:12]]


def judge(lexical: float, meaning: float | None) -> tuple[float, State]:
    """Join both into a score (0–1) and a state: either kind of support may make up for the other."""
    score = lexical if meaning is None else max(lexical, 0.5 * lexical + 0.5 * max(0.0, meaning), meaning - 0.1)
    score = min(1.0, max(0.0, score))
    return score, "supported" if score >= SUPPORTED else "weak" if score >= WEAK else "unsupported"
