"""``gouji read``: parse only, Report JSON on stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from gouji.cli.inputs import ENGINES, complain, reports, with_ocr
from gouji.errors import UnreadableError


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--bundle", is_flag=True, help="各文件是同一份报告的组成部分。")
@click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, help="PDF 引擎。")
@with_ocr
def command(files: Sequence[str], bundle: bool, engine: str, ocr: str) -> None:
    """只解析：把报告的章节、段落和表格以 JSON 写到标准输出。"""
    from gouji.read import read
    from gouji.serial import to_json

    groups = reports(files, bundle=bundle)
    errors: list[UnreadableError] = []
    for paths in groups:
        try:
            report = read(list(paths), engine=engine, ocr=ocr)
        except UnreadableError as error:
            errors.append(error)
            continue
        click.echo(to_json(report, indent=1 if len(groups) == 1 else None))
    complain(errors)
    sys.exit(3 if errors else 0)
