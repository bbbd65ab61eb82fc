import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.verify.numerals import agree, find_numbers
from lifestream.verify.words import listed

ONES = ["", *listed("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")]
ONES += listed("fifteen sixteen seventeen eighteen nineteen")
TENS = ["", "", *listed("twenty thirty forty fifty sixty seventy eighty ninety")]


def in_words(n: int) -> str:
    if n < 20:
        return ONES[n]
    if n < 100:
        return f"{TENS[n // 10]} {ONES[n % 10]}".strip()
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            return f"{in_words(n // size)} {name}" + (f" {in_words(rest)}" if rest else "")
    raise AssertionError(n)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("eighteen thousand five hundred euros", "€18,500"),
        ("eighteen thousand, five hundred", "18500"),
        ("three point two percent", "3.2 %"),
        ("the twenty fourth", "24th"),
        ("twenty-four", "24"),
        ("half past nine", "9:30"),
        ("nine thirty", "9:30"),
        ("quarter to ten", "9:45"),
        ("two pm", "14:00"),
        ("ten o'clock", "10:00"),
        ("eight point six", "8.6"),
        ("nineteen sixty six", "1966"),
        ("twenty twenty six", "2026"),
        ("nine hundred thousand", "900,000"),
        ("four hundred and twelve", "412"),
        ("half a million", "500,000"),
        ("two and a half", "2.5"),
        ("one point five million", "1.5m"),
        ("a hundred and five", "105"),
        ("half of them", "50 %"),
        ("a dozen", "12"),
    ],
)
def test_a_number_in_words_agrees_with_the_same_in_digits(spoken: str, written: str) -> None:
    [said], [read] = find_numbers(spoken), find_numbers(written)
    assert agree(read, said)


@given(st.integers(min_value=2, max_value=99_999_999))
def test_every_whole_number_reads_the_same_in_words_and_digits(n: int) -> None:
    [spoken], [plain], [grouped] = find_numbers(in_words(n)), find_numbers(str(n)), find_numbers(f"{n:,}")
    assert n in spoken.values
    assert n in plain.values
    assert n in grouped.values


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for_numbers(text: str) -> None:
    for number in find_numbers(text):
        assert number.first <= number.last


def test_numbers_in_a_list_stay_apart() -> None:
    assert [n.largest for n in find_numbers("eighteen, nineteen and twelve thousand")] == [18, 19, 12_000]


def test_one_as_a_pronoun_claims_no_number() -> None:
    assert find_numbers("the same one, and one of them") == ()


def test_a_serial_of_a_thousand_digits_is_no_number() -> None:
    assert find_numbers("9" * 5000) == ()
