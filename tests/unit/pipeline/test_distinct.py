"""Pictures are one where every letter is; places are one where their structure is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.media import Quiet, landscape, slide

from lifestream.errors import Cancelled
from lifestream.pipeline.distinct import RECENT, group_places, group_same
from lifestream.pipeline.picture import fine_print, thumb

HD = {"width": 1_280, "height": 720}
PLAN = slide("Release Date", "Planned: 17 November", "Sync engine finished", **HD)
LATER = slide("Release Date", "Planned: 19 November", "Sync engine finished", **HD)
BUDGET = slide("Budget", "Advertising 12,000", "Event 6,000", **HD)


def same(*pictures):
    return group_same([thumb(p) for p in pictures], lambda n: fine_print(pictures[n]), Quiet())


def places(*pictures):
    return group_places([thumb(p) for p in pictures], Quiet())


def test_another_digit_makes_another_picture():
    assert same(PLAN, LATER, BUDGET, PLAN, LATER) == [[0, 3], [1, 4], [2]]


def test_prints_are_made_only_of_pictures_that_could_be_the_same():
    pictures, asked = (PLAN, BUDGET, landscape(1, 1_280, 720), PLAN), []

    def print_of(n):
        asked.append(n)
        return fine_print(pictures[n])

    group_same([thumb(p) for p in pictures], print_of, Quiet())
    assert set(asked) == {0, 3}


def test_somebody_who_moves_stays_in_one_place():
    room = landscape(2, 960, 540)
    moved = room.copy()
    moved[200:400, 300:420] = 90
    assert places(room, landscape(3, 960, 540), moved) == [[0, 2], [1]]


def test_blank_pictures_are_one_place_where_they_are_equally_bright():
    black, dark, white = (np.full((90, 160, 3), level, np.uint8) for level in (0, 8, 255))
    assert places(black, dark, white, landscape(1), black) == [[0, 1, 4], [2], [3]]


@pytest.mark.parametrize("group", [lambda t: group_same(t, None, Quiet()), lambda t: group_places(t, Quiet())])
def test_a_picture_is_compared_with_the_latest_groups_only(group):
    thumbs = [np.random.default_rng(n).integers(0, 255, (54, 96)).astype(np.uint8) for n in range(RECENT + 2)]
    assert group(thumbs) == [[n] for n in range(RECENT + 2)]
    again = group_places([*thumbs, thumbs[0], thumbs[-1]], Quiet())
    assert again[RECENT + 1 :] == [[RECENT + 1, RECENT + 3], [RECENT + 2]]


@given(st.lists(st.integers(0, 5), max_size=20))
def test_every_picture_is_in_one_group_with_what_is_equal_to_it(seeds):
    thumbs = [thumb(landscape(seed)) for seed in seeds]
    for groups in (group_same(thumbs, lambda n: thumbs[n], Quiet()), group_places(thumbs, Quiet())):
        assert sorted(n for group in groups for n in group) == list(range(len(seeds)))
        assert len(groups) == len(set(seeds))
        assert all(len({seeds[n] for n in group}) == 1 for group in groups)


@pytest.mark.parametrize("group", [lambda t, w: group_same(t, None, w), lambda t, w: group_places(t, w)])
def test_comparing_stops_when_asked_to(group):
    class Stop(Quiet):
        def report(self, done, detail=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        group([thumb(PLAN)], Stop())
