"""What the template asks for and the report has: forms, matters of the explanation, what stands beside an amount."""

from __future__ import annotations

from gouji.measure.scene import Seen
from gouji.measure.values import Measure, Value, Why, none, ratio, share
from gouji.verify.required import items, sections
from gouji.verify.tables import NINE


def form_completeness(seen: Seen) -> Value:
    """Forms of the nine (公开01 to 公开09) that the report has ÷ 9. An empty form that is printed is there.

    Final accounts only: a budget has other forms, and which of them it must have varies.

    Source: 地方预决算公开操作规程（财预〔2016〕143号） and the forms 公开01 to 公开09 that departments publish under it; the
    ratio is defined here.
    """
    report = seen.audit.report
    if report.kind != "final_accounts":
        return none("not_final_accounts")
    found = {table.form for table in report.tables}
    return share((form in found for form in NINE), "not_final_accounts")


def section_completeness(seen: Seen) -> Value:
    """Matters of which a title or sentence of the explanation speaks ÷ matters that the report owes.

    Matters are the entries of patterns/checks/sections.yaml; what of them is owed and told is in the report's checks.

    Source: as form_completeness; each entry names its own.
    """
    return _told(seen, {entry.code for entry in sections()}, "no_year")


def item_completeness(seen: Seen) -> Value:
    """Counts and parts told ÷ those that the amounts of the report ask for (保有量 beside 运行维护费).

    The entries of patterns/checks/required.yaml, of accounts with spending above zero.

    Source: as form_completeness; each entry names its own.
    """
    return _told(seen, {entry.code for entry in items()}, "no_required")


def _told(seen: Seen, codes: set[str], why: Why) -> Value:
    """The checks of some codes that pass ÷ those that pass or fail."""
    if seen.audit.report.kind != "final_accounts":
        return none("not_final_accounts")
    outcomes = [c.outcome for c in seen.audit.checks if c.code in codes and c.outcome in {"pass", "fail"}]
    return share((outcome == "pass" for outcome in outcomes), why)


def template_completeness(seen: Seen) -> Value:
    """Forms, matters and items that are there ÷ those asked for, each one alike.

    Source: as form_completeness; putting the three together is defined here.
    """
    parts = (form_completeness(seen), section_completeness(seen), item_completeness(seen))
    missing = next((p.why for p in parts[:2] if p.why is not None), None)
    if missing is not None:
        return none(missing)
    return ratio(sum(p.part or 0 for p in parts), sum(p.whole or 0 for p in parts), "not_final_accounts")


MEASURES = (
    Measure("form_completeness", "报表齐全率", "ratio", 0, 1, form_completeness),
    Measure("section_completeness", "说明事项齐全率", "ratio", 0, 1, section_completeness),
    Measure("item_completeness", "细化内容齐全率", "ratio", 0, 1, item_completeness),
    Measure("template_completeness", "模板完整率", "ratio", 0, 1, template_completeness),
)
