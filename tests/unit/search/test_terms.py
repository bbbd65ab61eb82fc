import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.errors import InputError
from lifestream.ports.index import Term
from lifestream.search.terms import LONGEST_QUERY, MOST_TERMS, held_in, places_of, read_query, terms_of


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("They migrated the accounts.", "migration account", ("migration", "account")),
        ("The budget is 18,500 euros.", "18,500", ("18,500",)),
        ("The budget is 18 or 500 euros.", "18,500", ()),
        ("We met at the Café Élan.", "cafe elan", ("cafe", "elan")),
        ("Der Termin ist auf der Straße.", "strasse", ("strasse",)),
        ("The rollback plan", "roll*", ("roll*",)),
        ("The troll", "roll*", ()),
        (
            "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643",
            "\u0645\u0631\u062d\u0628\u0627",
            ("\u0645\u0631\u062d\u0628\u0627",),
        ),
        ("Fine \U0001f642", "\U0001f642", ()),
    ],
)
def test_a_text_holds_a_word_in_any_of_its_forms(text, query, found):
    assert held_in(text, terms_of(query)) == found


@given(st.text(max_size=200), st.text(min_size=1, max_size=20), st.booleans())
def test_places_lie_in_the_text_and_in_order(text, word, is_prefix):
    places = places_of(text, Term(word, is_prefix))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text(max_size=300))
def test_a_query_is_read_as_words_or_refused(text):
    try:
        terms = terms_of(read_query(text))
    except InputError:
        return
    assert len(terms) <= MOST_TERMS
    assert all(term.text for term in terms)


def test_a_query_of_a_book_is_refused_and_the_longest_one_is_not():
    assert read_query("x" * LONGEST_QUERY)
    with pytest.raises(InputError, match="100,000 characters"):
        read_query("x" * 100_000)
