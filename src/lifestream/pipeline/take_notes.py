"""One chunk written about: one call, its evidence resolved, its claims numbered."""

from __future__ import annotations

import logging
from dataclasses import replace

from lifestream.domain.chunk import Chunk
from lifestream.domain.claim import Claim, Evidence
from lifestream.domain.notes import ChunkNotes, Cost
from lifestream.domain.segment import Segment
from lifestream.errors import ConfigurationError, ModelError, UnavailableError
from lifestream.ports.writer import Writer, WritingContext
from lifestream.render.wording import writers_text

log = logging.getLogger(__name__)

KEYFRAME_SECONDS = 1.0
"""The length given to the moment that a keyframe shows."""


def take_notes(chunk: Chunk, writer: Writer, fallback: Writer, context: WritingContext) -> ChunkNotes:
    """Write about one chunk; where the writer cannot, ``fallback`` does, and the notes say so.

    Evidence ids are resolved to times and quotes of this chunk: an id that it does not hold keeps
    ``segment=None``. Claim ids become ``c<chunk>-<n>``; participants are speakers of this chunk.

    Raises:
        UnavailableError, ModelError, ConfigurationError: neither writer could.
    """
    try:
        notes = writer.write(chunk, context)
    except (UnavailableError, ModelError, ConfigurationError) as error:
        if fallback is writer:
            raise
        log.warning("chunk %d: %s", chunk.index, error)
        notes = fallback.write(chunk, context)
        who = writers_text(notes.writer or fallback.fingerprint, is_brief=True)
        cause = f"{writers_text(writer.fingerprint, is_brief=True)} could not: {str(error).rstrip('.')}."
        warning = f"{who[:1].upper()}{who[1:]} wrote a part of this, because {cause}"
        # What the writer asked for in vain is on the bill too.
        notes = replace(notes, warnings=(*notes.warnings, warning), cost=notes.cost + Cost(*error.spent))
    return _resolve(replace(notes, index=chunk.index, segment=chunk.segment), chunk)


def _resolve(notes: ChunkNotes, chunk: Chunk) -> ChunkNotes:
    """Give claims their numbers, times and quotes, and keep only who and what is in the chunk."""
    heard = {u.id: (u.segment, u.text) for u in chunk.utterances}
    seen = {k.id: (Segment(k.time, k.time + KEYFRAME_SECONDS), k.text) for k in chunk.keyframes}
    known = heard | seen
    ids: dict[tuple[str, str], str] = {}

    def renew(claim: Claim) -> Claim:
        # A claim that stands in two places of the notes keeps one id.
        id = ids.setdefault((claim.id, claim.text), f"c{chunk.index}-{len(ids) + 1}")
        return replace(claim, id=id, evidence=tuple(_resolve_one(e, known) for e in claim.evidence))

    present = {speaker.id for speaker in chunk.speakers}
    renewed = notes.with_claims(renew)
    return replace(
        renewed,
        participants=tuple(p for p in dict.fromkeys(renewed.participants) if p in present),
        speakers=tuple(s for s in renewed.speakers if s.speaker in present),
        salient=tuple(ref for ref in dict.fromkeys(renewed.salient) if ref in heard),
    )


def _resolve_one(evidence: Evidence, known: dict[str, tuple[Segment, str]]) -> Evidence:
    """Add time and quote; a quote that was not said gives way to what was."""
    if evidence.ref not in known:
        return replace(evidence, segment=None)
    segment, text = known[evidence.ref]
    quote = evidence.quote if evidence.quote and _plain(evidence.quote) in _plain(text) else text
    return replace(evidence, segment=segment, quote=quote)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
