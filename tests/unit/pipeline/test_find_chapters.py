from __future__ import annotations

import itertools

import pytest
from tests.builders import WordEmbedder, dialogue, keyframe, slide, speaker, timeline

from lifestream.pipeline.find_chapters import SHORTEST, find_chapters
from lifestream.pipeline.topics import announced, key_phrases, title_case

BUDGET = ("S1", "The budget for the launch event is high, and the budget for advertising is higher than last year.")
CRASH = ("S2", "The login crash happens on old phones, and the crash report names the fingerprint library.")


def test_topics_that_are_announced_open_chapters_with_their_names() -> None:
    talk = [("S1", "Let's begin with the release date."), *[BUDGET] * 6, ("S1", "Next topic, the quality report.")]
    chapters = find_chapters(timeline(*dialogue(*talk, *[CRASH] * 6)), WordEmbedder())
    assert [c.title for c in chapters] == ["Release Date", "Quality Report"]


def test_chapters_tile_the_recording() -> None:
    line = timeline(*dialogue(*[BUDGET] * 9, *[CRASH] * 9), duration=200.0)
    chapters = find_chapters(line, WordEmbedder())
    assert chapters[0].segment.start == 0.0
    assert chapters[-1].segment.end == 200.0
    assert all(a.segment.end == b.segment.start for a, b in itertools.pairwise(chapters))


def test_a_change_of_topic_is_heard_without_an_announcement() -> None:
    chapters = find_chapters(timeline(*dialogue(*[BUDGET] * 9, *[CRASH] * 9)), WordEmbedder())
    assert len(chapters) == 2
    assert "Budget" in chapters[0].title
    assert "Crash" in chapters[1].title


def test_one_topic_is_one_chapter() -> None:
    assert len(find_chapters(timeline(*dialogue(*[BUDGET] * 8)), WordEmbedder())) == 1


def test_announcements_in_a_row_do_not_cut_chapters_of_seconds() -> None:
    talk = [("S1", f"Next topic, the {word} report.") for word in ("first", "quality", "sales", "travel", "press")]
    chapters = find_chapters(timeline(*dialogue(*talk, *[BUDGET] * 10)), WordEmbedder())
    assert all(chapter.segment.duration >= SHORTEST / 2 for chapter in chapters)


def test_without_speech_each_slide_is_a_chapter() -> None:
    line = timeline(
        keyframes=[keyframe("k1", 1.0, "One", slide="d1"), keyframe("k2", 61.0, "Two", slide="d2")],
        slides=[
            slide("d1", "k1", "One", (0.0, 60.0), title="One"),
            slide("d2", "k2", "Two", (60.0, 120.0), title="Two"),
        ],
        duration=120.0,
    )
    assert [(c.title, c.keyframe) for c in find_chapters(line, WordEmbedder())] == [("One", "k1"), ("Two", "k2")]


def test_of_nothing_there_are_no_chapters() -> None:
    assert find_chapters(timeline(duration=60.0), WordEmbedder()) == ()


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Next topic, the quality report.", "quality report"),
        ("Okay, let's move on to the summer party.", "summer party"),
        ("The last point is parking.", "parking"),
        ("Now the launch budget.", "launch budget"),
        ("Let's talk about the new website because it is slow.", "new website"),
        ("I like the launch budget.", None),
        ("Let's go.", None),
        ("Next week I am away.", None),
    ],
)
def test_only_an_announcement_names_a_topic(sentence: str, topic: str | None) -> None:
    assert announced(sentence) == topic


def test_key_phrases_are_what_the_talk_keeps_coming_back_to() -> None:
    phrases = key_phrases([BUDGET[1], CRASH[1], CRASH[1]], 3)
    assert any("crash" in phrase.lower() for phrase in phrases)
    assert len(set(phrases)) == len(phrases)


def test_verbs_old_words_and_other_languages_make_no_title() -> None:
    texts = [
        "Thank you for calling Platinum Motors. The finance department told me about those days.",
        "Whomsoever thou ceased awake, him thou seekest, and he cares.",
        "Und diese Rechte unterfolgenden Bedingungen, und diese Rechte gelten.",
    ]
    assert key_phrases(texts, 3) == ()


def test_a_talk_without_a_topic_is_called_after_those_who_speak() -> None:
    spoken = dialogue(("S1", "How are you?"), ("S2", "Fine, thanks."), ("S1", "See you."))
    people = [speaker("S1", "Michelle"), speaker("S2", "Jack")]
    (chapter,) = find_chapters(timeline(*spoken, speakers=people), WordEmbedder())
    assert chapter.title == "Conversation of Michelle and Jack"


def test_titles_keep_the_capitals_of_names() -> None:
    assert title_case("the iOS app and the PDF export") == "The iOS App and the PDF Export"


def test_a_chapter_is_called_like_the_slides_that_come_up_in_it() -> None:
    talk = [*[BUDGET] * 8, ("S1", "Now to the second part."), *[CRASH] * 8]
    spoken = dialogue(*talk)
    turn, end = spoken[8].segment.start, spoken[-1].segment.end
    slides = [
        slide("d1", "k1", "Launch", (0.0, 10.0), title="Launch"),
        slide("d2", "k2", "Budget", (10.0, turn), title="Budget"),
        slide("d3", "k3", "Crash", (turn - 5.0, (turn + end) / 2), title="Login Crash"),
        slide("d4", "k4", "Fix", ((turn + end) / 2, end), title="The Fix"),
    ]
    chapters = find_chapters(timeline(*spoken, slides=slides, duration=end), WordEmbedder())
    assert [c.title for c in chapters] == ["Budget", "Login Crash and The Fix"]
