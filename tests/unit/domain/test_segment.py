from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.domain.segment import Segment, timecode, union

times = st.floats(0, 1e5, allow_nan=False)
segments = st.tuples(times, times).map(lambda pair: Segment(min(pair), max(pair)))


@given(segments, segments)
def test_overlap_is_symmetric_and_excludes_a_gap(a, b):
    assert a.overlap(b) == b.overlap(a)
    assert a.gap(b) == b.gap(a)
    assert not (a.overlap(b) and a.gap(b))


@given(st.lists(segments))
def test_a_union_is_ordered_disjoint_and_loses_nothing(many):
    merged = union(many)
    assert all(a.end < b.start for a, b in pairwise(merged))
    assert all(any(m.start <= s.start and s.end <= m.end for m in merged) for s in many)


@given(segments, segments)
def test_a_clamped_segment_lies_within_its_bounds(segment, bounds):
    inside = segment.clamp(bounds)
    assert bounds.start <= inside.start <= inside.end <= bounds.end


@pytest.mark.parametrize("pair", [(-1, 2), (3, 2), (float("nan"), 1), (0, float("inf"))])
def test_an_impossible_segment_is_refused(pair):
    with pytest.raises(ValueError, match="segment"):
        Segment(*pair)


def test_the_hour_appears_only_when_there_is_one():
    assert [timecode(t) for t in (0, 59.999, 60, 3599.9, 3600)] == ["00:00", "00:59", "01:00", "59:59", "1:00:00"]
