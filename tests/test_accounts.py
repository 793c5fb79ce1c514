"""Names of accounts: labels cleaned, terms by any printing, 类/款/项 triples, codes from the report's own tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gouji import accounts
from gouji.accounts import Chart
from gouji.model import Cell
from hypothesis import given
from hypothesis import strategies as st

from tests import small


@pytest.fixture(scope="module")
def chart() -> Chart:
    return accounts.chart(small.report())


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("一、 一般公共服务支出(类)", "一般公共服务支出"), ("二十一、国有资本经营预算支出", "国有资本经营预算支出"),
        ("（一）基本支出", "基本支出"), ("1.人员经费", "人员经费"), ("其中：财政拨款", "财政拨款"),
        ("本 年 收 入 合 计", "本年收入合计"), ("因公出国(境)费", "因公出国（境）费"), ('"三公"经费', "“三公“经费"),
        ("档案馆（项）", "档案馆"), ("培训支出：", "培训支出"), ("*项目支出", "项目支出"), ("", ""),
    ],
)  # fmt: skip
def test_a_label_without_layout_and_numbering(label: str, name: str) -> None:
    assert accounts.normalise(label) == name


@given(st.text(max_size=30))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(accounts.fold(text)) == len(text)


@given(st.text(alphabet="一二、（）()类款项 支出:：。其中1.", max_size=30))
def test_a_clean_label_stays_as_it_is(text: str) -> None:
    once = accounts.normalise(text)
    assert accounts.normalise(once) == once or once[:1] in "一二（1其"


@pytest.mark.parametrize(
    ("printed", "name", "scope", "side"),
    [
        ("收、支总计", "收入支出总计", None, "both"),
        ("收入合计", "本年收入合计", None, "income"),
        ("本年支出", "本年支出合计", None, "expense"),
        ("财政拨款收、支总计", "财政拨款收入支出总计", "财政拨款", "both"),
        ("一般公共预算拨款支出", "一般公共预算财政拨款支出", "一般公共预算", "expense"),
        ("政府性基金预算财政拨款收入", "政府性基金预算财政拨款收入", "政府性基金", "income"),
        ("国有资本经营预算财政拨款支出", "国有资本经营预算财政拨款支出", "国有资本经营", "expense"),
        ("“三公”经费", "财政拨款“三公”经费支出", "财政拨款", "expense"),
        ("三公经费", "财政拨款“三公”经费支出", "财政拨款", "expense"),
        ("因公出国(境)费用", "因公出国（境）费", None, "expense"),
        ("公务用车购置及运行费", "公务用车购置及运行维护费", None, "expense"),
        ("公务用车运行费", "公务用车运行维护费", None, "expense"),
        ("日常公用经费", "公用经费", None, "expense"),
        ("年初财政拨款结转和结余", "年初财政拨款结转和结余", "财政拨款", "income"),
        ("用事业基金弥补收支差额", "使用非财政拨款结余", "全部资金", "income"),
    ],
)
def test_a_term_by_any_printing(printed: str, name: str, scope: str | None, side: str) -> None:
    found = accounts.term(printed)
    assert found is not None
    assert (found.name, found.scope, found.side) == (name, scope, side)


@pytest.mark.parametrize("text", ["", "主要原因", "办公费用增加", "收入增加"])
def test_other_words_are_no_terms(text: str) -> None:
    assert accounts.term(text) is None


# printings that two terms claim: labels then mean the last of them, the narrative the first
KNOWN_GAPS = {"结转下年": "alias of 结转下年资金 (budget forms) and of 年末结转和结余 (final accounts)"}


def test_no_printing_names_two_terms() -> None:
    named: dict[str, set[str]] = {}
    for term in accounts.terms():
        for alias in (term.name, *term.aliases):
            if not term.labels_only:
                named.setdefault(accounts.normalise(alias), set()).add(term.name)
    assert {alias for alias, names in named.items() if len(names) > 1} == set(KNOWN_GAPS)


@pytest.mark.parametrize(
    ("base", "scope", "side", "name"),
    [
        ("收支总计", None, "both", "收入支出总计"),
        ("收支总计", "财政拨款", "both", "财政拨款收入支出总计"),
        ("本年支出", "政府性基金", "expense", "政府性基金预算财政拨款支出"),
        ("本年收入", "全部资金", "income", "本年收入合计"),
        ("基本支出", "一般公共预算", "expense", "一般公共预算财政拨款基本支出"),
        ("没有这一项", None, "expense", "没有这一项"),
    ],
)
def test_the_full_name_within_a_scope(base: str, scope: str | None, side: accounts.Side, name: str) -> None:
    assert accounts.full_name(base, scope, side) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一般公共服务支出（类）档案事务（款）行政运行（项）。", ("一般公共服务支出", "档案事务", "行政运行")),
        ("一般公共服务（类）支出档案事务（款）行政运行（项）", ("一般公共服务支出", "档案事务", "行政运行")),
        ("1.教育支出(类)进修及培训(款)培训支出(项)年初预算为", ("教育支出", "进修及培训", "培训支出")),
        ("（2）抚恤（款）死亡抚恤（项）", (None, "抚恤", "死亡抚恤")),
        ("其中，教育支出（类）9.00万元", ("教育支出", None, None)),
        ("医疗卫生与计划生育（类）计划生育事务（款）", ("医疗卫生与计划生育", "计划生育事务", None)),
    ],
)  # fmt: skip
def test_a_triple_in_a_text(text: str, names: tuple[str | None, ...]) -> None:
    (found,) = accounts.paths(text)
    assert found.names == names
    assert accounts.fold(text)[found.start : found.end].startswith(next(n[:3] for n in names if n))


def test_several_triples_keep_their_places() -> None:
    text = "教育支出（类）9.00万元，占9%；农林水支出（类）水利（款）防汛（项）1.00万元"
    assert [p.names for p in accounts.paths(text)] == [
        ("教育支出", None, None),
        ("农林水支出", "水利", "防汛"),
    ]


@pytest.mark.parametrize("text", ["", "（类）", "按类（款）", "甲（项目）支出", "其他（含车辆）"])
def test_no_triple_without_a_name(text: str) -> None:
    assert all(any(p.names) for p in accounts.paths(text))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (["一般公共服务支出", "档案事务", "行政运行"], "2012601"), (["档案事务", "行政运行"], "2012601"),
        (["一般公共服务支出"], "201"), (["一般公共服务"], "201"), (["住房公积金"], "2210201"),
        (["社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"], "2080505"),
        (["住房保障支出", "住房改革支出"], "22102"), (["没有的", "科目"], None), ([], None),
    ],
)  # fmt: skip
def test_a_path_of_names_has_a_code(chart: Chart, path: list[str], code: str | None) -> None:
    assert accounts.resolve(path, chart) == code


def test_upper_names_must_not_contradict(chart: Chart) -> None:
    assert accounts.resolve(["交通运输支出", "公路水路运输", "住房公积金"], chart) is None


def test_an_earlier_name_has_the_code_of_the_current_one(chart: Chart) -> None:
    assert accounts.resolve(["文化体育与传媒支出"], chart) == "207"


def test_the_tables_name_their_accounts_before_the_known_ones(chart: Chart) -> None:
    assert chart.functional["2012604"] == "档案馆"
    assert "2012604" in chart.own
    assert chart.economic["30101"] == "基本工资"
    assert "207" not in chart.own


def test_a_name_of_either_domain_keeps_both_codes() -> None:
    cells = tuple(
        Cell(f"c{n}", name, code, (name,), "合计", ("合计",), "1.00", Decimal("1.00"), n, 1)
        for n, (code, name) in enumerate([("2210201", "住房公积金"), ("30113", "住房公积金")])
    )
    report = small.report()
    import dataclasses

    table = dataclasses.replace(report.tables[0], cells=cells)
    chart = accounts.chart(dataclasses.replace(report, tables=(table,)))
    assert set(chart.codes["住房公积金"]) >= {"2210201", "30113"}
    assert accounts.resolve(["住房公积金"], chart) == "2210201"


@pytest.mark.parametrize(
    ("code", "economic"), [("301", True), ("30217", True), ("399", True), ("201", False), ("2340101", False)]
)
def test_the_first_digit_parts_the_domains(code: str, economic: bool) -> None:
    assert accounts.is_economic(code) is economic


@pytest.mark.parametrize("domain", [accounts.functional, accounts.economic])
def test_the_known_codes_are_a_tree(domain: object) -> None:
    entries = domain()  # type: ignore[operator]
    codes = [entry.code for entry in entries]
    assert len(codes) == len(set(codes))
    assert all(len(code) in (3, 5, 7) and code.isdigit() for code in codes)
    assert {code[:3] for code in codes} <= set(codes)
