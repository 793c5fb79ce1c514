"""The measures of a panel, on small cases computed by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import gouji
import pytest
from gouji.measure import measure
from gouji.measure.cards import Card, card
from gouji.measure.groups import Row, spreads, template
from gouji.measure.panel import Settings, assemble, of_panel
from gouji.measure.tables import MEASURES
from gouji.measure.values import Value
from gouji.verify.reasons import copied_from

from tests import small
from tests.measure.scenes import audit, explaining, level, told

OWN = "新增馆藏档案数字化二期工程并支付首期合同款"
OTHER = "三名工作人员退休后抚恤金和丧葬费一次性发放"
STOCK = "严格落实中央八项规定，厉行节约"


def of(cards: list[Card], which: int = 0, settings: Settings | None = None) -> dict[str, Value]:
    return of_panel(cards[which], assemble(cards, settings))


# between departments


def test_copies_of_another_department_in_the_same_year() -> None:
    cards = [
        told("甲局", 2023, OWN, OTHER, STOCK),
        told("乙局", 2023, OWN + "。", STOCK),
        told("乙局", 2022, OTHER),
    ]
    assert of(cards)["copied_from_peers"].value == 1 / 2
    assert of(cards, 1)["copied_from_peers"].value == 1


def test_a_department_that_repeats_itself_copies_from_no_one() -> None:
    assert of([told("甲局", 2023, OWN, OWN), told("乙局", 2023, OTHER)])["copied_from_peers"].value == 0
    assert of([told("甲局", 2023, OWN, OWN), told("甲局", 2022, OTHER)])["copied_from_last_year"].value == 0


def test_copies_are_those_of_the_check() -> None:
    change = "与2022年度相比，收、支总计各增加40.00万元，增长5.00%。主要原因是"
    one = gouji.audit(small.report({"总体": f"2023年度收、支总计均为840.00万元。{change}{OWN}。"}))
    other = replace(one, report=replace(one.report, department="乙局"))
    found = copied_from(one, [other])
    cards = [card(one, "one"), card(other, "other")]
    assert of(cards)["copied_from_peers"].part == len(found) == 1
    alone = replace(other, reasons=other.reasons[1:])
    assert copied_from(one, [alone]) == ()
    assert of([cards[0], card(alone, "other")])["copied_from_peers"].part == 0


def test_a_second_report_of_the_department_is_no_peer() -> None:
    whole = card(level(explaining(OWN, department="甲局"), "department"), "a")
    unit = card(level(explaining(OWN, department="甲局"), "unit"), "b")
    assert of([whole, unit])["copied_from_peers"].why == "few_peers"


def peers(texts: list[str]) -> list[Card]:
    return [told(f"第{n}局", 2023, text) for n, text in enumerate(texts)]


def test_phrases_common_to_most_peers() -> None:
    # 车辆 维修 次数 [比 上 年 减少]: four of seven words lie in the one phrase that the peers have too
    mine, like, unlike = "车辆维修次数比上年减少", "出差人数比上年减少", "退休两人"
    three = of(peers([mine, like, like, like, unlike, unlike]))["boilerplate_peers"]
    assert (three.part, three.whole) == (4, 7)
    two = of(peers([mine, like, like, unlike, unlike, unlike]))["boilerplate_peers"]
    assert (two.part, two.whole) == (0, 7)
    lower = of(peers([mine, like, like, unlike, unlike, unlike]), 0, Settings(common=0.3))
    assert lower["boilerplate_peers"].part == 4


def test_a_phrase_of_ones_own_is_not_common() -> None:
    # of five peers two have it; with the report itself it would be three of six
    mine = "车辆维修次数比上年减少"
    cards = peers([mine, mine, mine, "退休两人", "退休两人", "退休两人"])
    assert of(cards, 0, Settings(common=0.45))["boilerplate_peers"].part == 0


def test_a_figure_is_one_word_whatever_its_digits() -> None:
    assert told("甲局", 2023, "新增1,320.5万元").clauses == told("甲局", 2023, "新增7万元").clauses


def test_five_peers_are_needed() -> None:
    assert of(peers(["人员减少"] * 5))["boilerplate_peers"].why == "few_peers"
    assert of(peers(["人员减少"] * 6))["boilerplate_peers"].value is not None


# from year to year


def test_reasons_kept_from_last_year() -> None:
    cards = [told("甲局", 2022, OWN), told("甲局", 2023, OWN, OTHER), told("乙局", 2022, OTHER)]
    assert of(cards, 1)["copied_from_last_year"].value == 1 / 2


def test_year_similarity_is_a_cosine_of_3_grams() -> None:
    # 人员减少 → 人员减 员减少; 人员减员 → 人员减 员减员: 1 of √2·√2
    cards = [told("甲局", 2022, "人员减少"), told("甲局", 2023, "人员减员")]
    assert of(cards, 1)["year_similarity"].value == pytest.approx(1 / 2)
    assert of([told("甲局", 2022, OWN), told("甲局", 2023, OWN)], 1)[
        "year_similarity"
    ].value == pytest.approx(1)


def test_type_persistence() -> None:
    # personnel ½ and policy ½, then personnel alone
    cards = [
        told("甲局", 2022, OTHER, types=("personnel", "policy")),
        told("甲局", 2023, OTHER, types=("personnel",)),
    ]
    assert of(cards, 1)["type_persistence"].value == 1 / 2


@pytest.mark.parametrize(
    ("department", "year", "why"),
    [(None, 2023, "no_department"), ("甲局", None, "no_year"), ("甲局", 2021, "no_prior_year"), ("甲局", 2023, "duplicate_key")],
)  # fmt: skip
def test_missing_keys_are_said(department: str | None, year: int | None, why: str) -> None:
    before = [card(explaining(OWN, department="甲局", year=2022), f"{n}") for n in range(2)]
    this = card(explaining(OWN, department=department, year=year), "this")
    found = of([this, *before])
    assert {found[n].why for n in ("copied_from_last_year", "year_similarity", "type_persistence")} == {why}
    if why != "duplicate_key":
        assert all(value.value is None for value in found.values())


def test_the_report_of_a_unit_has_no_departments_report_for_last_year() -> None:
    before = card(level(explaining(OWN, year=2022), "department"), "before")
    assert of([card(level(explaining(OWN), "unit"), "now"), before])["year_similarity"].why == "no_prior_year"


# groups


def test_groups_by_year() -> None:
    rows = measure(
        [
            ("a", explaining(OWN, "新增项目20万元", department="甲局", year=2022)),
            ("b", explaining("新增项目20万元", department="乙局", year=2022)),
            ("c", explaining(OWN, department="甲局", year=2023)),
            ("d", audit(department="乙局", year=None)),
        ]
    )
    chosen = [m for m in MEASURES if m.name == "quantified_share"]
    first, second, unknown = spreads(rows, chosen, "year")
    assert (first.group, first.reports, first.count, first.mean, first.median) == ("2022", 2, 2, 0.75, 0.75)
    assert first.sd == pytest.approx(math.sqrt(0.125))
    assert first.pooled == pytest.approx(2 / 3)
    assert (second.group, second.mean, second.sd, second.pooled) == ("2023", 0, None, 0)
    assert (unknown.group, unknown.reports, unknown.count, unknown.mean) == (None, 1, 0, None)


def test_template_is_the_titles_without_department_and_year() -> None:
    titles = ["2023年度收入支出情况说明", "甲局“三公”经费说明"]
    same = ["2022年度收入支出情况说明", "乙局“三公”经费说明"]
    one, two = (
        card(audit(department="甲局", titles=titles), "1"),
        card(audit(department="乙局", titles=same), "2"),
    )
    other = card(audit(department="甲局", titles=titles[:1]), "3")
    assert template(one) == template(two) is not None
    assert template(other) not in {None, template(one)}
    assert template(card(audit(), "4")) is None


def test_every_row_has_every_measure() -> None:
    rows: tuple[Row, ...] = measure([("a", explaining(OWN)), ("b", audit())])
    for row in rows:
        assert list(row.values) == [m.name for m in MEASURES]
        assert all((value.value is None) == (value.why is not None) for value in row.values.values())
