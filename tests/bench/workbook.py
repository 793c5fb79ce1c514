"""`python -m tests.bench.workbook FILE...`: the workbook of a report beside its cells written bare by the library.

The same values and formulas in the same cells of the same sheets, without formats, comments, links or print set-up;
the least processor time of some rounds counts.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import gouji
import xlsxwriter
from gouji.render.workbook import workbook
from openpyxl import load_workbook

from tests.bench.reading import least

SAMPLE = Path(__file__).parents[2] / "corpora/samples/sample-planted.pdf"
TARGET = 3.0
ROUNDS = 5

Cells = list[tuple[str, list[tuple[int, int, object]]]]


def cells_of(data: bytes) -> Cells:
    """The filled cells of every sheet, and the blank ones that stand in its grid."""
    return [
        (
            sheet.title,
            [(cell.row - 1, cell.column - 1, cell.value) for row in sheet.iter_rows() for cell in row],
        )
        for sheet in load_workbook(io.BytesIO(data))
    ]


def bare(cells: Cells) -> bytes:
    """The cells and nothing else."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, held in cells:
        sheet = book.add_worksheet(name)
        for row, column, value in held:
            if isinstance(value, str) and not value.startswith("="):
                sheet.write_string(row, column, value)
            elif isinstance(value, str):
                sheet.write_formula(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def ratio(path: Path) -> float:
    """How often the bare cells could be written while the workbook is made; prints both times."""
    audit = gouji.audit(path)
    cells = cells_of(workbook(audit))
    count = sum(value is not None for _, held in cells for _, _, value in held)
    ours, theirs = least([lambda: workbook(audit), lambda: bare(cells)], ROUNDS)
    part = ours / theirs
    print(
        f"{path.stem}：{count} 个单元格，工作簿 {ours:.2f} 秒，仅写单元格 {theirs:.2f} 秒，{part:.2f} 倍（上限 {TARGET:g}）"
    )
    return part


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a report; exit status 1 where one is over the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    parts = [ratio(path) for path in parser.parse_args(arguments).files]
    sys.exit(max(parts) > TARGET)


if __name__ == "__main__":
    main()
