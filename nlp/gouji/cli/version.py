"""``gouji version``: versions of everything that decides."""

from __future__ import annotations

import click


@click.command("version")
def command() -> None:
    """输出 gouji、数据格式、模式和所依赖的库的版本。"""
    import platform
    from importlib.metadata import version

    from gouji import __version__, patterns
    from gouji.serial import AUDIT_SCHEMA, REPORT_SCHEMA

    click.echo(f"gouji\t{__version__}")
    click.echo(f"schema\t{REPORT_SCHEMA} {AUDIT_SCHEMA}")
    click.echo(f"patterns\tsha256:{patterns.digest()[:12]}")
    click.echo(f"python\t{platform.python_version()}")
    for name in ("spacy", "jieba", "pypdfium2", "pdfminer.six", "pikepdf", "scikit-learn", "msgspec"):
        click.echo(f"{name}\t{version(name)}")
