from __future__ import annotations

from decimal import Decimal

from gouji.read.confidence import as_decimal, least, recognised
from hypothesis import given
from hypothesis import strategies as st


def test_a_figure_is_as_sure_as_its_least_sure_character() -> None:
    chars = (
        [(char, 0.99) for char in "比上年增加1,2"]
        + [("3", 0.4)]
        + [(char, 0.98) for char in "4.56万元，增长5%。"]
    )
    text = "比上年增加1,234.56万元，增长5%。"
    assert [(text[one.start : one.end], one.confidence) for one in recognised(text, chars)] == [
        ("1,234.56万元", Decimal("0.400")),
        ("5%", Decimal("0.980")),
    ]


def test_what_cleaning_took_away_or_put_in_moves_nothing() -> None:
    chars = [("•", 0.9), *((char, 0.9) for char in "A"), *((char, 0.8) for char in "B3")]
    (one,) = recognised("A B3", chars)
    assert (one.start, one.end, one.confidence) == (3, 4, Decimal("0.800"))


def test_typed_text_has_no_confidence() -> None:
    assert recognised("共3辆", ()) == ()
    assert least([None, None]) is None
    assert as_decimal(None) is None


@given(st.lists(st.tuples(st.sampled_from("1234567890.,%万元年增 "), st.floats(0, 1)), max_size=30))
def test_offsets_lie_in_the_text_and_begin_with_a_digit(chars: list[tuple[str, float]]) -> None:
    text = "".join(char for char, _ in chars if char != " ")
    for one in recognised(text, chars):
        assert text[one.start].isdigit()
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.confidence <= 1
