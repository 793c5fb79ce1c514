"""What the parts grew or fell by against what their whole did."""

from __future__ import annotations

import pytest
from gouji.model import Finding

from tests.verify import seen

CODE = "change.parts"
ONE = "“三公”经费比上年减少{}万元，其中：因公出国（境）费{}，公务用车购置及运行维护费减少2.10万元，公务接待费{}。"


def found(text: str) -> list[Finding]:
    return seen.findings(seen.audit({"三公": text}, alone=True), CODE)


@pytest.mark.parametrize(
    ("whole", "abroad", "reception"),
    [
        ("3.30", "与上年持平", "减少0.90万元"),
        ("3.00", "与上年持平", "增加0.90万元"),
        ("3.00", "减少0.10万元", "减少0.90万元"),
    ],
)
def test_parts_that_do_not_make_the_whole(whole: str, abroad: str, reception: str) -> None:
    (finding,) = found(ONE.format(whole, abroad, reception))
    assert finding.severity == "error"
    assert finding.said == f"{whole}万元"


@pytest.mark.parametrize(
    ("whole", "abroad", "reception"),
    [
        ("3.00", "与上年持平", "减少0.90万元"),
        ("1.20", "与上年持平", "增加0.90万元"),
        ("3.01", "与上年持平", "减少0.90万元"),
        ("3.30", "与上年基本持平", "减少0.90万元"),
        ("3.30", "有所减少", "减少0.90万元"),
    ],
    ids=["down", "up-and-down", "last-digit", "nearly-flat", "part-untold"],
)
def test_parts_that_do_or_cannot_be_added(whole: str, abroad: str, reception: str) -> None:
    assert found(ONE.format(whole, abroad, reception)) == []


def test_over_paragraphs_it_is_a_warning() -> None:
    text = (
        "“三公”经费比上年减少3.30万元，下降10.54%。\n\n1、因公出国（境）费3.50万元，与上年持平。\n\n"
        "2、公务用车购置及运行维护费21.50万元，比上年减少2.10万元。\n\n3、公务接待费3.00万元，比上年减少0.90万元。"
    )
    (finding,) = found(text)
    assert finding.severity == "warning"
    assert "减少3.00万元" in finding.message or "减少3万元" in finding.message
