"""``gouji train``: the model of reason types from a labelled corpus."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("train")
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CORPUS")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="模型文件（.npz）；旁边写模型说明 .md。",
)
def command(corpus: Path, output: Path) -> None:
    """由标注语料（reasons.jsonl、splits.json）训练原因类型模型，并写出模型说明。

    只用 splits.json 中 development 的部门；held_out 的部门只用来评分。同一语料、同一版本得到逐字节相同的文件。
    """
    from gouji.classify import model
    from gouji.evaluate import reason_card

    card = reason_card.trained(corpus)
    output.parent.mkdir(parents=True, exist_ok=True)
    _write(output, model.to_bytes(card.model))
    _write(output.with_suffix(".md"), reason_card.markdown(card).encode("utf-8"))
    click.echo(reason_card.table(card.folds, card.held_out))


def _write(path: Path, data: bytes) -> None:
    """The whole file or none: written beside its place and then renamed."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
