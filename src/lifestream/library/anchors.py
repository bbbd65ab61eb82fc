"""Finding again what an edit is about, after a recording was processed anew and ids have changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.edit import Anchor
from lifestream.domain.segment import Segment, union
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance

SPOKEN_SPANS = 5
"""So many of a speaker's longest utterances tell which voice was meant."""
SAME_PLACE = 0.5
"""The share of time that two utterances, or the evidence of two claims, must have in common to be one."""
SAME_TEXT = 0.6
"""The likeness of texts (0–1) from which they are one although their times agree in part only."""
SAME_VOICE = 0.5
"""The share of an anchor's speech that one voice must have to be the one that was meant."""


def anchor_utterance(utterance: Utterance) -> Anchor:
    """What tells an utterance: when it was and what was said."""
    return Anchor("utterance", utterance.id, (utterance.segment,), utterance.text)


def anchor_speaker(speaker: str, timeline: Timeline) -> Anchor:
    """What tells a speaker: the longest of the utterances, in order of time."""
    own = sorted((u.segment for u in timeline.transcript.utterances if u.speaker == speaker), key=lambda s: -s.duration)
    return Anchor("speaker", speaker, tuple(sorted(own[:SPOKEN_SPANS])))


def anchor_claim(claim: Claim) -> Anchor:
    """What tells a claim: the moments of its evidence and its text."""
    return Anchor("claim", claim.id, _spans(claim), claim.text)


def find_utterance(anchor: Anchor, timeline: Timeline) -> Utterance | None:
    """The utterance that an anchor means; ``None`` where there is none like it."""
    candidates = timeline.transcript.utterances
    best = max(candidates, key=lambda u: _likeness(anchor, (u.segment,), u.text), default=None)
    return best if best and _is_same(anchor, (best.segment,), best.text) else None


def find_claim(anchor: Anchor, claims: Iterable[Claim]) -> Claim | None:
    """The claim that an anchor means; ``None`` where there is none like it."""
    best = max(claims, key=lambda c: (_likeness(anchor, _spans(c), c.text), c.id == anchor.id), default=None)
    is_like = best is not None and _text_likeness(anchor.text, best.text) >= SAME_TEXT
    return best if best and is_like and _is_same(anchor, _spans(best), best.text) else None


def find_speaker(anchor: Anchor, timeline: Timeline) -> str | None:
    """The id of the speaker who speaks most of an anchor's time; ``None`` where nobody does."""
    seconds: dict[str, float] = {}
    for utterance in timeline.transcript.utterances:
        shared = sum(span.overlap(utterance.segment) for span in anchor.spans)
        seconds[utterance.speaker] = seconds.get(utterance.speaker, 0.0) + shared
    whole = sum(span.duration for span in anchor.spans)
    best = max(seconds, key=lambda id: (seconds[id], id == anchor.id), default=None)
    return best if best and whole and seconds[best] >= SAME_VOICE * whole else None


def claims_of(document: Document) -> tuple[Claim, ...]:
    """Every claim of a document once, by id."""
    found: dict[str, Claim] = {}
    document.with_claims(lambda claim: found.setdefault(claim.id, claim))
    return tuple(found.values())


def _spans(claim: Claim) -> tuple[Segment, ...]:
    return tuple(sorted({e.segment for e in claim.evidence if e.segment}))


def _is_same(anchor: Anchor, spans: Sequence[Segment], text: str) -> bool:
    time = _time_likeness(anchor.spans, spans)
    return time >= SAME_PLACE or (time > 0 and _text_likeness(anchor.text, text) >= SAME_TEXT)


def _likeness(anchor: Anchor, spans: Sequence[Segment], text: str) -> float:
    time = _time_likeness(anchor.spans, spans)
    return time + _text_likeness(anchor.text, text) if time else 0.0


def _time_likeness(some: Sequence[Segment], others: Sequence[Segment]) -> float:
    """The time that both have in common, as a share of all of it (0–1); points are alike where they are near."""
    shared = sum(one.overlap(other) for one in union(some) for other in union(others))
    whole = sum(span.duration for span in union([*some, *others]))
    if whole:
        return shared / whole
    return 1.0 if some and others and min(a.gap(b) for a in some for b in others) < 1.0 else 0.0


def _text_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()
