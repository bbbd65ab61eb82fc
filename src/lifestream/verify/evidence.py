"""Everything in a recording that a claim may rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lifestream.domain.claim import Claim
from lifestream.domain.scene import PictureKind
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance
from lifestream.verify.mentions import find_dates, to_date
from lifestream.verify.words import stems, tokenize

LABEL = re.compile(r"\s*(S\d+|S\?|[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}):\s+(?=\S)")
"""A speaker's name or id before a colon."""

LEAD = 6
"""Words that a sentence may have left in the utterance before."""

PICTURE_WORDS: dict[PictureKind, str] = {
    "slide": "slide slides titled shown screen text picture",
    "screen": "screen shown text window picture",
    "people": "people person shown picture",
    "landscape": "landscape outdoors outdoor shown picture view",
    "unknown": "shown picture",
}
"""What may be said about a picture of each kind beside the text on it."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What one evidence id stands for: what was said and by whom, or what was read from a picture.

    ``lead`` is what was said just before, where that was no end of a sentence: "I'm not" before "100% sure".
    """

    ref: str
    text: str
    segment: Segment
    speaker: str | None = None
    picture: PictureKind | None = None
    lead: str = ""


@dataclass(frozen=True)
class EvidenceBase:
    """The exhibits of one recording by id, who speaks in it, and the days that relative dates may count from."""

    exhibits: Mapping[str, Exhibit]
    order: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    anchors: tuple[date, ...] = ()

    @classmethod
    def of(cls, timeline: Timeline) -> EvidenceBase:
        """Collect the utterances and keyframes of a timeline.

        The recording's own day comes first among the anchors; days that somebody said or a slide
        showed in full (with the year) follow.
        """
        exhibits: dict[str, Exhibit] = {}
        before: Utterance | None = None
        for u in timeline.transcript.utterances:
            exhibits[u.id] = Exhibit(u.id, u.text, u.segment, speaker=u.speaker, lead=_lead(before, u))
            before = u
        for k in timeline.scenes.keyframes:
            text = "\n".join(dict.fromkeys([*([k.title] if k.title else []), *(line.text for line in k.lines)]))
            exhibits[k.id] = Exhibit(k.id, text, Segment(k.time, k.time), picture=k.kind)
        recorded_at = timeline.recording.recorded_at or timeline.media.origin.recorded_at
        return cls(
            exhibits,
            tuple(u.id for u in timeline.transcript.utterances),
            timeline.transcript.speakers,
            tuple(dict.fromkeys(([recorded_at.date()] if recorded_at else []) + _full_dates(exhibits))),
        )

    def speaker(self, label: str) -> Speaker | None:
        """Whom a label means: an id, a name, or a part of a name that only one speaker has."""
        wanted = label.casefold().strip()
        exact = [s for s in self.speakers if wanted in {s.id.casefold(), (s.name or "").casefold()}]
        parts = [s for s in self.speakers if wanted and set(wanted.split()) <= name_parts(s)]
        found = exact or parts
        return found[0] if len(found) == 1 else None

    def neighbour(self, ref: str, step: int) -> Exhibit | None:
        """The nearest utterance by somebody else after (``step`` = 1) or before (-1) an utterance."""
        position = self._positions.get(ref)
        if position is None:
            return None
        speaker = self.exhibits[ref].speaker
        rest = self.order[position + 1 :: step] if step > 0 else self.order[position - 1 :: step] if position else ()
        return next((self.exhibits[r] for r in rest[:4] if self.exhibits[r].speaker != speaker), None)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {ref: position for position, ref in enumerate(self.order)}


def _lead(before: Utterance | None, utterance: Utterance) -> str:
    """The last words before an utterance that goes on with them at once; the diarizer may have changed the voice."""
    if before is None or not utterance.goes_on_from(before):
        return ""
    unfinished = re.split(r"[.?!…。？！]", before.text.rstrip("\"”' "))[-1]
    return " ".join(unfinished.split()[-LEAD:])


def name_parts(speaker: Speaker) -> frozenset[str]:
    """The parts of a speaker's name, folded: ``{"ben", "carter"}``."""
    return frozenset((speaker.name or "").casefold().split())


def _full_dates(exhibits: Mapping[str, Exhibit]) -> list[date]:
    mentions = (m for exhibit in exhibits.values() for m in find_dates(exhibit.text) if m.year and m.month and m.day)
    days = (to_date(m.year or 0, m.month or 0, m.day or 0) for m in mentions)
    return [day for day in dict.fromkeys(days) if day]


@dataclass(frozen=True)
class Case:
    """One claim before the checks: its statement without the label of a speaker, and the exhibits it cites."""

    claim: Claim
    text: str
    label: str | None
    exhibits: tuple[Exhibit, ...]
    base: EvidenceBase

    @classmethod
    def of(cls, claim: Claim, base: EvidenceBase) -> Case:
        """Look up what a claim cites; ids that do not exist are left out."""
        refs = dict.fromkeys(e.ref for e in claim.evidence)
        exhibits = tuple(base.exhibits[ref] for ref in refs if ref in base.exhibits)
        match = LABEL.match(claim.text)
        label = match.group(1) if match and _is_label(match.group(1), base) else None
        text = claim.text[match.end() :] if match and label else claim.text
        return cls(claim, text, label, exhibits, base)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The ids of those who speak in the evidence."""
        return frozenset(e.speaker for e in self.exhibits if e.speaker)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the evidence, in lower case, possessives taken off."""
        return frozenset(
            t.lower.removesuffix("'s") for e in self.exhibits for t in tokenize(e.text) if t.is_word
        ) | frozenset(word for e in self.exhibits if e.picture for word in PICTURE_WORDS[e.picture].split())

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words of the evidence."""
        return stems(" ".join(self.words))


def _is_label(label: str, base: EvidenceBase) -> bool:
    """Whether what stands before a colon means a voice ("S2", "Ben Carter") and not a heading ("Budget")."""
    return bool(re.fullmatch(r"S(?:\d+|\?)", label)) or base.speaker(label) is not None
