from __future__ import annotations

import pytest
from gouji.read.scan.recogniser import Glyph
from gouji.read.scan.repair import repaired
from gouji.read.scan.settings import SCAN
from hypothesis import given
from hypothesis import strategies as st


def _glyphs(text: str) -> list[Glyph]:
    return [Glyph(char, float(place), place + 1.0, 0.99) for place, char in enumerate(text)]


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("１，２３４．５６万元", "1,234.56万元"),
        ("1，234.56万元", "1,234.56万元"),
        ("1.234.56", "1,234.56"),
        ("12,345.O0", "12,345.00"),
        ("1O5.3l2万元", "105.312万元"),
        ("3。5%", "3.5%"),
        ("支出123.45方元", "支出123.45万元"),
        ("2024年，234人", "2024年，234人"),
        ("增加12，增长3%", "增加12，增长3%"),
        ("2022，2023年", "2022，2023年"),
        ("3.5.2 OECD", "3.5.2 OECD"),
        ("地方元素", "地方元素"),
        ("IO项目", "IO项目"),
    ],
)
def test_look_alikes_inside_figures(read: str, right: str) -> None:
    assert "".join(glyph.text for glyph in repaired(_glyphs(read))) == right


def test_what_was_put_right_is_less_sure() -> None:
    fixed = repaired(_glyphs("1O5.00方元"))
    assert {glyph.confidence for glyph in fixed if glyph.text in "0万"} >= {SCAN.repaired}
    assert fixed[0].confidence == 0.99


@given(st.text(st.sampled_from("0123456789Ol|，,.。方万元年%０１"), max_size=20))
def test_no_character_comes_goes_or_grows_surer(text: str) -> None:
    before = _glyphs(text)
    after = repaired(before)
    assert [(g.x0, g.x1) for g in after] == [(g.x0, g.x1) for g in before]
    assert all(new.confidence <= old.confidence for new, old in zip(after, before, strict=True))
