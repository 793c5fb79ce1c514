"""``gouji evaluate``: gold against output, per stage."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD")
@click.option(
    "--predictions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="已有结果 ID.audit.json 所在的目录；缺省时现场核对所标注的报告。",
)
@click.option("--split", metavar="NAME", help="只评 splits.json 中的这一部分（development、held_out）。")
@click.option(
    "--wrong/--no-wrong",
    default=None,
    help="列出不一致之处；缺省时列出，但 splits.json 中 held_out 的报告只计数，免得看过之后不再是留出。",
)
def command(gold: Path, predictions: Path | None, split: str | None, wrong: bool | None) -> None:
    """把结果与人工标注逐项比较：各阶段的精确率、召回率、F1，以及不一致的条目。"""
    from gouji import corpus
    from gouji.evaluate import evaluate, reason_corpus

    if reason_corpus.is_one(gold):
        for line in reason_corpus.lines(gold):
            click.echo(line)
        return
    found = []
    unseen = corpus.held_out(gold)
    chosen = corpus.split(gold, split) if split is not None else None
    for entry in corpus.load(gold):
        if chosen is not None and entry.id not in chosen:
            continue
        source = corpus.find_report(entry, gold) if predictions is None else predictions
        if source is None:
            click.echo(
                f"{entry.id}：所标注的报告不在此处，略过（用环境变量 {corpus.REPORTS} 指明报告目录）",
                err=True,
            )
            continue
        result = evaluate(entry, _audit(source, entry.id))
        found.append(result)
        _show(result.id, result.scores)
        if wrong if wrong is not None else entry.id not in unseen:
            for line in result.wrong:
                click.echo(f"  {line}")
    _totals(found, corpus.styles(gold))


def _totals(found, styles: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    """The sums by house style, then over all."""
    from gouji.evaluate import total

    for style in dict.fromkeys(styles.values()):
        members = [e for e in found if styles.get(e.id) == style]
        if members and len(found) > 1:
            summed = total(members, f"体例：{style}")
            _show(summed.id, {k: v for k, v in summed.scores.items() if k.startswith(("claims", "figures"))})
    if len(found) > 1:
        summed = total(found)
        _show(summed.id, summed.scores)


def _audit(source: Path, name: str):  # type: ignore[no-untyped-def]
    from gouji.errors import GoldError
    from gouji.model import Audit
    from gouji.pipeline import audit
    from gouji.serial import from_json

    if source.is_file():
        return audit(source)
    path = source / f"{name}.audit.json"
    if not path.is_file():
        raise GoldError(f"{name}：目录中没有 {path.name}")
    value = from_json(path.read_bytes())
    if not isinstance(value, Audit):
        raise GoldError(f"{path.name}：不是 gouji audit 的结果")
    return value


def _show(name: str, scores) -> None:  # type: ignore[no-untyped-def]
    click.echo(f"{name}\n  {'stage':<44} {'P':>6} {'R':>6} {'F1':>6}   right/predicted/gold")
    for stage, score in scores.items():
        counts = f"{score.right}/{score.predicted}/{score.gold}"
        click.echo(f"  {stage:<44} {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}   {counts}")
