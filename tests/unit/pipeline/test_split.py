import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import dialogue, keyframe, slide, speaker, timeline, utterance

from lifestream.domain.timeline import Timeline
from lifestream.pipeline.split import split


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    clock, spoken = 0.0, []
    for number in range(draw(st.integers(0, 40))):
        start = max(0.0, clock + draw(st.floats(-5.0, 60.0)))
        start = max(start, spoken[-1].segment.start if spoken else 0.0)
        end = start + draw(st.floats(0.0, 90.0))
        spoken.append(utterance(f"u{number}", draw(st.sampled_from(["S1", "S2"])), "some words", start, end))
        clock = end
    length = max([u.segment.end for u in spoken], default=0.0) + draw(st.floats(0.0, 700.0))
    return timeline(*spoken, duration=length)


@given(timelines(), st.floats(1.0, 600.0))
def test_chunks_tile_the_timeline(line: Timeline, seconds: float) -> None:
    chunks = split(line, seconds)
    assert chunks[0].segment.start == 0.0
    assert chunks[-1].segment.end == line.media.duration
    assert all(a.segment.end == b.segment.start for a, b in itertools.pairwise(chunks))
    assert [chunk.index for chunk in chunks] == list(range(len(chunks)))


@given(timelines(), st.floats(1.0, 600.0))
def test_every_utterance_is_in_exactly_one_chunk_in_order(line: Timeline, seconds: float) -> None:
    chunks = split(line, seconds)
    assert tuple(u for chunk in chunks for u in chunk.utterances) == line.transcript.utterances


@given(timelines(), st.floats(1.0, 600.0))
def test_no_cut_lies_inside_an_utterance(line: Timeline, seconds: float) -> None:
    for chunk in split(line, seconds)[:-1]:
        cut = chunk.segment.end
        assert not any(u.segment.start < cut < u.segment.end for u in line.transcript.utterances)


@given(timelines(), st.floats(1.0, 600.0))
def test_a_chunk_is_not_much_shorter_than_asked_unless_it_is_the_last(line: Timeline, seconds: float) -> None:
    for chunk in split(line, seconds)[:-1]:
        assert chunk.segment.duration >= 0.8 * seconds - 1e-6


def test_the_cut_lies_in_the_longest_pause_near_the_target() -> None:
    spoken = [utterance("u1", "S1", "a b", 0, 97), utterance("u2", "S1", "c d", 98, 110)]
    line = timeline(*spoken, utterance("u3", "S1", "e f", 116, 200))
    first, second = split(line, 100)
    assert first.segment.end == 113
    assert [u.id for u in second.utterances] == ["u3"]


def test_a_long_silence_is_cut_at_the_target() -> None:
    assert [c.segment.end for c in split(timeline(duration=900.0), 300)] == [300, 600, 900]


def test_a_monologue_without_a_pause_stays_whole() -> None:
    [chunk] = split(timeline(utterance("u1", "S1", "on and on", 0, 1000)), 300)
    assert chunk.segment.end == 1000


def test_a_recording_a_little_longer_than_a_chunk_is_one_chunk() -> None:
    assert len(split(timeline(duration=355.0), 300)) == 1


def test_slides_are_clamped_to_the_chunk_and_speakers_are_those_heard_in_it() -> None:
    line = timeline(
        *dialogue(("S1", "hello there")),
        speakers=(speaker("S1", "Ada"), speaker("S2", "Bob")),
        keyframes=(keyframe("k1", 10.0, "Plan"), keyframe("k2", 350.0, "Costs")),
        slides=(slide("p1", "k1", "Plan", (10, 340)), slide("p2", "k2", "Costs", (350, 600))),
        duration=600.0,
    )
    first, second = split(line, 300)
    assert [(p.id, p.spans[0].start, p.spans[0].end) for p in first.slides] == [("p1", 10, 300)]
    assert [p.id for p in second.slides] == ["p1", "p2"]
    assert [k.id for k in second.keyframes] == ["k2"]
    assert [s.name for s in first.speakers] == ["Ada"]


def test_a_chunk_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        split(timeline(duration=10.0), 0)
