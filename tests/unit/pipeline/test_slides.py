"""Titles, slides that come back, and how long a keyframe stands."""

from hypothesis import given
from hypothesis import strategies as st

from lifestream.domain.scene import Keyframe, Scene, TextLine
from lifestream.domain.segment import Segment
from lifestream.pipeline.slides import collect_slides, find_title, keyframe_spans, same_text


def line(text, top, height=0.05, left=0.1, right=0.5):
    return TextLine(text, (left, top, right, top + height), 0.9)


def shown(id, time, *texts, kind="slide"):
    return Keyframe(id, time, f"{id}.jpg", 960, 540, kind, 0.9, tuple(line(t, 0.1 * n) for n, t in enumerate(texts)))


def test_the_largest_line_above_is_the_title():
    lines = (line("ACME", 0.02), line("Launch Budget", 0.1, 0.12), line("Advertising 12,000", 0.4), line("1", 0.9))
    assert find_title(lines) == "Launch Budget"


def test_a_title_of_two_lines_is_read_whole():
    lines = (
        line("Harbor 2.0", 0.05, 0.1),
        line("Launch Meeting", 0.17, 0.1),
        line("Tuesday", 0.5),
        line("Room 4", 0.6),
    )
    assert find_title(lines) == "Harbor 2.0 Launch Meeting"


def test_without_a_larger_line_the_first_one_near_the_top_is_the_title():
    assert find_title((line("Agenda", 0.1), line("Quality", 0.3), line("Training", 0.4))) == "Agenda"
    assert find_title((line("one", 0.45), line("two", 0.55))) is None
    assert find_title(()) is None


def test_other_numbers_make_another_slide():
    assert not same_text("Budget\nRequested: 22,000 EUR", "Budget\nRequested: 24,000 EUR")
    assert not same_text("Part 1", "Part 2")
    words = "what every team has promised to finish and who is asked if it is late"
    assert not same_text(f"Plan for Q3: {words}", f"Plan for Q4: {words}")


def test_a_slip_of_the_reader_does_not():
    text = "Release date of the new engine planned for the second half of November Sync engine finished"
    assert same_text(text, text.replace("engine finished", "englne finished"))


def test_slides_are_numbered_as_they_appear_and_their_spans_joined():
    keyframes = [
        shown("k1", 1, "Release Date", "Planned: 17 November"),
        shown("k2", 11, "Launch Budget", "Requested: 22,000"),
        shown("k3", 21, "Release Date", "Planned: 17 November"),
        shown("k4", 31, "Release Date", "Planned: 17 November"),
        shown("k5", 41, "A sign in the street", kind="unknown"),
    ]
    scenes = [Scene(f"s{n}", Segment(10 * n, 10 * n + 10), "cut", (f"k{n + 1}",)) for n in range(5)]
    marked, slides = collect_slides(scenes, keyframes)
    assert [(s.id, s.spans) for s in slides] == [
        ("d1", (Segment(0, 10), Segment(20, 40))),
        ("d2", (Segment(10, 20),)),
    ]
    assert [k.slide for k in marked] == ["d1", "d2", "d1", "d1", None]


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=8), st.integers(0, 4))
def test_the_spans_of_keyframes_tile_their_scenes(lengths, per_scene):
    scenes, keyframes, time = [], [], 0.0
    for n, length in enumerate(lengths):
        ids = tuple(f"k{n}.{i}" for i in range(per_scene))
        keyframes += [shown(id, time + length * (i + 0.5) / per_scene) for i, id in enumerate(ids)]
        scenes.append(Scene(f"s{n}", Segment(time, time + length), "cut", ids))
        time += length
    spans = keyframe_spans(scenes, keyframes)
    assert len(spans) == len(keyframes)
    for scene in scenes:
        own = [spans[id] for id in scene.keyframes]
        assert sum(span.duration for span in own) <= scene.segment.duration + 1e-6
        assert not own or (own[0].start, own[-1].end) == (scene.segment.start, scene.segment.end)
