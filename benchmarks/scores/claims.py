"""Whether what the document says is true: judged by the reference transcript, not by what was recognised.

A spoken claim is supported by the truth if, of its key terms, at least ``ENOUGH`` are said within ``SLACK``
seconds of its evidence, and so are all its numbers, and if something is denied there where it denies something. Names
of speakers are not counted among its terms. A claim about the picture is judged by the reference text of the screen in
the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.items import Item, Said
from benchmarks.scores.facts import denies, everything, key_terms
from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment

SLACK = 2.0
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """Claims on the page, how many cite evidence that exists, how many of the checkable ones the truth supports."""

    claims: int
    resolving: int
    checkable: int
    supported: int
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the speech the document says that it read and cites, and how much shorter than the truth it is.

    ``read`` and ``cited`` are shares (0–1) of the seconds of speech in the document's own ledger; ``compression`` is
    words of speech for each word of the document's own text.
    """

    read: float
    cited: float
    compression: float


def score_claims(item: Item, document: Document) -> ClaimScore:
    """Judge every claim that a page shows."""
    claims = everything(document)
    judged = [(claim, _is_supported(claim, item, document)) for claim in claims if claim.kind != "activity"]
    return ClaimScore(
        claims=len(claims),
        resolving=sum(bool(c.evidence) and all(e.segment is not None for e in c.evidence) for c in claims),
        checkable=sum(verdict is not None for _, verdict in judged),
        supported=sum(verdict is True for _, verdict in judged),
        unsupported=tuple(claim.text for claim, verdict in judged if verdict is False),
    )


def coverage(document: Document, words_said: int) -> Coverage:
    """Read the ledger of the document; ``words_said`` are those of the reference."""
    speech = document.quality.speech_seconds or 1.0
    written = sum(len(claim.text.split()) for claim in everything(document)) or 1
    return Coverage(
        document.quality.read_seconds / speech, document.quality.cited_seconds / speech, words_said / written
    )


def _is_supported(claim: Claim, item: Item, document: Document) -> bool | None:
    """``None`` where the truth has nothing to judge by."""
    spans = [e.segment for e in claim.evidence if e.segment]
    if not spans:
        return False
    shown = _shown_near(item, spans)
    if claim.kind == "visual" and not shown:
        return None
    texts = [*_said_near(item.said or (), spans), *shown]
    if not texts:
        return None
    truth = key_terms(" ".join(texts))
    names = key_terms(" ".join([*item.names.values(), *(s.label for s in document.speakers)]))
    claimed = key_terms(claim.text) - names
    numbers = {term for term in claimed if re.fullmatch(r"[\d.,]+", term)}
    is_denied = not denies(claim.text) or denies(" ".join(texts))
    return is_denied and numbers <= truth and len(claimed & truth) >= ENOUGH * len(claimed)


def _said_near(said: Sequence[Said], spans: Sequence[Segment]) -> list[str]:
    return [line.text for line in said if any(line.segment.gap(span) <= SLACK for span in spans)]


def _shown_near(item: Item, spans: Sequence[Segment]) -> list[str]:
    screens = item.screens or ()
    return [line for span, lines in screens if any(span.gap(s) <= SLACK for s in spans) for line in lines]
