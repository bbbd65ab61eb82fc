from hypothesis import given
from hypothesis import strategies as st

from lifestream.domain.passage import Passage
from lifestream.domain.search import Hit
from lifestream.domain.segment import Segment
from lifestream.ports.index import Found
from lifestream.search.fuse import closeness, fuse
from lifestream.search.moments import merge_moments


def passage(number, start=0.0, end=30.0, modality="speech", recording="rec_1"):
    return Passage(f"{recording}:{number}", recording, Segment(start, end), modality, f"text {number}")


scores = st.lists(st.floats(0.01, 50), max_size=8)


@given(scores, scores)
def test_fusion_is_a_permutation_of_all_that_was_found(words, meanings):
    one = [Found(passage(n), score) for n, score in enumerate(words)]
    other = [Found(passage(n + 4), score / 50) for n, score in enumerate(meanings)]
    fused = fuse(one, other, {f.passage.id: 0.5 for f in (*one, *other)})
    assert {f.passage.id for f in fused} == {f.passage.id for f in (*one, *other)}
    assert len(fused) == len({f.passage.id for f in fused})
    assert [f.score for f in fused] == sorted((f.score for f in fused), reverse=True)
    assert all(0 <= f.score <= 1 for f in fused)


def all_of(*numbers):
    return {f"rec_1:{n}": 1.0 for n in numbers}


def test_what_both_ways_found_leads():
    words = [Found(passage(1), 9.0), Found(passage(2), 8.9)]
    found = fuse(words, [Found(passage(2), 0.7), Found(passage(3), 0.72)], all_of(1, 2, 3))
    assert found[0].passage.id == "rec_1:2"


def test_a_passage_that_holds_one_word_of_many_does_not_lead_one_that_means_the_same():
    words, meanings = [Found(passage(1), 9.0)], [Found(passage(2), 0.6), Found(passage(1), 0.2)]
    assert fuse(words, meanings, all_of(1))[0].passage.id == "rec_1:1"
    assert fuse(words, meanings, {"rec_1:1": 0.25})[0].passage.id == "rec_1:2"


def test_where_no_meanings_are_compared_words_are_all_that_counts():
    (best, other) = fuse([Found(passage(1), 9.0), Found(passage(2), 3.0)], [], all_of(1, 2))
    assert (best.score, best.meaning) == (1.0, None)
    assert other.score < best.score


def test_a_query_that_means_nothing_here_is_not_carried_by_its_nearest_neighbour():
    assert fuse([], [Found(passage(1), 0.1)], {})[0].score == 0
    assert closeness(0.9) == 1


def test_a_claim_and_a_slide_join_the_speech_of_their_moment_and_other_moments_stay():
    hits = [
        Hit(passage(1, 10, 14, "claim"), 0.9, ("a",)),
        Hit(passage(2, 0, 30), 0.8, ("b",)),
        Hit(passage(3, 5, 40, "slide"), 0.7),
        Hit(passage(4, 31, 60), 0.6),
        Hit(passage(5, 10, 14, "claim", recording="rec_2"), 0.5),
        Hit(passage(6, 100, 3600, "title"), 0.4),
    ]
    merged = merge_moments(hits)
    assert [h.passage.id for h in merged] == ["rec_1:1", "rec_1:4", "rec_2:5", "rec_1:6"]
    assert merged[0].words == ("a", "b")
    assert merged[0].modalities == ("claim", "speech", "slide")
    assert merged[0].score > 0.9


def test_the_heading_of_a_chapter_is_the_moment_at_which_it_begins():
    hits = [
        Hit(passage(1, 60, 600, "title"), 0.9),
        Hit(passage(2, 61, 95, "slide"), 0.8),
        Hit(passage(3, 300, 330), 0.7),
    ]
    assert [(h.passage.id, h.modalities) for h in merge_moments(hits)] == [
        ("rec_1:1", ("title", "slide")),
        ("rec_1:3", ("speech",)),
    ]


def test_what_is_said_to_one_slide_at_two_times_is_two_moments():
    hits = [Hit(passage(1, 0, 90, "slide"), 0.9), Hit(passage(2, 10, 40), 0.8), Hit(passage(3, 41, 70), 0.7)]
    assert [h.passage.id for h in merge_moments(hits)] == ["rec_1:1", "rec_1:3"]


hit = st.builds(
    lambda number, start, length, modality, score: Hit(passage(number, start, start + length, modality), score),
    st.integers(0, 10_000),
    st.floats(0, 300),
    st.floats(0, 200),
    st.sampled_from(["speech", "slide", "scene", "claim", "title"]),
    st.floats(0, 1),
)


@given(st.lists(hit, max_size=12, unique_by=lambda h: h.passage.id))
def test_merging_loses_nothing_and_repeats_nothing(hits):
    merged = merge_moments(sorted(hits, key=lambda h: -h.score))
    inside = [p.id for h in merged for p in (h.passage, *h.others)]
    assert sorted(inside) == sorted(h.passage.id for h in hits)
    assert all(sum(p.modality == "speech" for p in (h.passage, *h.others)) <= 1 for h in merged)
    assert [h.score for h in merged] == sorted((h.score for h in merged), reverse=True)
