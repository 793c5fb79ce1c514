"""``gouji gold``: agreement of annotators, and exchange with Label Studio."""

from __future__ import annotations

import json
from pathlib import Path

import click

_EITHER = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("gold")
def command() -> None:
    """人工标注：两人标注的一致程度，与 Label Studio 的互换。"""


@command.command("agree")
@click.argument("first", type=_EITHER, metavar="FIRST")
@click.argument("second", type=_EITHER, metavar="SECOND")
@click.option("--differences/--no-differences", default=True, show_default=True, help="列出每一处分歧。")
def agree(first: Path, second: Path, differences: bool) -> None:
    """两个目录中同名标注的一致程度：共有的主张、各字段相同的个数、种类的 kappa、全字段 F1。

    FIRST、SECOND 为原因标注文件（.jsonl）时，给出因素、类型、深度的一致程度和各类型的 kappa。
    """
    from gouji import corpus
    from gouji.corpus import reason_agreement
    from gouji.corpus.agreement import FIELDS, agreement
    from gouji.errors import GoldError

    if first.is_file() and second.is_file():
        for line in reason_agreement.lines(first, second):
            click.echo(line)
        return
    if not (first.is_dir() and second.is_dir()):
        raise GoldError("两者须同为目录，或同为 .jsonl 文件")

    others = {gold.id: gold for gold in corpus.load(second)}
    click.echo("\t".join(["report", "first", "second", "both", *FIELDS, "all fields F1", "kappa"]))
    for gold in corpus.load(first):
        if gold.id not in others:
            click.echo(f"{gold.id}：{second.name} 中没有", err=True)
            continue
        found = agreement(gold, others[gold.id])
        counts = [found.first, found.second, found.found, *(found.same[name] for name in FIELDS)]
        click.echo("\t".join([found.id, *map(str, counts), f"{found.f1:.3f}", f"{found.kappa:.3f}"]))
        for line in found.differences if differences else ():
            click.echo(f"  {line}")


@command.command("export")
@click.argument("folder", type=_FOLDER, metavar="GOLD")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="写入的 JSON 文件。")
@click.option("--config", type=click.Path(path_type=Path), help="另将 Label Studio 的标注界面写入此文件。")
def export(folder: Path, ids: tuple[str, ...], output: Path, config: Path | None) -> None:
    """把标注写成 Label Studio 的任务（每段一个任务）。"""
    from gouji import corpus, read
    from gouji.corpus.labelstudio import config as interface
    from gouji.corpus.labelstudio import tasks
    from gouji.errors import GoldError

    chosen = [gold for gold in corpus.load(folder) if not ids or gold.id in ids]
    missing = set(ids) - {gold.id for gold in chosen}
    if missing:
        raise GoldError(f"{folder.name}：没有 {'、'.join(sorted(missing))} 的标注")
    found = [task for gold in chosen for task in tasks(gold, read(corpus.report_of(gold, folder)))]
    output.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if config is not None:
        config.write_text(interface(), encoding="utf-8")
    click.echo(f"{len(found)} 个任务 → {output.name}", err=True)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="写入的目录。"
)
def take(file: Path, output: Path) -> None:
    """把 Label Studio 导出的 JSON 写回标注文件（ID.claims.jsonl 等）。"""
    from gouji.corpus.labelstudio import files
    from gouji.errors import GoldError

    try:
        exported = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{file.name}：不是有效的 JSON") from error
    if not isinstance(exported, list) or not all(isinstance(task, dict) for task in exported):
        raise GoldError(f"{file.name}：不是 Label Studio 任务的列表")
    output.mkdir(parents=True, exist_ok=True)
    for name, found in files(exported).items():
        for kind, entries in found._asdict().items():
            lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
            (output / f"{name}.{kind}.jsonl").write_text(lines, encoding="utf-8")
        click.echo(f"{name}：{len(found.claims)} 条主张", err=True)
