from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.adapters.speech.language import Evidence, decide, pool, restrict, shares, trace
from lifestream.adapters.speech.language_names import language_code

SWITCH = 6.0  # nats


def sounds(time: float, seconds: float, **probabilities: float) -> Evidence:
    return Evidence(time, seconds, probabilities)


certainties = st.floats(0.001, 0.999)
evidences = st.lists(
    st.tuples(st.floats(0.1, 30), certainties).map(lambda e: sounds(0.0, e[0], en=e[1], de=1 - e[1])),
    min_size=1,
    max_size=6,
)


def test_only_allowed_languages_remain_and_they_sum_to_one() -> None:
    assert restrict({"en": 0.6, "de": 0.3, "cy": 0.1}, ("en", "de")) == pytest.approx({"en": 2 / 3, "de": 1 / 3})


def test_any_language_is_allowed_where_none_is_named() -> None:
    assert restrict({"en": 0.6, "de": 0.4}, ()) == pytest.approx({"en": 0.6, "de": 0.4})


def test_allowed_languages_without_evidence_are_equally_likely() -> None:
    assert restrict({"en": 1.0}, ("fr", "de")) == {"de": 0.5, "fr": 0.5}
    assert restrict({"en": 0.0, "de": 1.0}, ("en",)) == {"en": 1.0}


@given(
    st.dictionaries(st.sampled_from(["en", "de", "fr", "it"]), st.floats(0, 1)),
    st.sets(st.sampled_from(["en", "de", "fr", "it"])),
)
def test_a_restriction_gives_probabilities_of_allowed_languages(
    probabilities: dict[str, float], allowed: set[str]
) -> None:
    kept = restrict(probabilities, allowed)
    assert sum(kept.values()) == pytest.approx(1.0)
    assert not allowed or set(kept) <= allowed


def test_windows_vote_by_how_much_speech_they_hold() -> None:
    pooled = pool([sounds(0, 9.0, en=1.0), sounds(10, 1.0, de=1.0)])
    assert pooled == pytest.approx({"en": 0.9, "de": 0.1})


def test_windows_without_speech_have_no_vote() -> None:
    assert pool([sounds(0, 0.0, en=1.0)]) == {"en": 0.0}


def test_one_odd_window_does_not_change_the_language() -> None:
    clear = [sounds(30.0 * n, 20.0, en=0.97, cy=0.03) for n in range(5)]
    odd = sounds(75.0, 2.0, en=0.1, cy=0.9)
    assert trace([*clear[:3], odd, *clear[3:]]) == ("en",) * 6


def test_a_language_that_goes_on_is_a_change() -> None:
    english = [sounds(30.0 * n, 20.0, en=0.99, de=0.01) for n in range(4)]
    german = [sounds(120 + 30.0 * n, 20.0, en=0.01, de=0.99) for n in range(4)]
    assert trace([*english, *german]) == ("en",) * 4 + ("de",) * 4


def test_no_window_has_no_language() -> None:
    assert trace([]) == ()


@given(evidences)
def test_no_path_through_the_languages_is_likelier_than_the_one_traced(evidence: list[Evidence]) -> None:
    pooled = pool(evidence)

    def score(path: tuple[str, ...]) -> float:
        total = math.log(max(pooled[path[0]], 1e-3))
        total -= SWITCH * sum(a != b for a, b in itertools.pairwise(path))
        return total + sum(
            min(1.0, e.speech_seconds / 8.0) * math.log(max(e.probabilities[code], 1e-3))
            for e, code in zip(evidence, path, strict=True)
        )

    considered = [code for code, share in pooled.items() if share >= 0.02]
    best = max(map(score, itertools.product(considered, repeat=len(evidence))))
    traced = trace(evidence)
    assert len(traced) == len(evidence)
    assert score(traced) == pytest.approx(best)


def test_a_window_between_others_has_their_language_unless_it_is_clearly_another() -> None:
    assert decide("en", sounds(0, 20.0, en=0.2, de=0.8)) == "en"
    assert decide("en", sounds(0, 20.0, en=0.0005, de=0.99)) == "de"
    assert decide("en", sounds(0, 1.0, en=0.0005, de=0.99)) == "en"


def test_shares_are_of_the_speech_and_the_largest_comes_first() -> None:
    assert [(s.code, s.share) for s in shares({"de": 10.0, "en": 30.0, "fr": 0.0})] == [("en", 0.75), ("de", 0.25)]
    assert shares({}) == shares({"en": 0.0}) == ()


@given(st.dictionaries(st.sampled_from(["en", "de", "fr", "it"]), st.floats(0.01, 1e5), min_size=1))
def test_shares_sum_to_one_and_fall(seconds: dict[str, float]) -> None:
    told = shares(seconds)
    assert sum(share.share for share in told) == pytest.approx(1.0)
    assert [s.share for s in told] == sorted((s.share for s in told), reverse=True)
    assert [s.code for s in told] == [s.code for s in shares(dict(reversed(seconds.items())))]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("English", "en"),
        (" german ", "de"),
        ("haitian creole", "ht"),
        ("pt_BR", "pt"),
        ("zh-Hant", "zh"),
        ("Klingon", "klingon"),
    ],
)
def test_a_language_is_known_by_its_name_and_its_code(name: str, code: str) -> None:
    assert language_code(name) == code
