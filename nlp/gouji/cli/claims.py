"""``gouji claims``: one claim a line."""

from __future__ import annotations

import sys

import click

from gouji.cli.inputs import ENGINES, complain, reports, with_ocr
from gouji.errors import UnreadableError


@click.command("claims")
@click.argument("file", metavar="FILE")
@click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, help="PDF 引擎。")
@with_ocr
def command(file: str, engine: str, ocr: str) -> None:
    """提取情况说明中的陈述，每行一条 JSON。"""
    from gouji.extract import extract
    from gouji.read import read
    from gouji.serial import to_json

    try:
        report = read(list(reports([file], bundle=False)[0]), engine=engine, ocr=ocr)
    except UnreadableError as error:
        complain([error])
        sys.exit(3)
    for claim in extract(report).claims:
        click.echo(to_json(claim, indent=None))
