"""The reports that one is held against: which of those given can be, and why the others cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gouji.model import Note, Report
from gouji.similar import dice

_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Beside:
    """The reports that one is held against: last year's, the budget of its year, those of its subordinate units."""

    prior: Report | None = None
    budget: Report | None = None
    units: tuple[Report, ...] = ()


def fitting(beside: Beside, report: Report) -> tuple[Beside, tuple[Note, ...]]:
    """The reports that fit, and a note for each that does not: another year, another department, another kind."""
    notes: list[Note] = []
    if beside.prior is not None and (why := _prior(beside.prior, report)):
        notes.append(why)
        beside = replace(beside, prior=None)
    if beside.budget is not None and (why := _budget(beside.budget, report)):
        notes.append(why)
        beside = replace(beside, budget=None)
    units = [(unit, _unit(unit, report)) for unit in beside.units]
    notes += [why for _, why in units if why is not None]
    return replace(beside, units=tuple(unit for unit, why in units if why is None)), tuple(notes)


def _prior(prior: Report, report: Report) -> Note | None:
    if prior.fiscal_year is None or report.fiscal_year is None or prior.fiscal_year != report.fiscal_year - 1:
        years = f"本报告为{_year(report)}年，所给上年报告为{_year(prior)}年"
        return Note("prior.year", f"{years}，未用于核对")
    if _is_another(prior, report):
        return Note("prior.department", f"上年报告的部门是{prior.department}，与本报告不同，未用于核对")
    return None


def _budget(budget: Report, report: Report) -> Note | None:
    if budget.kind != "budget":
        return Note("budget.kind", "所给预算报告不是部门预算公开报告，未用于核对")
    if budget.fiscal_year != report.fiscal_year:
        years = f"本报告为{_year(report)}年，所给预算报告为{_year(budget)}年"
        return Note("budget.year", f"{years}，未用于核对")
    if _is_another(budget, report):
        return Note("budget.department", f"预算报告的部门是{budget.department}，与本报告不同，未用于核对")
    return None


def _unit(unit: Report, report: Report) -> Note | None:
    if unit.fiscal_year == report.fiscal_year and unit.kind == report.kind:
        return None
    name = unit.department or "所给单位"
    return Note(
        "units.year",
        f"{name}的报告为{_year(unit)}年，与本报告（{_year(report)}年）不是同一年度同一种类，未用于核对",
    )


def _is_another(one: Report, other: Report) -> bool:
    return (
        bool(one.department and other.department)
        and dice(one.department or "", other.department or "") < _SAME
    )


def _year(report: Report) -> str:
    return str(report.fiscal_year or "未知")
