"""The summary on the terminal, held against golden text."""

import dataclasses
import io
import os
from pathlib import Path

import pytest
from gouji.errors import GoujiError
from gouji.model import Audit
from gouji.render import page, summary
from gouji.render.columns import around, clean, wrap
from rich.cells import cell_len
from rich.console import Console

from tests.render.sample import sample_audit

REWRITE = "GOUJI_REWRITE_GOLDEN"
GOLDEN = Path(__file__).parent / "golden"


def printed(width: int = 80, audit: Audit | None = None, **options: object) -> str:
    out = io.StringIO()
    summary(audit or sample_audit(), Console(file=out, width=width), **options)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(lang: str) -> None:
    golden = GOLDEN / f"summary.{lang}.txt"
    text = printed(lang=lang)
    if os.environ.get(REWRITE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_goldens_are_compared_not_rewritten() -> None:
    assert not os.environ.get(REWRITE), f"{REWRITE} is for rewriting the goldens by hand"


@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    assert max(cell_len(line) for line in printed(width).splitlines()) <= width


def test_a_report_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in printed()
    assert clean("a\x1b[31m\u202eb\u2028") == "a�[31m�b�"


def test_colour_only_where_the_console_has_it() -> None:
    out = io.StringIO()
    summary(sample_audit(), Console(file=out, width=80, force_terminal=True, color_system="standard"))
    assert "\x1b[1;31m1. [错误]" in out.getvalue()


def test_a_console_in_a_national_encoding() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="gbk")
    summary(sample_audit(), Console(file=out, width=80))
    out.flush()
    assert "√ 公开01" in raw.getvalue().decode("gbk")


def test_most_limits_the_causes() -> None:
    text = printed(most=1)
    assert "1. [错误]" in text
    assert "2. [错误]" not in text
    assert "其余见输出的报告文件" in text


def test_unknown_language() -> None:
    with pytest.raises(GoujiError, match="zh、en"):
        printed(lang="fr")


def test_wrapping_keeps_figures_whole_and_punctuation_in_place() -> None:
    lines = wrap("其中：人员经费3,947.09万元，公用经费（含三公）329.06万元。", 18)
    assert lines == ["其中：人员经费", "3,947.09万元，公用", "经费（含三公）", "329.06万元。"]
    assert all(line[0] not in "，。）" and line[-1] not in "（" for line in lines)


def test_text_is_cut_around_the_figure() -> None:
    text = "一" * 50 + "3.05万元" + "二" * 50
    cut = around(text, 50, 56, 40)
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert "3.05万元" in cut
    assert cell_len(cut) <= 40


def test_a_reason_is_not_settled_by_the_figures_it_explains() -> None:
    audit = sample_audit()
    repeated = dataclasses.replace(audit.findings[0], claims=("p41/s2/c2",))
    share = dataclasses.replace(repeated, code="share.sum")
    derived = "2,362.43 ÷ (8,415.64 + 2,362.43)"
    assert derived not in printed(audit=dataclasses.replace(audit, findings=(repeated,)))
    assert derived in printed(audit=dataclasses.replace(audit, findings=(share,)))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("application/pdf", "第3页"),
        ("application/vnd.ms-excel", "工作表3"),
    ],
)
def test_pages_of_a_workbook_are_sheets(kind: str, said: str) -> None:
    audit = sample_audit()
    source = dataclasses.replace(audit.report.sources[0], media_type=kind, pages=9)
    report = dataclasses.replace(audit.report, sources=(source,))
    finding = dataclasses.replace(audit.findings[0], page=3)
    shown = dataclasses.replace(audit, report=report, findings=(finding,))
    assert said in printed(audit=shown)
    assert said in page(shown)
