"""Minutes and journal entries as Markdown pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt
from tests.builders import claim, keyframe, media, recording, speaker
from tests.documents import LIE, WHEN, block, meeting, outing
from tests.hostile import NASTY

from lifestream.domain.claim import Due
from lifestream.domain.document import Contribution, Document, Kind, Quality
from lifestream.domain.media import Origin
from lifestream.domain.notes import SpeakerNotes
from lifestream.render.markdown import render_markdown
from lifestream.render.pictures import shown_keyframes

ORDER = [
    "Bottom line",
    "Decisions",
    "Actions",
    "Open questions and risks",
    "Questions answered",
    "Chapters",
    "Who said what",
    "Minute by minute",
    "Key numbers and quotes",
    "Quality",
]
IMAGES = {"k2": "planning_files/k2.jpg"}


NOON = datetime(2026, 11, 6, 12, 0, tzinfo=UTC)


def empty() -> Document:
    """What is left of a recording in which nothing was heard or seen."""
    return Document(recording(), media(90.0, None), "minutes", Kind("silent", (), ()), "")


def headings(page: str, level: int = 2) -> list[str]:
    return re.findall(rf"^{'#' * level} (.*)$", page, re.MULTILINE)


def test_minutes_come_in_the_order_of_what_readers_want_first() -> None:
    assert headings(render_markdown(meeting())) == ORDER


def test_the_top_says_date_zone_length_kind_and_people() -> None:
    page = render_markdown(meeting())
    assert "\n# Release of the parser\n" in page
    assert "**Fri 6 Nov 2026, 14:05 UTC+01:00** · 6 min 20 s · meeting · Alice, Bob and S3" in page


def test_front_matter_is_what_machines_need() -> None:
    assert render_markdown(meeting()).split("---\n")[1].splitlines() == [
        'title: "Release of the parser"',
        "date: 2026-11-06T14:05:00+01:00",
        "date_source: user",
        'people: ["Alice", "Bob", "S3"]',
        "kind: meeting",
        'duration: "06:20"',
        'languages: ["en"]',
        'source: "planning.mp4"',
    ]


@pytest.mark.parametrize(
    ("origin", "text"),
    [
        (Origin(WHEN, "container", "container"), "Fri 6 Nov 2026, 14:05 UTC+01:00** ·"),
        (Origin(WHEN, "filename", "user"), "14:05 UTC+01:00 (from the file's name)"),
        (Origin(NOON, "filename"), "Fri 6 Nov 2026, 12:00 (from the file's name, which says no zone)"),
        (Origin(NOON, "filename"), "date: 2026-11-06T12:00:00\ndate_source: filename\n"),
        (Origin(NOON, "container"), "12:00 UTC (the local time is not known)"),
        (Origin(NOON, "file"), "12:00 UTC (the file's own date; when it was recorded is not known)"),
        (Origin(NOON, "file"), "date: 2026-11-06T12:00:00+00:00\ndate_source: file\n"),
        (Origin(), "**Date not known**"),
    ],
)
def test_how_the_date_is_known_is_said(origin: Origin, text: str) -> None:
    found = replace(meeting(), recording=recording(), media=replace(media(380.0), origin=origin))
    assert text in render_markdown(found)


def test_of_a_date_without_a_time_no_hour_and_no_zone_are_made_up() -> None:
    page = render_markdown(replace(meeting(), recording=replace(recording(), recorded_at=WHEN, is_day=True)))
    assert "\ndate: 2026-11-06\ndate_source: user\n" in page
    assert "**Fri 6 Nov 2026** ·" in page
    assert "14:05" not in page
    assert "UTC" not in page


def test_every_timecode_is_a_link_to_its_moment() -> None:
    page = render_markdown(meeting(), media_url="../in/plan (1).mp4", images=IMAGES)
    body = page.split("---\n", 2)[2]
    linked = re.findall(r"\[(\d\d):(\d\d)\]\(\.\./in/plan%20%281%29\.mp4#t=(\d+)\)", body)
    assert len(linked) > 20
    assert all(60 * int(minutes) + int(seconds) == int(time) for minutes, seconds, time in linked)
    assert body.count("#t=") == len(linked)


def test_a_rejected_claim_is_on_no_page_and_a_weak_one_is_marked() -> None:
    for page in (render_markdown(meeting()), render_markdown(outing())):
        assert LIE.text not in page
        assert "The team met in the small room. ≈ [00:02]" in page
        assert "The parser ships on Friday 13 November. [01:01]" in page


def test_actions_are_a_table_in_which_nothing_is_guessed() -> None:
    page = render_markdown(meeting(), media_url="m.mp4")
    row = "| Bob | Write the migration guide | Thu 12 Nov 2026 (“by Thursday”) | [03:12](m.mp4#t=192) |"
    assert row in page
    assert "| *not said* | Tell the customers | *not said* | ≈ [03:30](m.mp4#t=210) |" in page


def test_a_due_that_resolves_to_no_date_keeps_its_words() -> None:
    task = replace(meeting().actions[0], due=Due("when the snow melts"))
    assert "| “when the snow melts” |" in render_markdown(replace(meeting(), actions=(task,)))


def test_a_block_has_the_headings_of_the_earlier_system() -> None:
    page = render_markdown(meeting(), media_url="m.mp4")
    assert headings(page, 3)[1:] == [
        "[00:00](m.mp4#t=0) – [05:00](m.mp4#t=300) · Release of the parser",
        "[05:00](m.mp4#t=300) – [06:20](m.mp4#t=380)",
    ]
    names = ["Location", "Activity", "Source Reliability", "Participants", "Per-Speaker Summary", "Visual Summary"]
    blocks = page.split("## Minute by minute")[1].split("## Key numbers")[0]
    assert re.findall(r"^\*\*([\w -]+):\*\*", blocks, re.MULTILINE) == [*names, "Action Items"] * 2
    assert "**Source Reliability:** high (91 %)" in blocks
    assert "\n- [ ] **Bob:** Write the migration guide — due Thu 12 Nov 2026 (“by Thursday”) [03:12]" in blocks
    assert "\n- [ ] *Owner not said:* Tell the customers ≈ [03:30]" in blocks
    assert "**Location:** *not said*" in blocks


def test_the_quality_line_says_what_was_read_and_what_was_dropped() -> None:
    quality = render_markdown(meeting()).split("## Quality")[1]
    assert (
        "Read 100 % of the speech in 06:20 · 12 of 14 statements supported · 2 weak (marked ≈) · 1 dropped" in quality
    )
    assert "4 s of recognised text not believed (`dropped` in the JSON has it, with reasons)" in quality


def test_a_stage_that_failed_is_named_at_the_top_and_at_the_end() -> None:
    page = render_markdown(outing())
    assert "1 stage failed (ocr)" in page.split("##")[0]
    assert page.endswith("- **ocr:** The pictures could not be read. Run it again.\n")


def test_what_was_looked_for_and_not_found_is_said() -> None:
    document = replace(meeting(), decisions=(), actions=(), questions=(), risks=(), quotes=(), numbers=())
    page = render_markdown(document)
    assert page.count("*None were found.*") == 3
    assert "Key numbers" not in page


def test_an_empty_document_is_a_short_and_honest_page() -> None:
    page = render_markdown(empty())
    assert headings(page) == ["Bottom line", "Quality"]
    assert "Nobody was heard to speak in this recording." in page
    assert "\n# Untitled\n" in page


def test_a_picture_is_shown_only_where_it_is_known_where_it_lies() -> None:
    assert "![Picture at 01:20: Release plan](planning_files/k2.jpg)" in render_markdown(meeting(), images=IMAGES)
    assert "![" not in render_markdown(meeting())


def test_a_bottom_line_has_three_sentences_at_most() -> None:
    many = tuple(claim(f"Sentence number {i}.", "u1", id=f"c{i}") for i in range(5))
    page = render_markdown(replace(meeting(), bottom_line=many))
    assert page.count("Sentence number") == 3


def test_a_journal_entry_tells_where_what_and_who() -> None:
    page = render_markdown(outing(), images=IMAGES)
    assert headings(page) == ["Where", "What happened", "Things seen", "People", "Notes", "Quality", "What failed"]
    assert "47.3769° N, 8.5417° E (from the container)" in page
    assert "- [ ] **Bob:** Write the migration guide" in page


def test_a_journal_entry_without_chapters_tells_its_blocks() -> None:
    page = render_markdown(replace(outing(), chapters=()))
    assert "A planning meeting about a release. [00:02]" in page.split("## What happened")[1]


def test_a_journal_entry_shows_pictures_of_what_was_seen_at_most_six() -> None:
    frames = tuple(keyframe(f"k{n}", 10.0 * n, kind="landscape") for n in range(20))
    walk = replace(outing(), chapters=(), keyframes=frames)
    shown = shown_keyframes(walk)
    seen = render_markdown(walk, images={id: f"{id}.jpg" for id in shown}).split("## Things seen")[1].split("## ")[0]
    assert len(shown) == seen.count("![") == 6
    assert "[00:10](outing.mp4#t=10) ![Picture at 00:10](k1.jpg)" in seen
    assert shown_keyframes(replace(walk, template="minutes")) == ()


def test_a_stretch_about_which_nothing_is_told_has_no_heading() -> None:
    silent = replace(block(), activity=None, title="Part 1")
    page = render_markdown(replace(outing(), chapters=(), blocks=(silent,)))
    assert "Part 1" not in page


def test_a_journal_entry_does_not_tell_a_number_twice() -> None:
    told = claim("It costs 500 euros.", "u1")
    [chapter, *_] = outing().chapters
    page = render_markdown(replace(outing(), chapters=(replace(chapter, claims=(told,)),), numbers=(told,)))
    assert page.count("It costs 500 euros.") == 1


def hostile(document: Document, text: str) -> Document:
    """The document with ``text`` wherever people, pictures or files have a say."""
    said = replace(document.decisions[0], text=text)
    task = replace(document.actions[0], task=text, owner=text, due=Due(text), claim=replace(said, kind="action"))
    person = speaker("S1", text)
    frame = keyframe("k2", 80.0, text, title=text)
    part = replace(
        block(),
        title=text,
        activity=said,
        location=said,
        visual=(said,),
        actions=(task,),
        warnings=(text,),
        participants=(text,),
    )
    return replace(
        document,
        recording=replace(document.recording, filename=text),
        title=text,
        bottom_line=(said,),
        decisions=(said,),
        actions=(task,),
        questions=(replace(document.questions[1], claim=said, asked_by=text, answer=said),),
        risks=(said,),
        chapters=(replace(document.chapters[0], title=text, claims=(said,)),),
        contributions=(Contribution(person, 1.0, 1.0, 1, 1, (said,)),),
        blocks=(part,),
        numbers=(said,),
        quotes=(replace(said, speaker=text),),
        speakers=(person,),
        keyframes=(frame,),
        quality=Quality(380, 330, 330, 120, 14, 12, 2, 1, warnings=(text,)),
        failures=(replace(outing().failures[0], stage=text, error=text, remedy=text),),
        writer=text,
    )


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("make", [meeting, outing])
def test_nothing_in_a_document_adds_markup_to_its_page(make: Callable[[], Document], text: str) -> None:
    def shape(document: Document) -> list[tuple[str, str, object]]:
        page = render_markdown(document, media_url="m.mp4", images=IMAGES)
        body = page.split("---\n", 2)[2]
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
        parts = [part for token in tokens for part in (token, *(token.children or ()))]
        marks = [p for p in parts if p.type not in {"text", "text_special"} and "paragraph" not in p.type]
        return [(p.type, p.tag, p.attrs.get("href") or p.attrs.get("src")) for p in marks]

    document = make()
    assert shape(hostile(document, text)) == shape(hostile(document, "harmless"))


@pytest.mark.parametrize("text", NASTY)
def test_front_matter_survives_hostile_titles(text: str) -> None:
    page = render_markdown(hostile(meeting(), text))
    front = page.split("\n")[: page.split("\n").index("---", 1)]
    assert [line.split(":")[0] for line in front[1:]] == [
        "title", "date", "date_source", "people", "kind", "duration", "languages", "source",
    ]  # fmt: skip
    page.encode()


def test_a_quotation_under_its_speakers_name_does_not_repeat_it() -> None:
    said = claim("Alice: “We have a quiet room.”", "u1")
    bob = claim("Bob: “So have I.”", "u1")
    spoken = replace(meeting().contributions[0], speaker=speaker("S1", "Alice"), claims=(said, bob))
    page = render_markdown(replace(meeting(), contributions=(spoken,)))
    assert "\n- “We have a quiet room.”" in page
    assert "\n- Bob: “So have I.”" in page


def test_no_sound_and_nobody_heard_are_different_things() -> None:
    silent, mute = empty(), replace(empty(), media=replace(media(90.0, None), audio=()))
    assert "This recording has no sound." in render_markdown(mute)
    assert "No sound in 01:30" in render_markdown(mute)
    assert "no sound" not in render_markdown(silent).lower()


def test_the_built_in_writer_is_named_without_its_versions() -> None:
    page = render_markdown(replace(meeting(), writer="extractive 3 minilm-l6-v2 df378901ba90c462"))
    assert "*Written by the built-in writer.*" in page


def test_a_quote_that_stands_among_the_numbers_is_not_repeated() -> None:
    number = claim("Bob: “Nobody misses the old parser.”", "u5", kind="number")
    assert "> “Nobody misses" in render_markdown(meeting())
    assert "> “Nobody misses" not in render_markdown(replace(meeting(), numbers=(number,)))


def test_speakers_are_summarised_by_what_no_chapter_has_told() -> None:
    told, first, second = (claim(text, "u1") for text in ("It was told.", "It was cold.", "It was late."))
    document = meeting()
    spoken = replace(document.contributions[0], claims=(told, first))
    said = replace(document.blocks[0], speakers=(SpeakerNotes(spoken.speaker.id, (told, first, second)),))
    chapter = replace(document.chapters[0], claims=(told,))
    page = render_markdown(replace(document, contributions=(spoken,), blocks=(said,), chapters=(chapter,)))
    summary = page.split("## Who said what")[1].split("## Minute by minute")[0]
    assert "It was told." not in summary
    assert "- It was cold." in summary
    assert "- It was late." in summary
