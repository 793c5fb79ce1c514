"""Words taken from elsewhere: the usage of another item, the name of another department."""

from __future__ import annotations

import pytest

from tests import small
from tests.verify import seen

PENSION = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。"
HOUSING = "住房保障支出（类）住房改革支出（款）住房公积金（项）。"
ARCHIVE = "一般公共服务支出（类）档案事务（款）{}（项）。"


def usages(*pairs: tuple[str, str]) -> list[tuple[str, str, str | None]]:
    text = "\n\n".join(f"{n}、{item}主要用于：{usage}。" for n, (item, usage) in enumerate(pairs, 1))
    found = seen.findings(seen.audit({"一般": text}, alone=True), "subject.usage_copied")
    return [(f.severity, f.message, f.said) for f in found]


def test_a_usage_of_another_group_that_fits_the_other_name() -> None:
    words = "单位缴纳的基本养老保险费"
    for pairs in (((PENSION, words), (HOUSING, words)), ((HOUSING, words), (PENSION, words))):
        ((severity, message, said),) = usages(*pairs)
        assert severity == "warning"
        assert message.startswith("“住房公积金”")
        assert said == words


def test_a_usage_that_fits_neither_is_a_notice() -> None:
    words = "各项工作顺利推进所需"
    assert [severity for severity, _, _ in usages((PENSION, words), (HOUSING, words))] == ["notice"]


def test_usages_of_one_group_and_of_running_an_office_may_be_alike() -> None:
    words = "档案保管和日常工作"
    assert usages((ARCHIVE.format("档案馆"), words), (ARCHIVE.format("其他档案事务支出"), words)) == []
    assert usages((ARCHIVE.format("行政运行"), words), (HOUSING, words)) == []
    assert usages((PENSION, "单位缴纳的基本养老保险费"), (HOUSING, "单位缴存的住房公积金")) == []


@pytest.mark.parametrize("other", ["青岚区档案局", "青岚市档案管理局"])
def test_a_form_of_another_department(other: str) -> None:
    forms = small.changed("公开03", (f"部门：{small.NAME}", f"部门：{other}"))
    (found,) = seen.findings(seen.audit(forms=forms), "text.entity_name")
    assert (found.said, found.implied) == (other, small.NAME)
    assert "支出决算表" in found.message


@pytest.mark.parametrize("other", ["青岚市档案局本级", "青岚市财政局国库支付中心", "青岚市税务局"])
def test_a_form_of_a_part_or_of_quite_another_department(other: str) -> None:
    forms = small.changed("公开03", (f"部门：{small.NAME}", f"部门：{other}"))
    assert not seen.findings(seen.audit(forms=forms), "text.entity_name")


def test_a_short_name_of_another_rank_in_the_text() -> None:
    text = {"总体": "青岚区档案局" + small.SECTIONS["总体"]}
    (found,) = seen.findings(seen.audit(text, alone=True), "text.entity_name")
    assert found.said == "青岚区档案局"
    assert not seen.findings(
        seen.audit({"总体": "青岚市档馆局" + small.SECTIONS["总体"]}, alone=True), "text.entity_name"
    )
