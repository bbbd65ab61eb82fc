from __future__ import annotations

from collections.abc import Sequence

import pytest
from benchmarks.scores.interval import bootstrap, resampled, share_interval


def test_one_item_says_nothing_about_the_others() -> None:
    assert bootstrap([0.3]) == (0.3, 0.3)


def test_the_interval_lies_around_the_mean() -> None:
    low, high = bootstrap([0.1, 0.2, 0.3, 0.4])
    assert 0.1 <= low < 0.25 < high <= 0.4


def test_the_same_figures_give_the_same_interval() -> None:
    assert bootstrap([0.1, 0.5, 0.9]) == bootstrap([0.1, 0.5, 0.9])


def test_weights_pull_the_interval() -> None:
    assert bootstrap([0.0, 1.0], [1.0, 99.0])[1] == pytest.approx(1.0)
    assert bootstrap([0.5, 0.5], [1.0, 3.0]) == (0.5, 0.5)


def test_wilsons_interval_is_the_published_one() -> None:
    low, high = share_interval(8, 10)  # Newcombe, 1998
    assert (low, high) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))


def test_of_no_tries_nothing_is_known() -> None:
    assert share_interval(0, 0) == (0.0, 1.0)


def test_a_figure_of_all_items_together_varies_with_the_items() -> None:
    alike, unlike = [(9, 10)] * 6, [(10, 10), (10, 10), (0, 10), (10, 10)]

    def share(drawn: Sequence[tuple[int, int]]) -> float:
        return sum(right for right, _ in drawn) / sum(all_ for _, all_ in drawn)

    assert resampled(alike, share) == (0.9, 0.9)
    low, high = resampled(unlike, share)
    assert low < 0.6
    assert high == 1.0
