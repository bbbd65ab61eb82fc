import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream import codec
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Word
from lifestream.errors import ModelError

times = st.floats(0, 1e5, allow_nan=False)
words = st.builds(
    Word, st.text(), st.tuples(times, times).map(lambda t: Segment(min(t), max(t))), st.floats(0, 1, allow_nan=False)
)


@given(words)
def test_a_value_survives_the_way_to_json_and_back(word):
    assert codec.load(Word, codec.dump(word)) == word


def test_bytes_that_are_no_such_value_are_refused():
    with pytest.raises(ModelError, match="Word"):
        codec.load(Word, b'{"text": 5}')


@pytest.mark.parametrize("kind", [Document, Timeline])
def test_every_stored_type_has_a_schema(kind):
    assert codec.schema(kind)["type"] == "object"


def test_a_fingerprint_tells_values_and_their_order_apart():
    a, b = Word("a", Segment(0, 1)), Word("b", Segment(0, 1))
    assert codec.fingerprint(a, b) == codec.fingerprint(a, b)
    assert (
        len({codec.fingerprint(a, b), codec.fingerprint(b, a), codec.fingerprint(a), codec.fingerprint(a, b, 1)}) == 4
    )
