"""A journal entry as Markdown: what happened, what was seen, who was there."""

from __future__ import annotations

from lifestream.domain.claim import Claim
from lifestream.domain.segment import Segment
from lifestream.render.escape import markdown
from lifestream.render.heading import front_matter, place_text, title
from lifestream.render.minutes import bottom_line, contributions, numbers_and_quotes
from lifestream.render.page import Page, section
from lifestream.render.pictures import sights
from lifestream.render.quality import failure_lines, quality_lines


def journal_lines(page: Page) -> list[str]:
    """The lines of a journal entry."""
    document = page.document
    return [
        *front_matter(page),
        *title(page),
        *bottom_line(page),
        "",
        *section("Where", _where(page)),
        *section("What happened", _happened(page)),
        *section("Things seen", _seen(page)),
        *section("People", contributions(page, document.contributions)),
        *section("Notes", _notes(page)),
        *section("Quality", quality_lines(document)),
        *section("What failed", failure_lines(document.failures)),
    ]


def _where(page: Page) -> list[str]:
    places = [notes.location for notes in page.document.blocks if notes.location]
    measured = place_text(page.document.media.origin.place)
    return _unique(page, places) + ([f"- {measured}"] if measured else [])


def _happened(page: Page) -> list[str]:
    """The course of events by chapter; by block where there are no chapters."""
    stretches: list[tuple[Segment, str, tuple[Claim, ...], str | None]] = [
        (chapter.segment, chapter.title, chapter.claims, chapter.keyframe) for chapter in page.document.chapters
    ] or [
        (notes.segment, notes.title, (notes.activity,) if notes.activity else (), None)
        for notes in page.document.blocks
    ]
    lines: list[str] = []
    for segment, name, claims, keyframe in stretches:
        if not claims and keyframe is None:
            continue
        lines += [f"### {page.moment(segment.start)} {markdown(name) or 'Untitled'}", ""]
        told = " ".join(page.sentence(claim) for claim in claims if claim.is_shown)
        for part in (page.picture(keyframe), [told] if told else []):
            lines += [*part, ""] if part else []
    return lines


def _seen(page: Page) -> list[str]:
    told = _unique(page, [claim for notes in page.document.blocks for claim in notes.visual])
    pictures = [line for keyframe in sights(page.document) for line in page.picture(keyframe, is_linked=True)]
    return [*told, ""] * bool(told) + [line for picture in pictures for line in (picture, "")]


def _notes(page: Page) -> list[str]:
    document = page.document
    tasks = [page.task(action) for action in document.actions if action.claim.is_shown]
    remarks = page.bullets((*document.decisions, *(question.claim for question in document.questions), *document.risks))
    happened = {claim.text for chapter in document.chapters for claim in chapter.claims}
    told = numbers_and_quotes(page, without=happened)
    return [line for part in (tasks, remarks, told) if part for line in (*part, "")]


def _unique(page: Page, claims: list[Claim]) -> list[str]:
    """A list of claims, each text once."""
    return page.bullets({claim.text: claim for claim in reversed(claims)}[text] for text in _texts(claims))


def _texts(claims: list[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.text for claim in claims))
