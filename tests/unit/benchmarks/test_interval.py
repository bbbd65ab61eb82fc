from __future__ import annotations

import pytest
from benchmarks.scores.interval import bootstrap, share_interval


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
