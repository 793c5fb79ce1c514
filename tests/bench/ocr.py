"""`python -m tests.bench.ocr`: the recognisers on rasterised pages of generated reports, against their text layer."""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from gouji.read.blocks import Block, Grid, Line
from gouji.read.pdf.drawing import draw
from gouji.read.pdf.engines import drawn
from gouji.read.pdf.layout import blocks_of
from gouji.read.pdf.page import Page
from gouji.read.scan.pages import page_of
from gouji.read.scan.recogniser import Recogniser, recogniser
from gouji.read.settings import LIMITS

from corpora.ledger.document import compose
from corpora.ledger.invent import invent
from corpora.ledger.pdf import write_pdf
from tests.read.scan.worn import WEAR, Wear, worn

FIGURE = re.compile(r"\d[\d.,]*%?")
HAN = re.compile(r"[\u4e00-\u9fff]")
NAMES = ("rapidocr", "tesseract")
SURE = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)


@dataclass
class Score:
    """Sums over pages; ``seconds`` of all cores; ``seen`` are read figures of cells: how sure, and whether right."""

    pages: int = 0
    seconds: float = 0.0
    cells: int = 0
    cells_right: int = 0
    figures: int = 0
    figures_right: int = 0
    han: int = 0
    han_right: int = 0
    seen: list[tuple[float, bool]] = field(default_factory=list)

    def row(self) -> str:
        """The shares as columns."""
        return (
            f"{_share(self.cells_right, self.cells)}  {_share(self.figures_right, self.figures)}  "
            f"{_share(self.han_right, self.han)}  {self.seconds / max(self.pages, 1):5.1f}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f}%" if whole else "      -"


def _text(blocks: Sequence[Block]) -> str:
    return "".join(
        block.text if isinstance(block, Line) else "".join(f"{cell.text}\n" for cell in block.cells)
        for block in blocks
        if isinstance(block, Line | Grid)
    )


def _cells(blocks: Sequence[Block]) -> dict[tuple[int, int, int], tuple[str, float]]:
    grids = [block for block in blocks if isinstance(block, Grid) and any(cell.text for cell in block.cells)]
    return {
        (place, cell.row, cell.col): (cell.text, 1.0 if cell.confidence is None else cell.confidence)
        for place, grid in enumerate(grids)
        for cell in grid.cells
    }


def score_page(score: Score, true: Page, read: Page) -> None:
    """Add a page: its cells by place, the figures of its text, its Chinese characters in order."""
    right, found = blocks_of([true]), blocks_of([read])
    have = _cells(found)
    for place, (text, _) in _cells(right).items():
        if FIGURE.fullmatch(text):
            got, sure = have.get(place, ("", 0.0))
            score.cells += 1
            score.cells_right += got == text
            if got:
                score.seen.append((sure, got == text))
    mine, theirs = _text(right), _text(found)
    score.figures += len(FIGURE.findall(mine))
    score.figures_right += _matched(FIGURE.findall(mine), FIGURE.findall(theirs))
    score.han += len(HAN.findall(mine))
    score.han_right += _matched(HAN.findall(mine), HAN.findall(theirs))
    score.pages += 1


def _matched(one: Sequence[str], other: Sequence[str]) -> int:
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def run(name: str, reader: Recogniser, sources: Sequence[tuple[bytes, Page]], wear: Wear) -> Score:
    """One recogniser on all pages in one state of wear."""
    score = Score()
    for data, page in sources:
        picture = draw(data, page.number, wear.dpi / 72, LIMITS.image_pixels)
        assert picture is not None
        gray = worn(picture.gray, wear, page.number)
        start = sum(os.times()[:4])
        read = page_of(gray, page.number, wear.dpi, reader)
        score.seconds += sum(os.times()[:4]) - start
        score_page(score, page, read)
    return score


def _sources(seeds: Sequence[int], numbers: Sequence[int]) -> Iterator[tuple[bytes, Page]]:
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            path = Path(folder) / f"{seed}.pdf"
            write_pdf(compose(invent(seed), seed), path)
            data = path.read_bytes()
            pages = drawn(data, "pdfium")[0]
            yield from ((data, page) for page in pages if isinstance(page, Page) and page.number in numbers)


def main(arguments: Sequence[str]) -> int:
    """Print the table of both recognisers, then how confidence parts right from wrong figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ocr", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[3, 8])
    parser.add_argument("--pages", type=int, nargs="+", default=[7, 9, 11, 12, 18, 20])
    parser.add_argument("--names", nargs="+", default=list(NAMES))
    parser.add_argument("--wear", nargs="+", default=list(WEAR))
    asked = parser.parse_args(arguments)
    sources = list(_sources(asked.seeds, asked.pages))
    out = sys.stdout
    out.write(f"{len(sources)} pages\n{'':24}   cells  figures      han  cpu s/page\n")
    for name in asked.names:
        reader = recogniser(name)
        if reader is None:
            out.write(f"{name}: not installed\n")
            continue
        reader.read([np.full((32, 200), 255, np.uint8)])
        seen: list[tuple[float, bool]] = []
        for label in asked.wear:
            score = run(name, reader, sources, WEAR[label])
            seen += score.seen
            out.write(f"{name:10} {label:13} {score.row()}\n")
            out.flush()
        for least in SURE:
            below = [right for sure, right in seen if sure < least]
            above = [right for sure, right in seen if sure >= least]
            out.write(
                f"{name:10} below {least:4}: {len(below):5} of {len(seen)} figures, {below.count(False):4} of"
                f" {below.count(False) + above.count(False)} wrong ones\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
