"""``gouji patterns``: check and list the patterns."""

from __future__ import annotations

from pathlib import Path

import click

from gouji.cli.inputs import add_patterns, with_patterns


@click.command("patterns")
@click.argument("name", required=False)
@with_patterns
def command(name: str | None, patterns_folder: Path | None) -> None:
    """检查各类模式并列出条数；给出 NAME（如 identities）则列出其中各条。"""
    add_patterns(patterns_folder)
    from gouji.catalogue import catalogue, described

    if name is None:
        for kind, entries in catalogue().items():
            click.echo(f"{kind}\t{len(entries)}")
        return
    kinds = [kind for kind in catalogue() if kind == name or kind.startswith(f"{name}/")]
    if not kinds:
        raise click.UsageError(f"没有名为 {name} 的模式；可用：{'、'.join(catalogue())}")
    for kind in kinds:
        for line in described(kind):
            click.echo(line)
