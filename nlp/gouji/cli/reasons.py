"""``gouji reasons``: types and depth of reasons on standard input."""

from __future__ import annotations

import json
import sys

import click


@click.command("reasons")
def command() -> None:
    """从标准输入逐行读取原因（或“科目 TAB 方向 TAB 原因”），输出其因素、类型与深度（JSON 行）。

    方向写 increase、decrease、flat，或增加、减少、下降、持平等词，也可以空着。
    """
    from gouji.classify.lines import classify_line
    from gouji.extract.factors import split

    for line in sys.stdin:
        click.echo(json.dumps(classify_line(line, split), ensure_ascii=False))
