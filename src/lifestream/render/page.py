"""What every part of a Markdown page shares: links to moments, names, claims and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lifestream.domain.claim import Action, Claim, Due
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment, timecode
from lifestream.domain.speaker import Speaker
from lifestream.render.escape import link_target, markdown
from lifestream.render.wording import date_text, speaker_name

WEAK = "≈"
NOT_SAID = "*not said*"
MOMENTS = 3
"""So many moments are linked after one statement; the JSON has all of its evidence."""
MOMENTS_APART = 15.0
"""Evidence nearer than this many seconds to what is linked already is heard in passing."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document on its way to Markdown, and where its media and pictures lie."""

    document: Document
    media_url: str
    images: Mapping[str, str]

    def moment(self, time: float) -> str:
        """A timecode that links to its moment, by the media fragment ``#t=`` (W3C Media Fragments 1.0)."""
        return f"[{timecode(time)}]({link_target(self.media_url)}#t={int(time + 1e-6)})"

    def span(self, segment: Segment) -> str:
        """Start and end, both linked."""
        return f"{self.moment(segment.start)} – {self.moment(segment.end)}"

    def name(self, speaker: str | None) -> str:
        """The name of a speaker id, or a spoken name as it is; ``None`` was not said."""
        if speaker is None:
            return NOT_SAID
        known = next((s for s in self.document.speakers if s.id == speaker), Speaker(speaker))
        return markdown(speaker_name(known)) or NOT_SAID

    def names(self, speakers: Iterable[str]) -> list[str]:
        """The names of several, each once."""
        return list(dict.fromkeys(self.name(speaker) for speaker in speakers))

    def sentence(self, claim: Claim, *, by: str | None = None, under: str | None = None) -> str:
        """A claim: its text, who said it where that matters, its mark and its moments.

        ``under`` is the speaker whose name stands above it: a quotation does not repeat it.
        """
        author = f"— {self.name(by)}" if by else ""
        text = claim.text if under is None else self._unnamed(claim.text, under)
        return " ".join(filter(None, (markdown(text), author, self.proof(claim))))

    def _unnamed(self, text: str, speaker: str) -> str:
        """A text without the name of its speaker before a quotation."""
        label, mark, rest = text.partition(": “")
        known = next((s for s in self.document.speakers if s.id == speaker), Speaker(speaker))
        is_own = bool(mark) and (label == known.label or label in known.label.split())
        return f"“{rest}" if is_own else text

    def proof(self, claim: Claim) -> str:
        """The mark of a weak claim, and links to the moments that it rests on."""
        starts = sorted({e.segment.start for e in claim.evidence if e.segment})
        shown: list[float] = []
        for start in starts:
            if not shown or start - shown[-1] >= MOMENTS_APART:
                shown.append(start)
        mark = [WEAK] if claim.verification.state == "weak" else []
        return " ".join(mark + [self.moment(start) for start in shown[:MOMENTS]])

    def bullets(self, claims: Iterable[Claim], *, under: str | None = None) -> list[str]:
        """A list of claims, without those that the checks rejected; ``under`` as for a sentence."""
        return [f"- {self.sentence(claim, under=under)}" for claim in claims if claim.is_shown]

    def task(self, action: Action) -> str:
        """An action as a check box."""
        due = f" — due {self.due(action.due)}" if action.due else ""
        owner = f"**{self.name(action.owner)}:**" if action.owner else "*Owner not said:*"
        box = "[x]" if action.is_done else "[ ]"
        return f"- {box} {owner} {markdown(action.task)}{due} {self.proof(action.claim)}".rstrip()

    def due(self, due: Due | None) -> str:
        """The date, and the words that were said."""
        if due is None:
            return NOT_SAID
        words = f"“{markdown(due.text)}”" if due.text.strip() else NOT_SAID
        return f"{date_text(due.date)} ({words})" if due.date else words

    def picture(self, keyframe: str | None, *, is_linked: bool = False) -> list[str]:
        """A keyframe's picture, where it is known where that lies, after a link to its moment; nothing else."""
        found = next((k for k in self.document.keyframes if k.id == keyframe), None)
        if found is None or found.id not in self.images:
            return []
        title = f": {markdown(found.title)}" if found.title else ""
        moment = f"{self.moment(found.time)} " if is_linked else ""
        return [f"{moment}![Picture at {timecode(found.time)}{title}]({link_target(self.images[found.id])})"]


def section(heading: str, lines: Iterable[str]) -> list[str]:
    """A heading and its lines; nothing at all where there is no line."""
    body = list(lines)
    return [f"## {heading}", "", *body, ""] if body else []
