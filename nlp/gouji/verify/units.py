"""A department's report against those of its units: each figure of its forms is the sum of theirs.

Money that one unit passes to another is counted twice in that sum; where the whole gap is such money the sum holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.arithmetic import Interval, total
from gouji.facts import Fact, unit_prefix
from gouji.model import Check, Finding
from gouji.verify.findings import Maker, plain
from gouji.verify.identities import compare
from gouji.verify.values import Values

CODE = "chain.sum_of_units"
_PASSED_ON = frozenset({"上级补助收入", "附属单位上缴收入", "上缴上级支出", "对附属单位补助支出"})
_TOTALS = frozenset({"收支总计", "本年收入", "本年支出"})
_FORMS = ("公开01", "公开02", "公开03", "公开04", "公开05", "公开06", "公开07", "公开08", "公开09")
_MOST, _ENOUGH = 2, 4
_TEN_THOUSAND = Decimal(10**4)
_Key = tuple[str, str, str | None, str | None, str, str, str]


def unit_checks(facts: Sequence[Fact], units: Sequence[Sequence[Fact]], values: Values) -> list[Check]:
    """One check for each figure of the department's nine forms that a unit prints too; amounts in 万元.

    Args:
        facts: of the department.
        units: of each unit, in order.
        values: knows the cells of all of them, those of the units behind `unit_prefix`.
    """
    by_unit = [_by_key(found) for found in units]
    checks = []
    for key, fact in _by_key(facts).items():
        parts = [(n, own[key]) for n, own in enumerate(by_unit) if key in own]
        if not parts:
            continue
        names = [f"{unit_prefix(n)}{part.cell.id}" for n, part in parts]
        whole, together = values.cell(fact.cell), total([values(name) for name in names])
        check = compare(CODE, whole, together, (fact.cell.id, *names))
        passed_on = key[1] in _PASSED_ON or (
            key[1] in _TOTALS and _is_passed_on(whole, together, units, values)
        )
        if check.outcome == "fail" and passed_on:
            check = Check(CODE, "not_applicable", check.cells, message="差额为单位之间的内部往来")
        checks.append(check)
    return checks


def _by_key(facts: Sequence[Fact]) -> dict[_Key, Fact]:
    found: dict[_Key, Fact] = {}
    for fact in facts:
        if fact.form in _FORMS:
            key = (fact.form, fact.account, fact.code, fact.component, fact.side, fact.scope, fact.measure)
            found.setdefault(key, fact)
    return found


def _is_passed_on(
    whole: Interval, together: Interval, units: Sequence[Sequence[Fact]], values: Values
) -> bool:
    """Whether the units' sum is larger by what they passed to each other."""
    moved: defaultdict[str, Interval] = defaultdict(lambda: total([]))
    for n, own in enumerate(units):
        for fact in own:
            if fact.account in _PASSED_ON and fact.form == "公开01" and fact.component is None:
                moved[fact.account] += values(f"{unit_prefix(n)}{fact.cell.id}")
    gap = together - whole
    return any(abs(gap.value - m.value) <= gap.allowed + m.allowed for m in moved.values() if m.value)


def unit_findings(checks: Sequence[Check], values: Values, maker: Maker) -> Iterator[Finding]:
    """One finding where most sums fail (a unit is missing), else a warning for each account, its details under it."""
    own = [c for c in checks if c.code == CODE and c.outcome in {"pass", "fail"} and (c.said or c.computed)]
    failing = [check for check in own if check.outcome == "fail"]
    if len(failing) >= _ENOUGH and len(failing) * _MOST > len(own):
        first = failing[0]
        message = f"部门各数与所给单位报告之和多不相符（{len(own)}项中{len(failing)}项），可能缺少单位的报告"
        yield maker.make("units.incomplete", "warning", message, cells=first.cells[:1], key="units")
        return
    for check in failing:
        cell = values.cells[check.cells[0]]
        title, place = values.tables[cell.id].title, f"{cell.row}{'/'.join(cell.column_path[-1:])}"
        said, computed = plain(check.said), plain(check.computed)
        message = f"《{title}》{place}为{said}万元，各单位之和为{computed}万元，差{plain(check.gap)}万元"
        yield maker.make(
            "units.disagreement", "warning", message, cells=check.cells, said=said, computed=computed,
            key=f"{values.tables[cell.id].form}|{place}",
        )  # fmt: skip
