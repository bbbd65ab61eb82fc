from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lifestream.adapters.speech.second_reading import LONGEST, Candidate, find_stretches, take_terms
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Word
from lifestream.ports.transcriber import Hint

WHOLE = Segment(0.0, 100.0)


def heard(text: str) -> list[Word]:
    """Words of half a second each; ``word~0.4`` has that probability, others 0.95."""
    parts = [part.partition("~") for part in text.split()]
    return [
        Word(text, Segment(0.5 * n, 0.5 * n + 0.4), float(doubt or 0.95)) for n, (text, _, doubt) in enumerate(parts)
    ]


def tried(text: str, *terms: str, shown: Segment = WHOLE) -> set[tuple[str, str]]:
    """What is weighed against what: pairs of the words that were heard and a term."""
    words = heard(text)
    stretches = find_stretches(words, [Hint(shown, terms)], WHOLE)
    return {(" ".join(word.text for word in words[c.first : c.end]), c.term) for s in stretches for c in s.candidates}


def test_a_doubtful_word_is_weighed_against_a_term_that_sounds_like_it() -> None:
    assert ("back-seen", "vaccine") in tried("Now the back-seen~0.5 freezer.", "vaccine", "budget")


def test_two_words_may_be_one_term() -> None:
    assert ("out for", "Chapter") in tried("please reach out~0.4 for~0.3 seven of", "Chapter")


def test_what_was_heard_clearly_is_not_doubted() -> None:
    assert tried("Now the back-seen freezer.", "vaccine") == set()


def test_a_name_that_sounds_the_same_is_weighed_even_if_the_word_was_rather_clear() -> None:
    assert tried("I would ask Alina~0.75 for it", "Elena") == {("Alina", "Elena")}
    assert tried("I would ask Anton~0.75 for it", "Elena") == set()


def test_a_term_is_expected_only_while_it_is_shown() -> None:
    assert tried("Now the back-seen~0.5 freezer.", "vaccine", shown=Segment(50.0, 60.0)) == set()


def test_an_expected_term_that_was_heard_is_not_taken_for_another() -> None:
    assert tried("of neap~0.3 tides,", "neap", "deep") == set()


def test_a_term_does_not_swallow_the_end_of_a_clause() -> None:
    assert all(" " not in old for old, _ in tried("on the way out.~0.4 For~0.4 seven of", "Chapter", "outfor"))


def test_stretches_are_short_and_inside_the_sound() -> None:
    words = heard("one two back-seen~0.4 four " * 12)
    stretches = find_stretches(words, [Hint(WHOLE, ("vaccine",))], Segment(0.0, 20.0))
    assert len(stretches) > 2
    assert all(0 < s.segment.duration <= LONGEST and s.segment.end <= 20.0 for s in stretches)


def test_a_term_takes_the_time_the_doubt_and_the_mark_of_what_it_replaces() -> None:
    words = heard("I ask Anise~0.4 now~0.6 please,~0.5 then")
    taken = take_terms(words, [Candidate("Ines Alvarez", 2, 5, 0.9)])
    assert [word.text for word in taken] == ["I", "ask", "Ines", "Alvarez,", "then"]
    assert (taken[2].segment.start, taken[3].segment.end) == (words[2].segment.start, words[4].segment.end)
    assert taken[2].segment.end == taken[3].segment.start
    assert taken[2].probability == taken[3].probability == 0.5


def test_a_heading_loses_the_capital_that_speech_does_not_have() -> None:
    words = heard("the vaccine is the back-seen~0.4 here")
    assert [w.text for w in take_terms(words, [Candidate("Vaccine", 4, 5, 0.8)])][4] == "vaccine"


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 3), st.sampled_from(["Ines", "Bay of Fundy"]))),
)
def test_no_other_word_is_lost_and_times_stay_in_order(
    probabilities: list[float], spans: list[tuple[int, int, str]]
) -> None:
    words = [Word(f"w{n}", Segment(n, n + 0.9), p) for n, p in enumerate(probabilities)]
    chosen = [Candidate(term, first, min(first + n, len(words)), 1.0) for first, n, term in spans if first < len(words)]
    taken = take_terms(words, chosen)
    replaced = {index for c in chosen for index in range(c.first, c.end)}
    kept = [word for index, word in enumerate(words) if index not in replaced]
    assert [word for word in taken if word in kept] == kept
    assert all(a.segment.end <= b.segment.start + 1e-9 for a, b in pairwise(taken))
    assert take_terms(words, []) == tuple(words)
