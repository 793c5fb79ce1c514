"""Findings about the tables: identities that fail, forms that are missing, empty or noted wrongly, doubtful parses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.model import Cell, Check, Diagnosis, Finding, Report, Table
from gouji.verify.diagnosis import slips
from gouji.verify.findings import Maker, plain
from gouji.verify.selects import Identity, identities
from gouji.verify.values import Values
from gouji.worth import UNITS

NINE = tuple(f"公开0{n}" for n in range(1, 10))
TITLES = {
    "公开01": "收入支出决算总表",
    "公开02": "收入决算表",
    "公开03": "支出决算表",
    "公开04": "财政拨款收入支出决算总表",
    "公开05": "一般公共预算财政拨款支出决算表",
    "公开06": "一般公共预算财政拨款基本支出决算表",
    "公开07": "政府性基金预算财政拨款收入支出决算表",
    "公开08": "国有资本经营预算财政拨款支出决算表",
    "公开09": "财政拨款“三公”经费支出决算表",
}
BUDGET = {
    "预算01": "收支预算总表",
    "预算03": "支出预算总表",
    "预算05": "一般公共预算支出预算表",
    "预算06": "一般公共预算基本支出预算表",
    "预算07": "“三公”经费支出预算表",
}
"""Forms that every budget report prints."""
NOTED = (*NINE, "预算08", "预算09")
"""Forms that say so where they are empty."""
DOUBTFUL_SHARE = 2
DOUBTFUL_LEAST = 4
ENOUGH_FORMS = 5
_SEVERAL = 2
_TEN_THOUSAND, _CENT = Decimal(10**4), Decimal("0.01")


def doubtful(report: Report, checks: Sequence[Check], values: Values) -> frozenset[str]:
    """Tables that the parser, rather than the report, has wrong: most of the identities inside them fail."""
    inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for check in checks:
        tables = {values.tables[c].id for c in check.cells}
        if len(tables) == 1 and check.outcome in {"pass", "fail"} and (check.said or check.computed):
            inside[tables.pop()][check.outcome] += 1
    failing = {
        name for name, counts in inside.items()
        if counts["fail"] >= DOUBTFUL_LEAST and counts["fail"] * DOUBTFUL_SHARE > counts.total()
    }  # fmt: skip
    return frozenset(failing | {t.id for t in report.tables if t.doubtful and t.form in NINE})


def table_findings(
    report: Report, checks: Sequence[Check], values: Values, bad: frozenset[str], maker: Maker
) -> Iterator[Finding]:
    """All findings about tables; ``bad`` are those whose parse is doubtful."""
    for table in report.tables:
        if table.id in bad:
            message = f"《{table.title or table.form}》的解析存疑，未用于核对"
            yield maker.make(
                "parse.doubtful",
                "warning",
                message,
                cells=[c.id for c in table.cells[:1]],
                key=table.form or "",
            )
    yield from _identity_findings(checks, values, bad, maker)
    if report.kind == "final_accounts":
        yield from _missing(report, maker)
    elif not any(table.form for table in report.tables):
        message = "未识别为部门预决算报告，也没有认出任何报表，未作核对"
        yield maker.make("table.missing", "warning", message, key="forms")
    if report.kind == "budget":
        yield from _missing_budget(report, maker)
    for table in report.tables:
        if table.form in NOTED and table.id not in bad and not (table.doubtful and table.form not in NINE):
            yield from _empty(report, table, maker)


def _identity_findings(
    checks: Sequence[Check], values: Values, bad: frozenset[str], maker: Maker
) -> Iterator[Finding]:
    known = {identity.code: identity for identity in identities()}
    failing = [
        c for c in checks
        if c.outcome == "fail" and c.code in known and not {values.tables[x].id for x in c.cells} & bad
    ]  # fmt: skip
    for cluster in _clusters(failing):
        suspect, root = _suspect(cluster, checks), ""
        slip = _slip(suspect, cluster, values)
        if slip is None and (taken := _like_its_whole(cluster, values)) is not None:
            suspect, slip = taken
        for check in sorted(
            cluster, key=lambda c: (suspect not in c.cells, _across(c, known[c.code], values))
        ):
            identity = known[check.code]
            across = _across(check, identity, values)
            code = "table.cross_identity" if across else "table.identity"
            ordered = (
                [suspect, *(c for c in check.cells if c != suspect)]
                if suspect in check.cells
                else check.cells
            )
            row = values.cells[check.cells[0]].row
            message = _message(check, identity, values)
            implied = None
            said, computed = (_shown(check, x, values) for x in (check.said, check.computed))
            if slip is not None and not root:
                cell, implied = values.cells[suspect], plain(slip.implied)
                said, computed = plain(cell.value), implied
                message += f"；其中{'/'.join(cell.column_path[-1:])}{said}疑为{implied}之误"
            finding = maker.make(
                code, identity.severity, message, cells=ordered, said=said, computed=computed, implied=implied,
                diagnosis=(slip or Diagnosis("unknown"),), key=f"{check.code}|{row}",
            )  # fmt: skip
            root = root or finding.id
            yield replace(finding, root=root)


def _across(check: Check, identity: Identity, values: Values) -> bool:
    """Whether a check is between forms; what fails inside one is told first."""
    return identity.kind == "codes" or len({values.tables[c].id for c in check.cells}) > 1


def _message(check: Check, identity: Identity, values: Values) -> str:
    cell = values.cells[check.cells[0]]
    place = f"《{values.tables[cell.id].title}》{cell.row}行不符合“{identity.formula}”"
    if check.said is None:
        return f"{place}：科目{cell.row_code or cell.row}不见于后者"
    said, computed, gap = (_shown(check, x, values) for x in (check.said, check.computed, check.gap))
    right = "应不大于" if "≤" in (check.expression or "") else "应为"
    return f"{place}：{said}，{right}{computed}，差{gap}{_unit(check, values)}"


def _unit(check: Check, values: Values) -> str:
    """The unit of money that the first cell of a check is printed in."""
    factor = values.factor(check.cells[0])
    return next((name for name, worth in UNITS.items() if worth == factor), "万元")


def _shown(check: Check, amount: Decimal | None, values: Values) -> str | None:
    """An amount of a check, which is in 万元, in the unit of its first cell."""
    unit = _unit(check, values)
    if amount is None or unit == "万元":
        return plain(amount)
    shown = amount * _TEN_THOUSAND / UNITS[unit]
    cents = shown.quantize(_CENT)
    return plain(cents if cents == shown else shown)


def _clusters(failing: Sequence[Check]) -> list[list[Check]]:
    """Failing checks that share a cell, together."""
    groups: list[tuple[set[str], list[Check]]] = []
    for check in failing:
        cells, members = set(check.cells), [check]
        rest = []
        for other_cells, other in groups:
            if other_cells & cells:
                cells |= other_cells
                members = [*other, *members]
            else:
                rest.append((other_cells, other))
        groups = [*rest, (cells, members)]
    return [members for _, members in groups]


def _suspect(cluster: Sequence[Check], checks: Sequence[Check]) -> str:
    """The cell in most failing checks of a cluster, and among equals in fewest passing ones."""
    failing = Counter(cell for check in cluster for cell in check.cells)
    passing = Counter(cell for check in checks if check.outcome == "pass" for cell in check.cells)
    return max(failing, key=lambda cell: (failing[cell], -passing[cell]))


def _slip(suspect: str, cluster: Sequence[Check], values: Values) -> Diagnosis | None:
    """The figure that would make all failing checks of a cell hold, where it is a slip of a digit away from it."""
    cell = values.cells[suspect]
    own = [check for check in cluster if suspect in check.cells and check.said is not None]
    if cell.value is None or len(own) != len(cluster) or len(own) < _SEVERAL:
        return None
    worth = values.cell(cell).value
    implied = {_printed(worth + (1 if c.cells[0] != suspect else -1) * _gap(c), cell, values) for c in own}
    if len(implied) != 1 or not slips(cell.value, right := implied.pop()):
        return None
    return Diagnosis("digit_slip", right)


def _gap(check: Check) -> Decimal:
    """What the left side of a check is above its right side, in 元."""
    assert check.said is not None
    assert check.computed is not None
    return (check.said - check.computed) * _TEN_THOUSAND


def _printed(amount: Decimal, cell: Cell, values: Values) -> Decimal:
    """An amount in 元 as a cell of a table prints its own."""
    return (amount / values.factor(cell.id)).quantize(cell.value or _CENT)


def _like_its_whole(cluster: Sequence[Check], values: Values) -> tuple[str, Diagnosis] | None:
    """The one part that prints the figure of its whole beside other parts, with the figure that they leave for it."""
    for check in cluster:
        whole, parts = values.cells[check.cells[0]], [values.cells[name] for name in check.cells[1:]]
        same = [part for part in parts if part.value and part.value == whole.value]
        if len(same) != 1 or check.said is None or check.computed is None or not whole.value:
            continue
        left = values.cell(same[0]).value + _gap(check)
        if 0 <= left < values.cell(whole).value:
            diagnosis = Diagnosis("other_row", _printed(left, same[0], values), whole.row)
            return same[0].id, diagnosis
    return None


def _missing(report: Report, maker: Maker) -> Iterator[Finding]:
    found = {table.form for table in report.tables}
    present = [form for form in NINE if form in found]
    if len(present) < ENOUGH_FORMS:
        named = "、".join(present) or "无一"
        message = (
            f"只认出部分决算表（{named}），其余各表所载的数字无从核对"
            if present
            else "未认出任何决算表，说明中的数字无从与表核对"
        )
        yield maker.make("table.missing", "warning", message, key="forms")
        return
    for form in NINE:
        if form not in found:
            yield maker.make("table.missing", "warning", f"未见《{TITLES[form]}》", key=form)


def _missing_budget(report: Report, maker: Maker) -> Iterator[Finding]:
    found = {table.form for table in report.tables if table.form and table.form.startswith("预算")}
    if len(found) < ENOUGH_FORMS:
        return
    titles = "".join(p.text for p in report.paragraphs) + "".join(table.title for table in report.tables)
    for form, title in BUDGET.items():
        if form not in found and title not in titles:
            yield maker.make("table.missing", "notice", f"未见《{title}》", key=form)


def _empty(report: Report, table: Table, maker: Maker) -> Iterator[Finding]:
    notes = "".join(p.text for p in report.paragraphs if p.id in table.notes)
    says_empty = "无数据" in notes or "空表" in notes
    filled = [c for c in table.cells if c.value]
    cells = [c.id for c in (filled or list(table.cells))[:1]]
    if says_empty and filled:
        message = f"《{table.title}》注明无数据，表中却有数字"
        yield maker.make("table.note_with_data", "error", message, cells=cells, key=table.form or "")
    elif not filled and not says_empty and not any(word in notes for word in ("没有", "无", "未")):
        message = f"《{table.title}》为空表而未加说明"
        yield maker.make("table.empty_without_note", "notice", message, cells=cells, key=table.form or "")
