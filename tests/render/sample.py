"""A small audit made by hand: every verdict and severity, a doubtful table, and text that is hostile markup."""

from __future__ import annotations

from decimal import Decimal

from gouji.model import (
    Audit,
    Cell,
    Check,
    Claim,
    Coverage,
    Diagnosis,
    Factor,
    Finding,
    Link,
    NonClaim,
    Note,
    Paragraph,
    Reason,
    Report,
    Section,
    Sentence,
    Source,
    Table,
    TypeScore,
    Verdict,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script>",
    "{{7*7}}",
    "\x1b[31m",
    "\u2028",
)

OVERALL = (
    "2023年度收、支总计均为8,415.64万元。与2022年度相比，收、支总计各减少2,362.43万元，下降25.58%。"
    "主要是档案数字化加工项目资金较上年减少。"
)
BASIC = (
    "2023年度一般公共预算财政拨款基本支出3,045.12万元，其中：人员经费3,947.09万元，公用经费329.06万元。"
    "办公设备购置费与上年持平，另有专家论证费41.20万元。主要原因是在职人员减少、会议压缩。"
)
HOSTILE_TEXT = (
    f"项目名称{HOSTILE[0]}与{HOSTILE[1]}、{HOSTILE[2]}、{HOSTILE[3]}{HOSTILE[4]}{HOSTILE[5]}共支出12.00万元。"
)
ATTACHED = "附件所列项目得分13.96分。"


def sample_audit() -> Audit:
    """The audit that the tests of the package render."""
    return Audit(
        report=_report(),
        sentences=_sentences(),
        claims=_claims(),
        nonclaims=(
            NonClaim("p41/s1", 0, 6, "2023年度", "year"),
            NonClaim("p41/s2", 25, 31, "2022年度", "year"),
            NonClaim("p50/s1", 0, 6, "2023年度", "year"),
        ),
        reasons=_reasons(),
        links=_links(),
        verdicts=_verdicts(),
        checks=(
            Check(
                "identity.01.balance",
                "pass",
                ("t1/r31c3", "t1/r31c6"),
                (),
                *_decimals("8415.64 8415.64 0.00 0.00"),
            ),
            Check(
                "identity.06.sum", "fail", ("t6/r1c2", "t6/r2c2"), (), *_decimals("4065.23 4065.24 0.01 0.02")
            ),
            Check("identity.07.empty", "insufficient_data", message="政府性基金表未读出"),
        ),
        findings=_findings(),
        coverage=Coverage(12, 9, 3, 8, 6, 5, 1, 3, 2, 0, {"figures": 1, "claims": 1, "nonclaims": 0}),
    )


def _decimals(text: str) -> list[Decimal]:
    return [Decimal(part) for part in text.split()]


def _report() -> Report:
    return Report(
        sources=(Source("示例市政府办2023年决算.pdf", "0" * 64, "application/pdf", 70),),
        department="示例市人民政府办公室",
        fiscal_year=2023,
        kind="final_accounts",
        level="department",
        unit="万元",
        engine="pdfium",
        notes=(Note("page.scanned", "本页是扫描图像，未能读出文字", 12),),
        sections=(
            Section("s3", "第三部分", "2023年度部门决算情况说明", "explanation", 40),
            Section("s3.1", "一、", "收入支出决算总体情况说明", "explanation", 40),
            Section("s3.6", "六、", "一般公共预算财政拨款基本支出决算情况说明", "explanation", 43),
            Section("s5", "第五部分", "附件", "attachment", 51),
        ),
        paragraphs=(
            Paragraph("p39", "s3", 40, "第三部分2023年度部门决算情况说明", "heading"),
            Paragraph("p40", "s3.1", 40, "一、收入支出决算总体情况说明", "heading"),
            Paragraph("p41", "s3.1", 40, OVERALL),
            Paragraph("p49", "s3.6", 43, "六、一般公共预算财政拨款基本支出决算情况说明", "heading"),
            Paragraph("p50", "s3.6", 43, BASIC),
            Paragraph("p51", "s3.6", 43, HOSTILE_TEXT),
            Paragraph("p90", "s5", 51, "第五部分附件", "heading"),
            Paragraph("p91", "s5", 51, ATTACHED),
        ),
        tables=(_overall_table(), _revenue_table(), _basic_table(), _other_table()),
    )


def _cell(
    table: str,
    row: int,
    column: int,
    path: tuple[str, ...],
    columns: tuple[str, ...],
    text: str,
    page: int = 9,
) -> Cell:
    digits = text.replace(",", "")
    value = Decimal(digits) if digits.replace(".", "").isdigit() else None
    code = path[-1] if path[-1].isdigit() else None
    labels = path[:-1] if code else path
    cell = f"{table}/r{row}c{column}"
    return Cell(cell, labels[-1], code, labels, columns[-1], columns, text, value, row, column, page)


def _overall_table() -> Table:
    income = ("一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "使用非财政拨款结余", "总计")
    spending = ("一、一般公共服务支出", "五、教育支出", "年末结转和结余", "总计")
    left, right = ("5,780.69", "2,723.52", "", "8,415.64"), ("5,013.30", "2.93", "-", "8,415.64")
    cells = []
    for row, *entries in zip((1, 5, 29, 31), income, spending, left, right, strict=True):
        cells.append(_cell("t1", row, 3, (entries[0],), ("收入", "金额"), entries[2]))
        cells.append(_cell("t1", row, 6, (entries[1],), ("支出", "金额"), entries[3]))
    return Table("t1", "公开01", "收入支出决算总表", "万元", (9,), False, tuple(cells))


def _revenue_table() -> Table:
    head = (("本年收入合计",), ("财政拨款收入", "小计"), ("财政拨款收入", "其中：教育收费"))
    rows = (
        (("合计", "201"), ("8,414.20", "8,414.20", "0.00")),
        (("一般公共服务支出", "人大事务", "20101"), ("76.48", "76.48", "")),
        (("一般公共服务支出", "人大事务", HOSTILE[0], "2010108"), ("76.48", "76.48", "")),
    )
    cells = tuple(
        _cell("t2", row, column, path, head[column - 3], text, 10)
        for row, (path, texts) in enumerate(rows, 1)
        for column, text in enumerate(texts, 3)
    )
    return Table("t2", "公开02", "收入决算表", "万元", (10, 11), False, cells)


def _basic_table() -> Table:
    rows = (("合计", "4,065.23"), ("人员经费", "3,947.09"), ("公用经费", "329.06"))
    cells = tuple(
        _cell("t6", row, 2, (name,), ("金额",), text, 15) for row, (name, text) in enumerate(rows, 1)
    )
    return Table("t6", "公开06", "一般公共预算财政拨款基本支出决算明细表", "万元", (15,), False, cells)


def _other_table() -> Table:
    cells = (
        _cell("t9", 1, 2, ("合计",), ("预算数", "合计"), "69.80", 20),
        _cell("t9", 1, 8, ("合计",), ("决算数", "合计"), "69.80", 20),
    )
    return Table("t9", "公开09", "财政拨款“三公”经费支出决算表", "万元", (20,), True, cells)


def _sentences() -> tuple[Sentence, ...]:
    sentences = []
    for paragraph in _report().paragraphs:
        start, number = 0, 1
        while paragraph.kind == "body" and start < len(paragraph.text):
            end = paragraph.text.index("。", start) + 1
            name = f"{paragraph.id}/s{number}"
            text = paragraph.text[start:end]
            sentences.append(
                Sentence(name, paragraph.id, paragraph.section, start, end, paragraph.page, text)
            )
            start, number = end, number + 1
    return tuple(sentences)


def _claim(claim: str, text: str, kind: str, subject: str, **more: object) -> Claim:
    sentence = claim.rpartition("/")[0]
    paragraph = {"p41": OVERALL, "p50": BASIC, "p51": HOSTILE_TEXT, "p91": ATTACHED}[
        sentence.partition("/")[0]
    ]
    start = paragraph.index(text)
    digits = text.rstrip("万元%分").replace(",", "")
    value = Decimal(digits) if digits[0].isdigit() else None
    unit = text.lstrip("0123456789.,") if value is not None else None
    return Claim(
        claim,
        sentence,
        start,
        start + len(text),
        text,
        kind,
        subject,
        value=value,
        unit=unit,
        year=2023,
        **more,
    )  # type: ignore[arg-type]


def _claims() -> tuple[Claim, ...]:
    return (
        _claim("p41/s1/c1", "8,415.64万元", "level", "收入支出总计", measure="决算", scope="全部资金"),
        _claim("p41/s2/c1", "2,362.43万元", "change", "收入支出总计", basis="上年", direction="decrease"),
        _claim("p41/s2/c2", "25.58%", "change_rate", "收入支出总计", basis="上年", direction="decrease"),
        _claim("p50/s1/c1", "3,045.12万元", "level", "基本支出", measure="决算", scope="一般公共预算"),
        _claim("p50/s1/c2", "3,947.09万元", "level", "人员经费", measure="决算", scope="一般公共预算"),
        _claim("p50/s1/c3", "329.06万元", "level", "公用经费", measure="决算", scope="一般公共预算"),
        _claim("p50/s2/c1", "持平", "flat", "办公设备购置", basis="上年", direction="flat"),
        _claim("p50/s2/c2", "41.20万元", "level", "专家论证费", measure="决算"),
        _claim("p51/s1/c1", "12.00万元", "level", HOSTILE[0], measure="决算"),
        _claim("p51/s1/c2", "12.00万元", "level", "项目支出", measure="决算", shared=True),
        _claim("p91/s1/c1", "13.96分", "score", "项目得分"),
    )


def _reasons() -> tuple[Reason, ...]:
    first = OVERALL.index("档案数字化加工")
    second = BASIC.index("在职人员减少")
    middle, end = BASIC.index("会议压缩"), BASIC.index("会议压缩") + 4
    return (
        Reason(
            "p41/s3/r1", None, "p41/s3", first, first + 16, OVERALL[first : first + 16], "主要是",
            ("p41/s2/c1", "p41/s2/c2"), "D2", False, False, None,
            (
                Factor(
                    first, first + 16, OVERALL[first : first + 16],
                    (TypeScore("project", Decimal("0.94")),), "档案数字化加工项目资金", "decrease",
                ),
            ),
        ),
        Reason(
            "p50/s3/r1", None, "p50/s3", second, end, BASIC[second:end], "主要原因是",
            ("p50/s2/c1",), "D3", False, False, None,
            (
                Factor(second, second + 6, "在职人员减少", (TypeScore("personnel", Decimal("0.9")),)),
                Factor(middle, end, "会议压缩", (TypeScore("austerity", Decimal("0.7")),)),
            ),
        ),
    )  # fmt: skip


def _links() -> tuple[Link, ...]:
    return (
        Link(
            "p41/s1/c1", "linked", "[t1/r31c3]", ("t1/r31c3", "t1/r31c6"), (), Decimal("0.98"),
            {"account": Decimal("1.00"), "scope": Decimal("1.00"), "value": Decimal("1.00")},
        ),
        Link("p41/s2/c1", "none"),
        Link(
            "p41/s2/c2", "derived", "[p41/s2/c1] ÷ ([t1/r31c3] + [p41/s2/c1])",
            ("t1/r31c3",), ("p41/s2/c1",), Decimal("0.97"),
        ),
        Link("p50/s1/c1", "linked", "[t6/r1c2]", ("t6/r1c2",), (), Decimal("0.95"), {}, ("t2/r1c3",)),
        Link("p50/s1/c2", "linked", "[t6/r2c2]", ("t6/r2c2",)),
        Link("p50/s1/c3", "derived", "[t6/r1c2] − [t6/r2c2] + [t1/r29c3]", ("t6/r1c2", "t6/r2c2", "t1/r29c3")),
        Link("p51/s1/c1", "ambiguous", None, (), (), None, {}, ("t2/r2c3", "t2/r3c3")),
    )  # fmt: skip


def _verdicts() -> tuple[Verdict, ...]:
    digit = (Diagnosis("digit_slip", Decimal("4065.23"), "t6/r1c2"),)
    return (
        Verdict("p41/s1/c1", "supported", *_decimals("8415.64 8415.64 0.00 0.00"), "cell"),
        Verdict("p41/s2/c1", "consistent", *_decimals("2362.43 2362.43 0.00 0.02"), "triangulation"),
        Verdict("p41/s2/c2", "consistent", *_decimals("25.58 14.473058123 0.003058123 0.0051"), "derivation"),
        Verdict("p50/s1/c1", "contradicted", *_decimals("3045.12 4065.23 -9.00 0.01"), "cell", digit),
        Verdict("p50/s1/c2", "supported", *_decimals("3947.09 3947.09 0.00 0.01"), "cell"),
        Verdict("p50/s1/c3", "supported", *_decimals("329.06 218.04 0.01 0.02"), "derivation"),
        Verdict("p50/s2/c1", "unverifiable", None, None, None, None, "none"),
        Verdict("p50/s2/c2", "unverifiable", Decimal("41.20"), None, None, None, "none"),
        Verdict("p51/s1/c1", "unverifiable", Decimal("12.00"), None, None, None, "none"),
        Verdict("p91/s1/c1", "unverifiable", Decimal("13.96"), None, None, None, "none"),
    )


def _finding(code: str, tail: str, severity: str, message: str, **more: object) -> Finding:
    known: dict[str, object] = {
        "said": None, "computed": None, "implied": None, "diagnosis": (), "claims": (), "cells": (),
        "sentence": None, "page": None, "box": None, "root": f"{code}-{tail}",
    }  # fmt: skip
    return Finding(f"{code}-{tail}", code, severity, message, **(known | more))  # type: ignore[arg-type]


def _findings() -> tuple[Finding, ...]:
    contradicted = "figure.contradicted-8d21f0"
    return (
        _finding(
            "reason.repeated", "3f9a2c", "notice", "同一原因在4处说明中重复使用",
            said="档案数字化加工项目资金较上年减少", claims=("p41/s2/c1",), sentence="p41/s3",
        ),
        _finding(
            "figure.contradicted", "8d21f0", "error", "基本支出与公开06表合计不符",
            said="3,045.12万元", computed="4,065.23万元", implied="4,065.23万元",
            diagnosis=(Diagnosis("digit_slip", Decimal("4065.23"), "t6/r1c2"),),
            claims=("p50/s1/c1",), cells=("t6/r1c2",), sentence="p50/s1", page=43,
        ),
        _finding(
            "change.parts", "77ab01", "error", "人员经费与公用经费之和不等于基本支出",
            said="3,045.12万元", computed="4,065.24万元", claims=("p50/s1/c1", "p50/s1/c2", "p50/s1/c3"),
            sentence="p50/s1", page=43, root=contradicted,
        ),
        _finding("parse.doubtful", "09aa11", "warning", "公开09表读取存疑，未据此核对", cells=("t9/r1c2",), page=20),
        _finding("reason.missing", "5500aa", "warning", "专家论证费未说明原因", claims=("p50/s2/c2",)),
        _finding("table.missing", "aa0099", "error", "未见政府性基金预算财政拨款收入支出决算表"),
        _finding(
            "text.residue", "c0ffee", "notice", f"项目名称含有残留：{HOSTILE[0]}{HOSTILE[1]}{HOSTILE[3]}{HOSTILE[4]}",
            said=HOSTILE[1], sentence="p51/s1", page=43,
        ),
    )  # fmt: skip
