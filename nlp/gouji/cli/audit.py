"""``gouji audit``: the main job."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from gouji.cli.inputs import ENGINES, add_patterns, complain, reports, with_ocr, with_patterns
from gouji.cli.several import SeveralFiles, SeveralFilesCommand
from gouji.errors import UnreadableError

if TYPE_CHECKING:
    from gouji.cli.output import Output
    from gouji.model import Audit, Report

MATERIAL, UNREAD = 1, 3


@click.command("audit", cls=SeveralFilesCommand)
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
    cls=SeveralFiles,
    help="上年的报告（同一份报告的各个文件）：核对与上年相比的数字、年初结转和重复使用的原因。",
)
@click.option("--budget", cls=SeveralFiles, help="本年的预算公开报告：核对年初预算数和预算完成率。")
@click.option(
    "--units",
    cls=SeveralFiles,
    help="一个下属单位的报告（可重复，每个单位写一次）：核对部门各数与各单位之和。",
)
@click.option(
    "--decisions",
    "decision_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="网页保存的处理意见文件（可多次给出）：沿用到本次结果，并说明哪些不再适用。",
)
@click.option(
    "--page-images",
    "page_images",
    type=click.FloatRange(0),
    default=8,
    show_default=True,
    metavar="MB",
    help="网页中 PDF 页面图像的总量上限；0 为不含图像。",
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
    prior: Sequence[Sequence[str]],
    budget: Sequence[Sequence[str]],
    units: Sequence[Sequence[str]],
    decision_files: Sequence[Path],
    page_images: float,
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

    from gouji.cli import output as results
    from gouji.decisions import load

    asked = _formats(formats, stream)
    talk = Console(stderr=stream is not None, highlight=False)
    decided = [load(path) for path in decision_files]
    output = results.Output(folder, asked, stream == "-", talk, lang, most, page_images, decided)
    groups = reports(files, bundle=bundle)
    beside = _beside(prior, budget, units, engine, ocr)
    done, errors = _audited(groups, output, beside, engine, ocr)
    results.strangers(output, [result.report for result in done])
    complain(errors)
    material = any(f.severity == "error" for result in done for f in result.findings)
    sys.exit(UNREAD if errors else MATERIAL if material else 0)


def _audited(
    groups: Sequence[Sequence[Path]], output: Output, beside: _Beside, engine: str, ocr: str
) -> tuple[list[Audit], list[UnreadableError]]:
    """Audit each report and put it out; with them, why others could not be read."""
    from rich.console import Console
    from rich.progress import track

    from gouji.cli.output import put
    from gouji.pipeline import audit
    from gouji.render import stems

    done: list[Audit] = []
    errors: list[UnreadableError] = []
    pairs = list(zip(groups, stems([paths[0] for paths in groups]), strict=True))
    quiet = len(groups) == 1 or not sys.stderr.isatty()
    for paths, stem in track(pairs, "核对", console=Console(stderr=True), disable=quiet):
        try:
            result = audit(list(paths), **beside, engine=engine, ocr=ocr)
        except UnreadableError as error:
            errors.append(error)
            continue
        done.append(result)
        put(output, result, paths, stem, alone=len(groups) == 1)
    return done, errors


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


class _Beside(TypedDict):
    prior: Report | None
    budget: Report | None
    units: list[Report]


def _beside(
    prior: Sequence[Sequence[str]],
    budget: Sequence[Sequence[str]],
    units: Sequence[Sequence[str]],
    engine: str,
    ocr: str,
) -> _Beside:
    """The reports that are held against each audited one, read once for all of them.

    Exits with status 3 and one line where one cannot be read: nothing has been held against it then.
    """
    from gouji.read import read

    def one(files: Sequence[str]) -> Report | None:
        if not files:
            return None
        (paths,) = reports(files, bundle=True)
        return read(list(paths), engine=engine, ocr=ocr)

    try:
        return {
            "prior": one([file for files in prior for file in files]),
            "budget": one([file for files in budget for file in files]),
            "units": [report for files in units if (report := one(files)) is not None],
        }
    except UnreadableError as error:
        complain([error])
        sys.exit(UNREAD)
