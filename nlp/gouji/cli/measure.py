"""``gouji measure``: explanation-quality measures of audited reports, as tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouji.measure import By, Measure, Row, Value
    from gouji.model import Audit


UNREADABLE = 3
_SIDE_BY_SIDE = 4
_NOTE = "说明"
_UNKNOWN = "（不明）"
_Titled = tuple[str, list[str]]


@click.command("measure")
@click.argument("out", metavar="OUT")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="CSV 写到此目录。")
@click.option(
    "--by",
    type=click.Choice(["report", "department", "year", "template"]),
    default="report",
    show_default=True,
    help="按什么汇总；template 按情况说明的标题推断。",
)
def command(out: str, output: Path | None, by: str) -> None:
    """度量增减说明的质量：OUT 是 gouji bulk 的结果库，或 gouji audit -o 写出的目录（*.audit.json）。

    定义见 docs/measures.md。
    """
    from gouji.measure import BY, measure, write

    broken: list[str] = []
    panel = sorted(measure(_readable(out, broken)), key=lambda row: row.card.stem)
    group = next((each for each in BY if each == by), None)
    if panel:
        _show(panel, group)
    if panel and output is not None:
        click.echo("已写入：" + "  ".join(map(str, write(panel, output, group))))
    if broken:
        sys.exit(UNREADABLE)


def _readable(out: str, broken: list[str]) -> Iterator[tuple[str, Audit]]:
    """The audits that can be read, with a bar while it takes time; one line on stderr for each other one."""
    from rich.console import Console
    from rich.progress import track

    from gouji.errors import SchemaError
    from gouji.measure import audits

    talk = Console(stderr=True)
    for stem, audit in track(audits(out), "读取", console=talk, transient=True, disable=not talk.is_terminal):
        if isinstance(audit, SchemaError):
            click.echo(f"gouji：{stem}：{audit}；请重新运行 gouji audit", err=True)
            broken.append(stem)
        else:
            yield stem, audit


def _show(panel: Sequence[Row], by: By | None) -> None:
    """Measures down; reports or groups across, or the spread over the reports where they are too many."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from gouji.measure import MEASURES

    console = Console()
    columns = _groups(panel, by) if by is not None else _reports(panel)
    shown = columns[:_SIDE_BY_SIDE] if by is not None else columns
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("指标", no_wrap=True)
    for title, _ in shown:
        table.add_column(title, justify="left" if title == _NOTE else "right", overflow="fold")
    for at, measure in enumerate(MEASURES):
        table.add_row(measure.title, *(texts[at] for _, texts in shown))
    console.print(
        f"报告 {len(panel)} 份" + (f" · 分 {len(columns)} 组，各列为均值" if by is not None else "")
    )
    console.print(table)
    if len(columns) > len(shown):
        console.print(f"另有 {len(columns) - len(shown)} 组，见 -o 写出的 by_{by}.csv")


def _reports(panel: Sequence[Row]) -> list[_Titled]:
    """A column for each report, with how it comes about for a single one; a few of the spread for many."""
    from gouji.measure import MEASURES, spreads

    if len(panel) <= _SIDE_BY_SIDE:
        columns = [
            (f"{row.card.department or row.card.stem} {row.card.fiscal_year or ''}".rstrip(),
             [_text(m, row.values[m.name].value) for m in MEASURES])
            for row in panel
        ]  # fmt: skip
        return (
            [*columns, (_NOTE, [_note(panel[0].values[m.name]) for m in MEASURES])]
            if len(panel) == 1
            else columns
        )
    whole = spreads(panel, MEASURES)
    return [
        ("有值", [str(each.count) for each in whole]),
        ("均值", [_text(each.measure, each.mean) for each in whole]),
        ("中位数", [_text(each.measure, each.median) for each in whole]),
        ("最小", [_text(each.measure, each.low) for each in whole]),
        ("最大", [_text(each.measure, each.high) for each in whole]),
    ]


def _groups(panel: Sequence[Row], by: By) -> list[_Titled]:
    """A column of means for each group, by name."""
    from gouji.measure import MEASURES, spreads

    columns: dict[str | None, list[str]] = {}
    for each in spreads(panel, MEASURES, by):
        columns.setdefault(each.group, []).append(_text(each.measure, each.mean))
    return [(_UNKNOWN if name is None else name, texts) for name, texts in columns.items()]


def _text(measure: Measure, value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.1%}" if measure.unit == "ratio" else f"{value:.2f}"


def _note(value: Value) -> str:
    """What a value is made of, or why there is none."""
    from gouji.measure import WHYS

    if value.why is not None:
        return WHYS[value.why]
    return "" if value.part is None else f"{value.part:,.10g} ÷ {value.whole:,.10g}"
