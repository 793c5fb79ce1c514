"""``gouji quantities``: the figures of texts on standard input."""

from __future__ import annotations

import json
import sys

import click


@click.command("quantities")
def command() -> None:
    """从标准输入逐行读取文本，输出其中的数量（JSON，每行一个对象）。"""
    from gouji.model import Figure
    from gouji.quantity import find

    def entry(figure: Figure) -> dict[str, object]:
        quantity = figure.quantity
        return {
            "start": figure.start,
            "end": figure.end,
            "text": figure.text,
            "value": format(quantity.value, "f"),
            "unit": quantity.unit,
            "base_value": format(quantity.base_value, "f"),
            "kind": quantity.kind,
        }

    for line in sys.stdin:
        text = line.rstrip("\r\n")
        found = {"text": text, "quantities": [entry(f) for f in find(text) if f.why is None]}
        click.echo(json.dumps(found, ensure_ascii=False))
