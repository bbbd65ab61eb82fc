"""The five-minute blocks, under the headings that readers of the earlier system know."""

from __future__ import annotations

from collections.abc import Iterable

from lifestream.domain.claim import Claim
from lifestream.domain.notes import ChunkNotes
from lifestream.render.escape import markdown
from lifestream.render.hearing import silence
from lifestream.render.page import NOT_SAID, Page
from lifestream.render.wording import percent

RELIABILITY = ((0.8, "high"), (0.6, "medium"), (0.0, "low"))
"""From which measured confidence on words and voices are called so."""


def block(page: Page, notes: ChunkNotes) -> list[str]:
    """One block: every heading is there, and says so where there is nothing to say."""
    lines = [
        " · ".join(filter(None, (f"### {page.span(notes.segment)}", markdown(notes.title)))),
        "",
        *_line("Location", _sentence(page, notes.location)),
        *_line("Activity", _sentence(page, notes.activity)),
        *_line("Source Reliability", reliability_text(notes.reliability)),
        *_line("Participants", ", ".join(page.names(notes.participants)) or f"*{silence(page.document).short}*"),
        *_list("Per-Speaker Summary", _speakers(page, notes), "*nobody summarised*"),
        *_list("Visual Summary", page.bullets(notes.visual), "*nothing was read from the picture*"),
        *_list("Action Items", (page.task(a) for a in notes.actions if a.claim.is_shown), "*none were found*"),
    ]
    for warning in dict.fromkeys(notes.warnings):
        lines += [f"> {markdown(warning)}", ""]
    return lines


def reliability_text(reliability: float | None) -> str:
    """How well the words and voices were heard, in a word and as measured.

    >>> reliability_text(0.91), reliability_text(None)
    ('high (91 %)', '*not measured*')
    """
    if reliability is None:
        return "*not measured*"
    word = next(word for least, word in RELIABILITY if reliability >= least)
    return f"{word} ({percent(reliability)})"


def _speakers(page: Page, notes: ChunkNotes) -> list[str]:
    lines = []
    for spoken in notes.speakers:
        said = " ".join(page.sentence(claim, under=spoken.speaker) for claim in spoken.claims if claim.is_shown)
        if said:
            lines.append(f"- **{page.name(spoken.speaker)}:** {said}")
    return lines


def _sentence(page: Page, claim: Claim | None) -> str:
    return page.sentence(claim) if claim and claim.is_shown else NOT_SAID


def _line(heading: str, text: str) -> list[str]:
    return [f"**{heading}:** {text}", ""]


def _list(heading: str, items: Iterable[str], otherwise: str) -> list[str]:
    lines = list(items)
    return [f"**{heading}:**", "", *lines, ""] if lines else _line(heading, otherwise)
