import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import claim, dialogue, keyframe, notes, slide, timeline, utterance
from tests.library import processed

from lifestream.domain.document import Chapter
from lifestream.domain.segment import Segment
from lifestream.pipeline.passages import LONGEST, MOST_PIECES, SHORTEST, passages_of, pieces

DOCUMENT, _ = processed()
BARE = replace(DOCUMENT, decisions=(), actions=(), bottom_line=())


def spoken(*utterances):
    found = passages_of(BARE, timeline(*utterances))
    return [p for p in found if p.modality == "speech"]


lines = st.lists(
    st.tuples(
        st.sampled_from(["S1", "S2"]),
        st.integers(1, 400).map(lambda n: " ".join(f"w{i}." if i % 9 == 8 else f"w{i}" for i in range(n))),
    ),
    max_size=12,
)


@given(lines)
def test_every_word_is_in_one_passage_and_none_is_longer_than_the_embedder_reads(said):
    utterances = dialogue(*said)
    found = spoken(*utterances)
    assert " ".join(p.text for p in found) == " ".join(u.text for u in utterances)
    assert all(pieces(p.text) <= MOST_PIECES for p in found)
    assert [p.segment.start for p in found] == sorted(p.segment.start for p in found)


@given(lines)
def test_passages_last_20_to_60_seconds_where_utterances_allow_it(said):
    found = spoken(*dialogue(*said))
    for passage in found:
        assert passage.segment.duration <= LONGEST or len(passage.refs) == 1
    # A short one stands before one that would have made it too long, or at the end.
    for passage, after in itertools.pairwise(found):
        together = passage.segment.hull(after.segment).duration
        weight = pieces(passage.text) + pieces(after.text)
        assert passage.segment.duration >= SHORTEST or together > LONGEST or weight > MOST_PIECES


def test_a_long_utterance_is_cut_at_ends_of_sentences_and_cited_as_a_whole():
    long = utterance("u1", "S1", " ".join(["This sentence has six words here."] * 60))
    found = spoken(long)
    assert len(found) > 2
    assert {p.refs for p in found} == {("u1",)}
    assert all(p.text.endswith(".") for p in found)


def test_a_slide_a_scene_a_claim_and_headings_are_passages_of_their_own():
    frames = (keyframe("k1", 4.0, "Budget", "18,500 EUR", slide="k1"), keyframe("k2", 9.0, kind="landscape"))
    seen = replace(notes(), visual=(claim("A beach with boats.", "k2", id="c1"), claim("A slide.", "k1", id="c2")))
    document = replace(
        DOCUMENT,
        keyframes=frames,
        slides=(slide("k1", "k1", "Budget\n18,500 EUR", (4.0, 8.0), title="Budget"),),
        blocks=(seen,),
        chapters=(Chapter("The launch", Segment(0.0, 30.0)),),
    )
    found = passages_of(document, processed()[1])
    of = {modality: [p for p in found if p.modality == modality] for modality in ("slide", "scene", "claim", "title")}
    assert [(p.text, p.segment, p.refs) for p in of["slide"]] == [("Budget\n18,500 EUR", Segment(4.0, 8.0), ("k1",))]
    assert [(p.text, p.segment) for p in of["scene"]] == [("A beach with boats.", Segment(9.0, 9.0))]
    assert [p.claim_kind for p in of["claim"]] == ["decision", "action"]
    assert [p.text for p in of["title"]] == ["Planning", "The launch"]
    assert of["claim"][0].context == "Planning · The launch"


def test_what_is_read_on_a_picture_that_is_no_slide_is_found_where_it_is_first_seen():
    frames = (keyframe("k1", 4.0, "Exit 12"), keyframe("k2", 9.0), keyframe("k3", 12.0, "Exit 12"))
    found = passages_of(replace(DOCUMENT, keyframes=frames), processed()[1])
    assert [(p.text, p.segment.start, p.refs) for p in found if p.modality == "scene"] == [("Exit 12", 4.0, ("k1",))]


def test_no_text_is_longer_than_a_passage_may_be_whoever_wrote_it():
    long = " ".join(f"word{n}" for n in range(2_000))
    document = replace(
        DOCUMENT,
        title=long,
        decisions=(replace(DOCUMENT.decisions[0], text=long),),
        slides=(slide("k1", "k1", f"Budget\n{long}\nEnd", (4.0, 8.0)),),
        keyframes=(keyframe("k2", 9.0, long),),
    )
    found = passages_of(document, processed()[1])
    assert all(pieces(p.text) <= MOST_PIECES for p in found)
    for modality in ("slide", "scene", "claim", "title"):
        assert long in " ".join(p.text.replace("\n", " ") for p in found if p.modality == modality)


@given(st.text(max_size=2_000))
def test_whatever_is_read_on_a_slide_is_found(text):
    document = replace(DOCUMENT, slides=(slide("k1", "k1", text, (4.0, 8.0)),))
    found = passages_of(document, processed()[1])
    assert " ".join(p.text for p in found if p.modality == "slide").split() == text.split()


def test_people_are_named_where_they_speak():
    found = passages_of(DOCUMENT, processed()[1])
    assert found[0].people == ("Alice",)
    assert set(found[0].speakers) == {"S1", "S2"}


def test_the_same_document_makes_the_same_passages():
    assert passages_of(*processed()) == passages_of(*processed())
    ids = [p.id for p in passages_of(*processed())]
    assert len(ids) == len(set(ids))
