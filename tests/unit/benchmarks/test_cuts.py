from __future__ import annotations

import pytest
from benchmarks.items import Cut
from benchmarks.scores.cuts import Matches, score_cuts

HARD = (Cut(5.0, 0.1, "cut"), Cut(12.0, 0.1, "cut"))


def counts(matches: Matches) -> tuple[int, int, int]:
    return matches.true, matches.found, matches.right


def test_each_true_cut_is_found_once() -> None:
    score = score_cuts(HARD, [5.04, 12.0], 25.0)
    assert counts(score.all) == counts(score.strict) == (2, 2, 2)
    assert score.all.f1 == 1


def test_two_finds_of_one_cut_are_one_right_and_one_wrong() -> None:
    score = score_cuts(HARD, [4.98, 5.02, 12.0], 25.0)
    assert counts(score.all) == (2, 3, 2)
    assert score.all.f1 == pytest.approx(0.8)


def test_a_find_beyond_the_tolerance_is_wrong() -> None:
    assert counts(score_cuts(HARD, [5.2], 25.0).all) == (2, 1, 0)


def test_the_strict_score_allows_two_frames() -> None:
    score = score_cuts(HARD, [5.09, 12.08], 25.0)
    assert counts(score.all) == (2, 2, 2)
    assert counts(score.strict) == (2, 2, 1)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert score_cuts((), [], 25.0).all.f1 == 1


def test_a_find_where_there_is_nothing_is_wrong() -> None:
    score = score_cuts((), [3.0], 25.0)
    assert counts(score.all) == (0, 1, 0)
    assert score.all.f1 == 0


def test_an_optional_cut_counts_neither_way() -> None:
    cuts = (Cut(0.1, 0.1, "from_black", is_optional=True), *HARD)
    assert counts(score_cuts(cuts, [0.1, 5.0, 12.0], 25.0).all) == (2, 2, 2)
    assert counts(score_cuts(cuts, [5.0, 12.0], 25.0).all) == (2, 2, 2)
    assert counts(score_cuts(cuts, [0.05, 0.15, 5.0, 12.0], 25.0).all) == (2, 2, 2)


def test_fades_are_counted_apart() -> None:
    cuts = (*HARD, Cut(20.0, 0.5, "fade_out"))
    score = score_cuts(cuts, [5.0, 12.0, 20.3], 25.0)
    assert counts(score.all) == (3, 3, 3)
    assert counts(score.strict) == (2, 2, 2)
    assert counts(score.gradual) == (1, 1, 1)


def test_a_missed_fade_is_no_missed_hard_cut() -> None:
    score = score_cuts((*HARD, Cut(20.0, 0.5, "dissolve")), [5.0, 12.0], 25.0)
    assert counts(score.strict) == (2, 2, 2)
    assert counts(score.gradual) == (1, 0, 0)


def test_matches_add_up() -> None:
    assert Matches(2, 1, 1) + Matches(1, 2, 1) == Matches(3, 3, 2)


def test_a_find_that_fits_two_cuts_goes_to_the_one_that_must_be_found() -> None:
    cuts = (Cut(5.0, 0.3, "cut"), Cut(5.3, 0.3, "cut", is_optional=True))
    assert counts(score_cuts(cuts, [5.25], 25.0).all) == (1, 1, 1)


def test_an_optional_cut_excuses_within_its_own_tolerance_in_the_strict_score_too() -> None:
    cuts = (Cut(0.1, 0.1, "from_black", is_optional=True), *HARD)
    assert counts(score_cuts(cuts, [0.2, 5.0, 12.0], 25.0).strict) == (2, 2, 2)
