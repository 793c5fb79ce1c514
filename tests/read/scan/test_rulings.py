from __future__ import annotations

import numpy as np
import pytest
from gouji.read.pdf.grid import ruled_tables
from gouji.read.scan.picture import ink_of, picture_of, skew_of
from gouji.read.scan.rulings import rulings

from tests.read.scan.fake import DPI, SCALE, Sheet
from tests.read.scan.worn import Wear, worn

XS, YS = (30.0, 150.0, 260.0, 390.0), (40.0, 64.0, 88.0, 112.0, 160.0)


def _sheet() -> Sheet:
    sheet = Sheet()
    sheet.grid(XS, YS)
    for y in YS[:-1]:
        for x in XS[:-1]:
            sheet.text(x + 5, y + 7, 6)
    return sheet


@pytest.mark.parametrize(
    "wear",
    [Wear(), Wear(noise=20, quality=60), Wear(blur=1.0, noise=8), Wear(skew=0.7), Wear(skew=-1.6, noise=10)],
)
def test_a_ruled_table_is_found_cell_by_cell(wear: Wear) -> None:
    picture = picture_of(worn(_sheet().gray, wear, 1), DPI)
    (table,) = ruled_tables(rulings(picture)[0])
    assert len(table.spans) == (len(XS) - 1) * (len(YS) - 1)
    if not wear.skew:
        assert table.xs == pytest.approx(XS, abs=1.0)
        assert table.ys == pytest.approx(YS, abs=1.0)


def test_merged_cells_stay_merged() -> None:
    sheet = Sheet()
    sheet.grid((30, 150, 390), (40, 64, 88))
    sheet.line(270, 64, 270, 88)
    (table,) = ruled_tables(rulings(picture_of(sheet.gray, DPI))[0])
    assert sorted((span.row, span.col, span.col_end) for span in table.spans) == [
        (0, 0, 1),
        (0, 1, 3),
        (1, 0, 1),
        (1, 1, 2),
        (1, 2, 3),
    ]


def test_strokes_of_large_letters_are_no_rulings_and_stay_ink() -> None:
    sheet = Sheet()
    sheet.text(60, 60, 6, high=28)
    segments, covered = rulings(picture_of(sheet.gray, DPI))
    assert segments == []
    assert not covered.any()


def test_faint_rulings_are_seen_beside_black_text() -> None:
    sheet = Sheet()
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1], gray=150)
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y, gray=150)
    sheet.text(40, 50, 6)
    (table,) = ruled_tables(rulings(picture_of(sheet.gray, DPI))[0])
    assert len(table.xs), len(table.ys) == (len(XS), len(YS))


@pytest.mark.parametrize("skew", [-2.4, -0.5, 0.0, 0.3, 1.7])
def test_the_skew_of_a_page_is_found(skew: float) -> None:
    ink = ink_of(worn(_sheet().gray, Wear(skew=skew), 1), SCALE)
    assert skew_of(ink) == pytest.approx(-skew, abs=0.1)


def test_a_blank_page_has_no_ink_and_no_skew() -> None:
    blank = np.full((400, 300), 250, np.uint8)
    assert not ink_of(blank, SCALE).any()
    assert skew_of(ink_of(blank, SCALE)) == 0.0
