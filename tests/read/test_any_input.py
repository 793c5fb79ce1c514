"""Whatever is printed, a report comes out whole: ids are unique and everything lies in a section that exists."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from gouji.model import Report
from gouji.read import read
from gouji.read.assemble import assemble
from gouji.read.blocks import Break
from gouji.read.pdf.layout import blocks_of
from gouji.read.pdf.page import Char, Page, Segment
from gouji.serial import from_json, to_json

WORDS = (
    *(
        "\t",
        "\t",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "一、",
        "（一）",
        "第一部分",
        "第三部分",
        "目录",
        "附件1",
        "附件：",
        "其中：",
    ),
    *(
        "合计",
        "总计",
        "科目编码",
        "科目名称",
        "类",
        "款",
        "项",
        "栏次",
        "1",
        "2",
        "3",
        "201",
        "20101",
        "2010101",
        "302",
    ),
    *(
        "30207邮电费",
        "收入",
        "支出",
        "项目",
        "行次",
        "金额",
        "决算数",
        "预算数",
        "公务接待费",
        "8,415.64",
        "-",
        "—",
    ),
    *(
        "收入支出决算总表",
        "三公经费支出决算表",
        "单位：万元",
        "部门：某局",
        "注：略",
        "说明：略。",
        "图1：",
        "情况说明",
    ),
    *(
        "名词解释",
        "绩效评价报告",
        "得分",
        "分值",
        "项目名称",
        "年初预算数",
        "一级指标",
        "。",
        "，",
        "；",
        "12万元",
        "……5",
    ),
)


def assert_whole(report: Report) -> None:
    sections = [section.id for section in report.sections]
    cells = [cell.id for table in report.tables for cell in table.cells]
    assert len(set(sections)) == len(sections)
    assert len(set(cells)) == len(cells)
    known = {*sections, None}
    assert all(paragraph.section in known and paragraph.text for paragraph in report.paragraphs)
    assert all(table.section in known for table in report.tables)
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize("seed", range(150))
def test_any_text(tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    text = "某局" + "".join(source.choice(WORDS) for _ in range(source.randrange(2, 160)))
    path = tmp_path / "any.txt"
    path.write_text(text, encoding="utf-8")
    assert_whole(read(path))


@pytest.mark.parametrize("seed", range(150))
def test_any_geometry(seed: int) -> None:
    source = random.Random(seed)
    pages = [_page(source, number) for number in range(1, source.randrange(2, 5))]
    assert_whole(assemble([*blocks_of(pages), Break()], [], [], "pdfminer"))


def _page(source: random.Random, number: int) -> Page:
    xs = [source.uniform(0, 600) for _ in range(source.randrange(7))]
    ys = [source.uniform(0, 800) for _ in range(source.randrange(9))]
    down = [Segment(x, *_reach(source, ys, x)) for x in xs]
    across = [Segment(min(xs or [0]), y, max(xs or [0]), y) for y in ys if source.random() < 0.8]
    chars = []
    for _ in range(source.randrange(60)):
        x, y = source.uniform(-20, 620), source.uniform(-20, 860)
        size = source.choice((0.0, 5.0, 12.0, 30.0))
        text = source.choice("收入支出决算总表公开01一、项目合计201 7.5（-）")
        chars.append(Char(text, x, y, x + size, y + size, size, source.choice((0, 0, 0, 90, 270, 180))))
    return Page(number, 600, 840, tuple(chars), (*down, *across))


def _reach(source: random.Random, ys: list[float], x: float) -> tuple[float, float, float]:
    low, high = sorted((source.choice(ys or [0]), source.choice(ys or [9])))
    return low, x, high
