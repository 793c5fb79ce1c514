"""Part five: the list of scores and the self-evaluation tables of a few projects."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger.evaluation import evaluated, execution_score, score
from corpora.ledger.forms import Align, Cell, Form, Head, label
from corpora.ledger.invent import cents
from corpora.ledger.ledger import Ledger, Project
from corpora.ledger.pieces import Style, percent

# Indicators with their points; together 90, beside ten points for execution.
_INDICATORS = (
    ("产出指标", "数量指标", "年度任务完成率", "100%", 20),
    ("产出指标", "质量指标", "成果验收合格率", "≥95%", 20),
    ("产出指标", "时效指标", "任务完成及时率", "≥90%", 10),
    ("成本指标", "经济成本指标", "成本控制在预算以内", "是", 10),
    ("效益指标", "社会效益指标", "服务保障能力", "提升", 20),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", 10),
)


def _plain(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _value(text: str, value: Decimal, row: str, column: str) -> Cell:
    return Cell(text, "center", 1, value, row, column)


def summary(ledger: Ledger) -> Form:
    """The list of all projects with their scores."""
    body = tuple(
        (
            label(str(index), "center"),
            label(project.name),
            _value(_plain(score(project)), score(project), project.name, "得分"),
        )
        for index, project in enumerate(ledger.projects, 1)
    )
    return Form(
        "绩效自评汇总",
        "项目支出绩效自评结果汇总表",
        "",
        ledger.department.name,
        ((Head("序号"), Head("项目名称"), Head("得分")),),
        body,
        (0.8, 5.0, 1.4),
        (),
        unit="",
    )


def _money(style: Style, project: Project) -> list[tuple[Cell, ...]]:
    """The block of budget execution: three rows over eight columns."""
    rate = percent(project.executed, project.full)
    columns = ("年初预算数", "全年预算数（A）", "全年执行数（B）")
    rows: list[tuple[Cell, ...]] = []
    for name in ("年度资金总额", "其中：当年财政拨款", "其他资金"):
        amounts = (project.opening, project.full, project.executed)
        if name == "其他资金":
            amounts = (Decimal(0), Decimal(0), Decimal(0))
        cells = [label(name, "left", 2)]
        cells += [_value(_plain(style.printed(v)), v, name, c) for c, v in zip(columns, amounts, strict=True)]
        if name == "年度资金总额":
            cells += [
                label("10", "center"),
                _value(f"{rate}%", rate, name, "执行率（B/A）"),
                _value(_plain(execution_score(project)), execution_score(project), name, "得分"),
            ]
        else:
            cells += [label("-", "center")] * 3
        rows.append(tuple(cells))
    return rows


def _indicator_points(project: Project) -> list[Decimal]:
    """Points by indicator: full marks but for the first two, which take what is missing."""
    missing = Decimal(90) - project.quality
    first = cents(missing / 2)
    points = [Decimal(row[4]) for row in _INDICATORS]
    points[0] -= first
    points[1] -= missing - first
    return points


def table(ledger: Ledger, project: Project) -> Form:
    """项目支出绩效自评表 of one project."""
    center: Align = "center"
    body: list[tuple[Cell, ...]] = [
        (
            label("项目名称", center, 2),
            label(project.name, center, 3),
            label("主管部门", center),
            label(ledger.department.name, center, 2),
        ),
        (
            label(f"预算执行情况（{ledger.family.style.unit}）", center, 2),
            *(
                label(name, center)
                for name in (
                    "年初预算数",
                    "全年预算数（A）",
                    "全年执行数（B）",
                    "分值",
                    "执行率（B/A）",
                    "得分",
                )
            ),
        ),
        *_money(ledger.family.style, project),
        (
            label("年度总体目标", center, 2),
            label(project.goal, center, 3),
            label("完成情况", center),
            label("已完成年度目标", center, 2),
        ),
        tuple(
            label(name, center)
            for name in (
                "一级指标",
                "二级指标",
                "三级指标",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
                "偏差原因及改进措施",
            )
        ),
    ]
    for row, got in zip(_INDICATORS, _indicator_points(project), strict=True):
        first, second, third, aim, points = row
        full = got == points
        body.append(
            (
                label(first, center),
                label(second, center),
                label(third, center),
                label(aim, center),
                label("达到预期" if full else "基本达到预期", center),
                label(str(points), center),
                _value(_plain(got), got, third, "得分"),
                label("无" if full else "指标细化不足，下年完善", center),
            )
        )
    body.append(
        (
            label("总分", center, 5),
            label("100", center),
            _value(_plain(score(project)), score(project), "总分", "得分"),
            label(""),
        )
    )
    return Form(
        f"绩效自评/{project.name}",
        "项目支出绩效自评表",
        "",
        ledger.department.name,
        (),
        tuple(body),
        (1.2, 1.5, 1.8, 1.3, 1.3, 0.8, 1.1, 1.6),
        (),
        subtitle=f"（{ledger.this.year}年度）",
        unit=ledger.family.style.unit,
    )


def attachments(ledger: Ledger) -> tuple[Form, ...]:
    """The list and three tables."""
    return (summary(ledger), *(table(ledger, project) for project in evaluated(ledger)))
