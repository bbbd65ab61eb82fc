from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import keyframe, media, recording, slide, transcript, utterance

from lifestream.domain.scene import Scene, Scenes
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Transcript, Turn
from lifestream.pipeline.align import align


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 20)), max_size=12), st.floats(1.0, 60.0))
def test_every_word_stays_inside_the_recording_and_none_is_lost(spans: list[tuple[float, float]], end: float) -> None:
    spoken = [utterance(f"u{i}", "S1", "two words", start, start + long) for i, (start, long) in enumerate(spans)]
    line = align(recording(), media(end), transcript(*spoken), Scenes())
    words = [word for u in line.transcript.utterances for word in u.words]
    assert len(words) == 2 * len(spans)
    assert all(0 <= word.segment.start <= word.segment.end <= end for word in words)
    starts = [u.segment.start for u in line.transcript.utterances]
    assert starts == sorted(starts)


def test_pictures_are_put_in_order_and_clamped() -> None:
    scenes = Scenes(
        (Scene("s2", Segment(5, 99)), Scene("s1", Segment(0, 5), "start")),
        (keyframe("k2", 50.0), keyframe("k1", 1.0)),
        (slide("p1", "k1", "Plan", (8, 99), (2, 4), (40, 50)),),
    )
    line = align(recording(), media(10.0), Transcript(), scenes)
    assert [(s.id, s.segment.end) for s in line.scenes.scenes] == [("s1", 5), ("s2", 10)]
    assert [(k.id, k.time) for k in line.scenes.keyframes] == [("k1", 1.0), ("k2", 10.0)]
    assert line.scenes.slides[0].spans == (Segment(2, 4), Segment(8, 10))


def test_turns_beyond_the_end_are_left_out() -> None:
    heard = Transcript(turns=(Turn(Segment(20, 30), "S1"), Turn(Segment(1, 30), "S1")), speech_seconds=99)
    line = align(recording(), media(10.0), heard, Scenes())
    assert [t.segment for t in line.transcript.turns] == [Segment(1, 10)]
    assert line.transcript.speech_seconds == 10


def test_a_container_without_a_duration_lasts_until_the_last_thing_in_it() -> None:
    unknown = replace(media(), duration=0.0)
    line = align(recording(), unknown, transcript(utterance("u1", "S1", "hello", 3, 7)), Scenes())
    assert line.media.duration == 7
