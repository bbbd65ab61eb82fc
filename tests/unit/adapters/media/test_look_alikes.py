import pytest

from lifestream.adapters.media.look_alikes import tell_apart


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Code Al-511", "Code AI-511"),
        ("lP6K9", "IP6K9"),
        ("MK-ll3, MK-l14", "MK-II3, MK-I14"),
        ("All 15 bills", "All 15 bills"),
        ("Al Gore 1992", "Al Gore 1992"),
        ("2.5 ml, 3 Vol", "2.5 ml, 3 Vol"),
        ("Q4l-planned", "Q4l-planned"),
    ],
)
def test_a_small_l_in_a_code_of_capitals_and_digits_is_an_i(read: str, meant: str) -> None:
    assert tell_apart(read) == meant
