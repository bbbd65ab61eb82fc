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
    fused = fuse(one, other)
    assert {f.passage.id for f in fused} == {f.passage.id for f in (*one, *other)}
    assert len(fused) == len({f.passage.id for f in fused})
    assert [f.score for f in fused] == sorted((f.score for f in fused), reverse=True)
    assert all(0 <= f.score <= 1 for f in fused)


def test_what_both_ways_found_leads():
    found = fuse([Found(passage(1), 9.0), Found(passage(2), 8.9)], [Found(passage(2), 0.7), Found(passage(3), 0.72)])
    assert found[0].passage.id == "rec_1:2"


def test_a_query_that_means_nothing_here_is_not_carried_by_its_nearest_neighbour():
    assert fuse([], [Found(passage(1), 0.1)])[0].score == 0
    assert closeness(0.9) == 1


def test_a_claim_and_a_slide_join_the_speech_of_their_moment_and_other_moments_stay():
    hits = [
        Hit(passage(1, 10, 14, "claim"), 0.9, ("a",)),
        Hit(passage(2, 0, 30), 0.8, ("b",)),
        Hit(passage(3, 5, 40, "slide"), 0.7),
        Hit(passage(4, 31, 60), 0.6),
        Hit(passage(5, 10, 14, "claim", recording="rec_2"), 0.5),
        Hit(passage(6, 0, 3600, "title"), 0.4),
    ]
    merged = merge_moments(hits)
    assert [h.passage.id for h in merged] == ["rec_1:1", "rec_1:4", "rec_2:5", "rec_1:6"]
    assert merged[0].words == ("a", "b")
    assert merged[0].modalities == ("claim", "speech", "slide")
    assert merged[0].score > 0.9
