"""``gouji audit``: the main job."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji.cli.inputs import ENGINES, add_patterns, complain, reports, with_ocr, with_patterns
from gouji.errors import SourceError, UnreadableError

if TYPE_CHECKING:
    from gouji.model import Audit, Report

MATERIAL, UNREAD = 1, 3


@click.command("audit")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), help="结果写入的目录。"
)
@click.option(
    "--format",
    "formats",
    default="json,html",
    show_default=True,
    help="写入的格式，逗号分隔：json、html、xlsx、csv、parquet、pdf（在原 PDF 上标注）。",
)
@click.option("--json", "stream", metavar="-", help="“-”：把 JSON 写到标准输出，多份报告时每份一行。")
@click.option(
    "--prior",
    multiple=True,
    metavar="FILE",
    help="上年的报告（分成几个文件的，各写一次 --prior）：核对与上年相比的数字、年初结转和重复使用的原因。",
)
@with_patterns
@click.option("--bundle", is_flag=True, help="各文件是同一份报告的组成部分。")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    help="PDF 引擎。",
)
@with_ocr
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="摘要与网页的语言。"
)
@click.option("--most", type=click.IntRange(0), default=8, show_default=True, help="摘要中列出的问题数。")
def command(
    files: Sequence[str],
    folder: Path | None,
    formats: str,
    stream: str | None,
    prior: Sequence[str],
    patterns_folder: Path | None,
    bundle: bool,
    engine: str,
    ocr: str,
    lang: str,
    most: int,
) -> None:
    """读取报告，提取陈述与原因，与各表勾稽，报告发现的问题。

    FILE 是一份报告（PDF、Word、Excel、网页、文本、扫描图片，或 gouji read 生成的 JSON）；目录按单位和年度分成报告。
    退出状态：0 没有重大问题，1 有“错误”级发现，2 用法有误，3 有输入无法读取。
    """
    add_patterns(patterns_folder)
    from rich.console import Console
    from rich.progress import track

    from gouji.pipeline import audit
    from gouji.render import stems, summary
    from gouji.serial import to_json

    asked = _formats(formats, stream)
    groups = reports(files, bundle=bundle)
    before = _prior(prior, engine, ocr)
    talk = Console(stderr=stream is not None, highlight=False)
    done: list[tuple[Path, Audit]] = []
    errors: list[UnreadableError] = []
    names = stems([paths[0] for paths in groups])
    quiet = len(groups) == 1 or not sys.stderr.isatty()
    for paths, stem in track(
        list(zip(groups, names, strict=True)), "核对", console=Console(stderr=True), disable=quiet
    ):
        try:
            result = audit(list(paths), prior=before, engine=engine, ocr=ocr)
        except UnreadableError as error:
            errors.append(error)
            continue
        done.append((paths[0], result))
        if stream == "-":
            click.echo(to_json(result, indent=1 if len(groups) == 1 else None))
        written = _written(result, folder, stem, asked, lang, paths) if folder is not None else []
        summary(result, talk, lang=lang, most=most)
        if written:
            talk.print(
                ("已写入：" if lang == "zh" else "Written: ") + "  ".join(str(path) for path in written),
                soft_wrap=True,
            )
    complain(errors)
    material = any(f.severity == "error" for _, result in done for f in result.findings)
    sys.exit(UNREAD if errors else MATERIAL if material else 0)


def _written(
    result: Audit, folder: Path, stem: str, formats: Sequence[str], lang: str, paths: Sequence[Path]
) -> list[Path]:
    """The files of a result; what needs a source that cannot be had costs one line, not the other files."""
    from gouji.render import render

    written: list[Path] = []
    for name in formats:
        try:
            written += render(result, folder, stem, [name], lang, paths)
        except SourceError as error:
            click.echo(f"gouji：{error}", err=True)
    return written


def _formats(formats: str, stream: str | None) -> list[str]:
    """The names of --format.

    Raises:
        UsageError: --json names a file, or a format is not known.
    """
    from gouji.render import FORMATS

    if stream not in {None, "-"}:
        raise click.UsageError("--json 只接受“-”（标准输出）")
    asked = [name.strip() for name in formats.split(",") if name.strip()]
    if not asked:
        raise click.UsageError(f"--format 为空；可用：{'、'.join(FORMATS)}")
    unknown = [name for name in asked if name not in FORMATS]
    if unknown:
        raise click.UsageError(f"不支持的格式 {'、'.join(unknown)}；可用：{'、'.join(FORMATS)}")
    return asked


def _prior(files: Sequence[str], engine: str, ocr: str) -> Report | None:
    """Last year's report of the files of --prior, read once for all reports.

    Exits with status 3 and one line where it cannot be read: nothing has been held against it then.
    """
    from gouji.read import read

    if not files:
        return None
    try:
        (paths,) = reports(files, bundle=True)
        return read(list(paths), engine=engine, ocr=ocr)
    except UnreadableError as error:
        complain([error])
        sys.exit(UNREAD)
