"""The quality ledger: how much was read, what was dropped, what nobody cited."""

from __future__ import annotations

from collections.abc import Iterable

from lifestream.domain.claim import Claim
from lifestream.domain.document import Quality
from lifestream.domain.notes import Notes
from lifestream.domain.segment import Segment, union
from lifestream.domain.timeline import Timeline

LOW_CONFIDENCE = 0.5
"""The probability below which a word counts as doubtful."""


def measure_quality(timeline: Timeline, notes: Notes) -> Quality:
    """Measure what the notes made of a timeline; ``notes`` still hold the claims that the checks rejected."""
    utterances = timeline.utterances()
    claims = distinct(claim for chunk in notes.chunks for claim in chunk.claims())
    states = [claim.verification.state for claim in claims]
    cited = {e.ref for claim in claims if claim.is_shown for e in claim.evidence}
    written = [chunk.segment for chunk in notes.chunks if chunk.writer]
    # An utterance is read with the chunk in which it starts, to its end.
    read = [u.segment for u in utterances.values() if any(s.contains(u.segment.start) for s in written)]
    salient = dict.fromkeys(ref for chunk in notes.chunks for ref in chunk.salient)
    heard = _seconds(u.segment for u in utterances.values())
    return Quality(
        media_seconds=timeline.media.duration,
        speech_seconds=max(timeline.transcript.speech_seconds, heard),
        read_seconds=_seconds(read),
        cited_seconds=_seconds(utterances[ref].segment for ref in cited if ref in utterances),
        claims=len(claims),
        supported=sum(1 for state in states if state in {"supported", "edited"}),
        weak=states.count("weak"),
        unsupported=states.count("unsupported"),
        uncited_salient=tuple(ref for ref in salient if ref not in cited),
        word_confidence=_word_confidence(timeline),
        low_confidence_seconds=_low_confidence_seconds(timeline),
        dropped_seconds=_seconds(span.segment for span in timeline.transcript.dropped),
        warnings=_warnings(timeline, notes),
    )


def distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, though it stands in several places: the same id with the same text."""
    return tuple({(claim.id, claim.text): claim for claim in claims}.values())


def _seconds(segments: Iterable[Segment]) -> float:
    return sum(segment.duration for segment in union(segments))


def _word_confidence(timeline: Timeline) -> float | None:
    """The mean probability of the words, weighted by how long they took."""
    words = [word for u in timeline.transcript.utterances for word in u.words]
    weight = sum(word.segment.duration for word in words)
    if not words:
        return None
    if weight <= 0:
        return sum(word.probability for word in words) / len(words)
    return sum(word.probability * word.segment.duration for word in words) / weight


def _low_confidence_seconds(timeline: Timeline) -> float:
    words = (word for u in timeline.transcript.utterances for word in u.words)
    return _seconds(word.segment for word in words if word.probability < LOW_CONFIDENCE)


def _warnings(timeline: Timeline, notes: Notes) -> tuple[str, ...]:
    sources = [timeline.media.warnings, timeline.transcript.warnings, timeline.scenes.warnings]
    return tuple(dict.fromkeys(w for source in [*sources, *(c.warnings for c in notes.chunks)] for w in source))
