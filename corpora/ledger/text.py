"""A report as plain text: one paragraph a line, tables with tabs, merged cells blank after the first."""

from __future__ import annotations

from corpora.ledger.document import Block, Break, Document, blocks
from corpora.ledger.forms import Form, Head
from corpora.ledger.pieces import Paragraph


def head_grid(form: Form) -> list[list[Head | None]]:
    """The head as a full grid: a merged cell stands at its top left, None where it reaches."""
    width = len(form.widths)
    grid: list[list[Head | None]] = [[None] * width for _ in form.head]
    taken = [[False] * width for _ in form.head]
    for y, row in enumerate(form.head):
        x = 0
        for cell in row:
            while taken[y][x]:
                x += 1
            grid[y][x] = cell
            for dy in range(cell.rows):
                for dx in range(cell.cols):
                    taken[y + dy][x + dx] = True
    return grid


def head_line(form: Form) -> tuple[str, str]:
    """The lines between a form's title and its grid: form number, then department and unit."""
    unit = f"{'金额单位' if form.number else '单位'}：{form.unit}" if form.unit else ""
    return form.number, f"部门：{form.department}\t{unit}"


def _form(form: Form) -> list[str]:
    lines = [form.title]
    if form.subtitle:
        lines.append(form.subtitle)
    number, department = head_line(form)
    if number:
        lines.append(number)
    lines.append(department.rstrip())
    lines.append("")
    for row in head_grid(form):
        lines.append("\t".join(cell.text if cell else "" for cell in row))
    for cells in form.body:
        lines.append("\t".join(text for cell in cells for text in [cell.text] + [""] * (cell.cols - 1)))
    lines.append("")
    for note in form.notes:
        lines += [note, ""]
    return lines


def _block(block: Block) -> list[str]:
    if isinstance(block, Form):
        return _form(block)
    if isinstance(block, Paragraph):
        return [block.text, ""]
    assert isinstance(block, Break)
    return []


def to_text(document: Document) -> str:
    """The whole report."""
    lines = [line for block in blocks(document) for line in _block(block)]
    return "\n".join(lines).rstrip("\n") + "\n"
