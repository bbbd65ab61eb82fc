"""SubRip, WebVTT and plain transcripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import dialogue, speaker, transcript, utterance, words

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Transcript, Utterance, Word
from lifestream.render.cues import LINE, LONGEST, cues
from lifestream.render.plain import render_plain
from lifestream.render.srt import render_srt
from lifestream.render.vtt import render_vtt

PEOPLE = (speaker("S1", "Alice"), speaker("S2"))
STAMP = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> (\d\d):(\d\d):(\d\d)[.,](\d{3})")


def meeting() -> Transcript:
    spoken = dialogue(
        ("S1", "Good morning everybody. Today we talk about the release of the parser and who writes its guide."),
        ("S1", "Any objections?"),
        ("S2", "None from me."),
    )
    return transcript(*spoken, speakers=PEOPLE)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    spoken = []
    start = 0.0
    for number in range(draw(st.integers(0, 5))):
        start += draw(st.floats(0, 4))
        clock, heard = start, []
        for text in draw(st.lists(st.text("abc.?<>-{}\n é", min_size=1, max_size=60), min_size=1, max_size=25)):
            end = clock + draw(st.floats(0, 8))
            heard.append(Word(text.strip() or "x", Segment(clock, end)))
            clock = end + draw(st.sampled_from((0.0, 0.1, 2.0)))
        spoken.append(Utterance(f"u{number}", draw(st.sampled_from(("S1", "S2"))), tuple(heard)))
    return transcript(*spoken, speakers=PEOPLE)


@given(transcripts(), st.booleans())
def test_cues_fit_two_lines_and_six_seconds_in_order_of_time(found: Transcript, with_names: bool) -> None:
    made = cues(found, with_names=with_names)
    starts = [cue.segment.start for cue in made]
    assert starts == sorted(starts)
    for cue in made:
        assert 1 <= len(cue.lines) <= 2
        assert all(0 < len(line) <= LINE for line in cue.lines)
        assert 0.03 < cue.segment.duration <= LONGEST + 0.05


@given(transcripts())
def test_no_word_is_lost_between_transcript_and_cues(found: Transcript) -> None:
    for person in ("S1", "S2"):
        said = "".join(u.text for u in sorted(found.utterances, key=lambda u: u.segment) if u.speaker == person)
        shown = "".join("".join(cue.lines) for cue in cues(found, with_names=False) if cue.speaker == person)
        assert sorted("".join(said.split())) == sorted("".join(shown.split()))


@given(transcripts())
def test_subtitle_files_hold_no_markup_but_their_own(found: Transcript) -> None:
    vtt, srt = render_vtt(found), render_srt(found)
    assert len(STAMP.findall(vtt)) == vtt.count("-->")
    assert set(re.findall(r"<[^>]*>", vtt)) <= {"<v Alice>", "<v S2>"}
    assert len(STAMP.findall(srt)) == srt.count("-->")
    assert "<" not in srt
    assert "{" not in srt


def test_subrip_numbers_its_cues_and_names_who_begins_to_speak() -> None:
    assert render_srt(meeting()) == (
        "1\n00:00:00,000 --> 00:00:01,200\nAlice: Good morning everybody.\n\n"
        "2\n00:00:01,200 --> 00:00:06,800\nToday we talk about the release of\nthe parser and who writes its guide.\n\n"
        "3\n00:00:07,300 --> 00:00:08,300\nAny objections?\n\n"
        "4\n00:00:08,600 --> 00:00:09,800\nS2: None from me.\n"
    )


def test_webvtt_carries_the_speaker_in_every_cue() -> None:
    vtt = render_vtt(meeting())
    assert vtt.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert vtt.count("<v Alice>") >= 3
    assert vtt.endswith("<v S2>None from me.\n")


def test_a_hostile_name_stays_inside_its_voice_tag() -> None:
    people = (speaker("S1", "A>B\n\n00:00 --> 00:01 <c>"),)
    vtt = render_vtt(transcript(utterance("u1", "S1", "Hi --> <i>there</i> & you"), speakers=people))
    assert "<v A&gt;B 00:00 --&gt; 00:01 &lt;c&gt;>Hi --&gt; &lt;i&gt;there&lt;/i&gt; &amp; you" in vtt


def test_a_cue_ends_with_its_sentence_and_before_a_pause() -> None:
    spoken = utterance(
        "u1", "S1", "We begin. Nobody knows for certain when the others will arrive, or if they do at all.", 0, 6
    )
    late = replace(spoken, words=(*spoken.words, *words("Well then.", 12.0, 13.0)))
    assert [" ".join(cue.lines) for cue in cues(transcript(late), with_names=False)] == [
        "We begin.",
        "Nobody knows for certain when the others will arrive, or if they do at all.",
        "Well then.",
    ]


def test_lines_are_as_even_as_can_be() -> None:
    spoken = utterance("u1", "S1", "nobody really expected the second line to hold one word", 0.0, 4.0)
    [cue] = cues(transcript(spoken), with_names=False)
    assert cue.lines == ("nobody really expected the", "second line to hold one word")


def test_a_plain_transcript_has_one_utterance_a_line() -> None:
    assert render_plain(meeting()).splitlines()[1:] == [
        "[00:07] Alice: Any objections?",
        "[00:08] S2: None from me.",
    ]


def test_a_voice_that_nobody_could_tell_is_called_unknown() -> None:
    assert render_plain(transcript(utterance("u1", "S?", "Hello."))) == "[00:00] Unknown voice: Hello.\n"


@pytest.mark.parametrize(("render", "text"), [(render_plain, ""), (render_srt, ""), (render_vtt, "WEBVTT\n")])
def test_silence_makes_an_empty_file(render: Callable[[Transcript], str], text: str) -> None:
    assert render(Transcript()) == text
