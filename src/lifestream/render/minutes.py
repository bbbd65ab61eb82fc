"""Minutes as Markdown, most wanted first: the bottom line, decisions, actions; then the whole course."""

from __future__ import annotations

from collections.abc import Collection

from lifestream.domain.claim import Action, Claim, Question
from lifestream.domain.document import Chapter, Contribution
from lifestream.render.blocks import block
from lifestream.render.escape import markdown
from lifestream.render.heading import front_matter, title
from lifestream.render.hearing import silence
from lifestream.render.page import Page, section
from lifestream.render.quality import failure_lines, quality_lines
from lifestream.render.wording import count, length_text, percent

SENTENCES = 3
"""The most that a bottom line may have."""
FEWEST_FRESH = 2
"""Statements of one speaker beside those of the chapters from which the latter need not be said again."""
NONE_FOUND = "*None were found.*"


def minutes_lines(page: Page) -> list[str]:
    """The lines of a meeting's minutes."""
    document = page.document
    return [
        *front_matter(page),
        *title(page),
        *section("Bottom line", bottom_line(page)),
        *section("Decisions", page.bullets(document.decisions) or _nothing(page)),
        *section("Actions", action_table(page, document.actions) or _nothing(page)),
        *section("Open questions and risks", _open(page) or _nothing(page)),
        *section("Questions answered", _answered(page)),
        *section("Chapters", _chapters(page, document.chapters)),
        *section("Who said what", contributions(page, document.contributions)),
        *section("Minute by minute", (line for notes in document.blocks for line in block(page, notes))),
        *section("Key numbers and quotes", numbers_and_quotes(page)),
        *section("Quality", quality_lines(document)),
        *section("What failed", failure_lines(document.failures)),
    ]


def bottom_line(page: Page) -> list[str]:
    """At most three sentences, as one paragraph."""
    claims = [claim for claim in page.document.bottom_line if claim.is_shown][:SENTENCES]
    if claims:
        return [" ".join(page.sentence(claim) for claim in claims)]
    if _is_spoken(page):
        return []
    return [silence(page.document).sentence]


def action_table(page: Page, actions: tuple[Action, ...]) -> list[str]:
    """Owner, task, due and time of each action."""
    rows = [
        f"| {page.name(a.owner)} | {markdown(a.task)} | {page.due(a.due)} | {page.proof(a.claim)} |"
        for a in actions
        if a.claim.is_shown
    ]
    return ["| Owner | Task | Due | At |", "| --- | --- | --- | --- |", *rows] if rows else []


def contributions(page: Page, all_of_them: tuple[Contribution, ...]) -> list[str]:
    """Each speaker's share of the talk, then what each said: rather what no chapter has told."""
    told = {claim.text for chapter in page.document.chapters for claim in chapter.claims}
    lines: list[str] = []
    for spoken in all_of_them:
        talk = f"{percent(spoken.talk_share)} of the talk, {length_text(spoken.talk_seconds)}"
        lines += [f"**{page.name(spoken.speaker.id)}** · {talk} in {count(spoken.turns, 'turn')}", ""]
        fresh = [claim for claim in _said_by(page, spoken) if claim.text not in told]
        said = page.bullets(fresh if len(fresh) >= FEWEST_FRESH else spoken.claims, under=spoken.speaker.id)
        lines += [*said, ""] if said else []
    return lines


def _said_by(page: Page, spoken: Contribution) -> list[Claim]:
    """What a speaker said in all blocks, each statement once, in order of time."""
    blocks = (notes.speakers for notes in page.document.blocks)
    own = [claim for speakers in blocks for s in speakers if s.speaker == spoken.speaker.id for claim in s.claims]
    shown = {claim.text: claim for claim in (*own, *spoken.claims) if claim.is_shown}
    return sorted(shown.values(), key=lambda claim: claim.start)


def numbers_and_quotes(page: Page, without: Collection[str] = ()) -> list[str]:
    """Numbers as a list but for texts told already, then quotes as quotations with who said them.

    A quote whose words stand in that list is left out.
    """
    told = [claim for claim in page.document.numbers if claim.is_shown and claim.text not in without]
    numbers = page.bullets(told)
    lines = [*numbers, ""] if numbers else []
    words = {_words(claim.text) for claim in told}
    for claim in page.document.quotes:
        if claim.is_shown and _words(claim.text) not in words:
            by = f"— {page.name(claim.speaker)} " if claim.speaker else ""
            text = markdown(claim.text.strip().strip('“”"'))
            lines += [f"> “{text}” {by}{page.proof(claim)}".rstrip(), ""]
    return lines


def _words(text: str) -> str:
    """The words of a statement, without the name of who is quoted."""
    return text.rpartition(": “")[2].strip(' .“”"').casefold()


def _open(page: Page) -> list[str]:
    unanswered = [f"- **Question:** {_question(page, q)}" for q in _asked(page) if not _answer(page, q)]
    return unanswered + [f"- **Risk:** {page.sentence(claim)}" for claim in page.document.risks if claim.is_shown]


def _answered(page: Page) -> list[str]:
    return [f"- {_question(page, q)} {_answer(page, q)}" for q in _asked(page) if _answer(page, q)]


def _asked(page: Page) -> list[Question]:
    return [question for question in page.document.questions if question.claim.is_shown]


def _question(page: Page, question: Question) -> str:
    is_ascribed = ": “" in question.claim.text
    return page.sentence(question.claim, by=None if is_ascribed else question.asked_by)


def _answer(page: Page, question: Question) -> str:
    return page.sentence(question.answer) if question.answer and question.answer.is_shown else ""


def _chapters(page: Page, chapters: tuple[Chapter, ...]) -> list[str]:
    lines: list[str] = []
    for chapter in chapters:
        lines += [f"### {page.moment(chapter.segment.start)} {markdown(chapter.title) or 'Untitled'}", ""]
        for part in (page.picture(chapter.keyframe), page.bullets(chapter.claims)):
            lines += [*part, ""] if part else []
    return lines


def _nothing(page: Page) -> list[str]:
    """Where people spoke, a reader should know that a thing was looked for and not found."""
    return [NONE_FOUND] if _is_spoken(page) else []


def _is_spoken(page: Page) -> bool:
    return page.document.quality.speech_seconds > 0 or bool(page.document.contributions)
