from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from openai.types.audio import TranscriptionVerbose

from lifestream.adapters.speech.openai_answer import UNKNOWN, Answer, read_answer
from lifestream.adapters.speech.windows import Window
from lifestream.domain.segment import Segment

WINDOW = Window(Segment(10.0, 20.0), (Segment(10.0, 20.0),))


def read(text: str = "", words: Any = None, segments: Any = None) -> Answer:
    parts = None if segments is None else [part(**segment) for segment in segments]
    given = {"text": text, "words": words, "segments": parts, "duration": 10.0, "language": "en"}
    return read_answer(TranscriptionVerbose.model_validate(given), WINDOW)


def part(start: float, end: float, text: str = "", **quality: float) -> dict[str, Any]:
    sure = {"avg_logprob": -0.1, "compression_ratio": 1.0, "no_speech_prob": 0.0, "temperature": 0.0}
    return {"id": 0, "seek": 0, "tokens": [], "start": start, "end": end, "text": text, **sure, **quality}


def timed(*words: tuple[str, float, float]) -> list[dict[str, Any]]:
    return [{"word": word, "start": start, "end": end} for word, start, end in words]


def test_words_get_the_time_of_the_recording_and_the_punctuation_of_the_text() -> None:
    answer = read("Hello, Ben.", timed(("hello", 1.0, 1.4), ("ben", 1.5, 2.0)))
    assert [(w.text, w.segment.start, w.segment.end) for w in answer.words] == [
        ("Hello,", 11.0, 11.4),
        ("Ben.", 11.5, 12.0),
    ]
    assert not answer.is_estimated


def test_words_that_the_text_does_not_have_stay_as_they_are() -> None:
    answer = read("Quite another text.", timed(("hello", 1.0, 1.4), ("ben", 1.5, 2.0)))
    assert [w.text for w in answer.words] == ["hello", "ben"]


def test_a_word_is_as_sure_as_the_segment_it_is_in() -> None:
    answer = read("a b", timed(("a", 1.0, 1.5), ("b", 8.0, 8.5)), [{"start": 0.0, "end": 2.0, "avg_logprob": -0.5}])
    assert [w.probability for w in answer.words] == [pytest.approx(0.6065, abs=1e-3), UNKNOWN]


def test_without_times_of_words_a_segment_is_shared_out_by_length() -> None:
    answer = read("", None, [{"start": 2.0, "end": 4.0, "text": " No certainly."}])
    short, long = answer.words
    assert answer.is_estimated
    assert (short.segment.start, long.segment.end) == (12.0, pytest.approx(14.0, abs=0.1))
    assert short.segment.duration < long.segment.duration


def test_a_bare_text_is_spread_over_the_window() -> None:
    answer = read("Good morning to all of you.")
    assert [w.text for w in answer.words] == ["Good", "morning", "to", "all", "of", "you."]
    assert {w.probability for w in answer.words} == {UNKNOWN}
    assert all(WINDOW.segment.start <= w.segment.start <= w.segment.end <= 20.0 for w in answer.words)
    assert all(a.segment.end <= b.segment.start for a, b in pairwise(answer.words))


def test_nothing_is_nothing() -> None:
    assert read() == Answer((), (), is_estimated=False)


@pytest.mark.parametrize(
    ("quality", "text", "reason"),
    [
        ({"compression_ratio": 3.0}, "One two three.", "compression"),
        ({"no_speech_prob": 0.9, "avg_logprob": -1.5}, "One two three.", "no-speech"),
        ({"no_speech_prob": 0.9}, "Thanks for watching!", "no-speech"),
    ],
)
def test_a_doubtful_segment_is_dropped_with_its_words_and_its_reason(
    quality: dict[str, float], text: str, reason: str
) -> None:
    answer = read(
        f"{text} Good.",
        timed(("made", 1.0, 1.5), ("good", 6.0, 6.5)),
        [{"start": 0.0, "end": 3.0, "text": text, **quality}, {"start": 5.0, "end": 8.0, "text": "Good."}],
    )
    assert [w.text for w in answer.words] == ["Good."]
    assert [(d.text, d.reason, d.segment) for d in answer.dropped] == [(text, reason, Segment(10.0, 13.0))]


def test_silence_alone_does_not_make_a_sure_sentence_doubtful() -> None:
    answer = read("", None, [{"start": 0.0, "end": 3.0, "text": "We ship on Friday.", "no_speech_prob": 0.9}])
    assert len(answer.words) == 4


def test_a_loop_is_cut_where_it_begins() -> None:
    said = [("so", 0.0, 0.2), *(("again", 0.4 * n + 0.4, 0.4 * n + 0.7) for n in range(20))]
    answer = read(" ".join(word for word, _, _ in said), timed(*said))
    assert [w.text for w in answer.words] == ["so", "again"]
    assert [d.reason for d in answer.dropped] == ["repetition"]


@pytest.mark.parametrize(
    "wrong", [("x", 3.0, 2.0), ("x", -1.0, 2.0), ("x", float("nan"), 2.0), ("x", 1.0, float("inf")), ("  ", 1.0, 2.0)]
)
def test_a_word_with_impossible_times_is_left_out(wrong: tuple[str, float, float]) -> None:
    answer = read("hello", timed(wrong, ("hello", 4.0, 4.5)))
    assert [w.text for w in answer.words] == ["hello"]


def test_a_word_beyond_the_window_ends_with_it() -> None:
    [word] = read("late", timed(("late", 9.8, 12.0))).words
    assert word.segment.end == 20.0
