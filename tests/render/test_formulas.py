"""Expressions as formulas: units, sums over runs of cells, blanks, and what no formula can give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gouji.render.marks import is_formula, marked, unmarked
from gouji.render.workbook.formulas import Formula, Operand, compose, gives
from hypothesis import given
from hypothesis import strategies as st

WAN, YUAN, ONE = Decimal(10**4), Decimal(1), Decimal(1)


def operand(
    place: str, value: str, factor: Decimal = WAN, *, money: bool = True, blank: bool = False
) -> Operand:
    row, column = int(place[1:]) - 1, ord(place[0]) - ord("A")
    return Operand("表", row, column, f"'表'!{place}", Decimal(value), factor, money, blank)


FIGURES = {
    "a": operand("B2", "8"),
    "b": operand("B3", "2"),
    "c": operand("B4", "0"),
    "d": operand("D4", "6"),
    "yuan": operand("C9", "20000", YUAN),
    "dash": operand("B5", "0", blank=True),
    "rate": operand("E1", "0.25", ONE, money=False),
    "count": operand("F1", "4", ONE, money=False),
}


@pytest.mark.parametrize(
    ("expression", "unit", "money", "text", "value"),
    [
        ("[a]", WAN, True, "'表'!B2", "8"),
        ("[a] ÷ [b]", ONE, False, "'表'!B2/'表'!B3", "4"),
        ("[b] ÷ ([a] − [b])", ONE, False, "'表'!B3/('表'!B2-'表'!B3)", "0.333333333"),
        ("[a] + [b]", WAN, True, "'表'!B2+'表'!B3", "10"),
        ("[a] + [b] + [c]", WAN, True, "SUM('表'!B2:B4)", "10"),
        ("[a] + [b] + [d]", WAN, True, "SUM('表'!B2:B3,'表'!D4)", "16"),
        ("[a] − [dash]", WAN, True, "'表'!B2-N('表'!B5)", "8"),
        ("[a] + [yuan]", WAN, True, "'表'!B2+('表'!C9/10000)", "10"),
        ("[a] + [yuan]", YUAN, True, "('表'!B2*10000)+'表'!C9", "100000"),
        ("[yuan] ÷ [a]", ONE, False, "'表'!C9/('表'!B2*10000)", "0.25"),
        ("[a] ÷ [rate]", WAN, True, "'表'!B2/'表'!E1", "32"),
        ("[a] ÷ [b]", Decimal("0.01"), False, "('表'!B2/'表'!B3)*100", "400"),
        ("[count]", ONE, False, "'表'!F1", "4"),
    ],
)
def test_an_expression_as_a_formula(
    expression: str, unit: Decimal, money: bool, text: str, value: str
) -> None:
    formula = compose(expression, FIGURES.get, unit, money)
    assert formula is not None
    assert formula.text == text
    assert gives(formula, Decimal(value))


@pytest.mark.parametrize(
    "expression", ["[a] ÷ [c]", "[a] + [missing]", "", "+ +", " + ".join(["[a]"] * 3000)]
)
def test_what_no_formula_gives(expression: str) -> None:
    assert compose(expression, FIGURES.get, WAN, True) is None


def test_a_formula_gives_a_figure_but_for_the_rounding_to_six_decimals() -> None:
    third = Formula("x", Decimal(1) / 3)
    assert gives(third, Decimal("0.333333"))
    assert not gives(third, Decimal("0.33333"))


@given(st.text() | st.sampled_from("=+-@").map(lambda sign: f"{sign}1") | st.from_regex(r"'*[=+@\-].*"))
def test_marked_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not is_formula(marked(text))
    assert unmarked(marked(text)) == text
