"""How the characters of a report may stand otherwise: in its paragraphs, its forms, its pages and its sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from corpora.ledger.forms import Cell, Form, label
from corpora.ledger.typeset import tokens
from corpora.ledger.xlsx import Page, Placed

_LINE, _SLACK = 34, 4
_BLANK_ROWS = 3000
_FIGURE = re.compile(r"\d[\d,]*\.?\d*")
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789"}
_WITH_TOTALS = ("公开02", "公开03", "公开05", "公开07")


def celled(form: Form, change: Callable[[Cell], Cell]) -> Form:
    """A form with each of its cells changed."""
    return replace(form, body=tuple(tuple(map(change, row)) for row in form.body))


def _lines(text: str) -> list[str]:
    """A paragraph in lines of a page's width; figures are not broken."""
    out = [""]
    for token in tokens(text):
        if len(out[-1]) + len(token) > _LINE and out[-1]:
            out.append("")
        out[-1] += token
    return out


def spaced(text: str) -> str:
    """Justified text: a space between all characters."""
    return " ".join(text)


def paged(text: str) -> str:
    """The number of a page between two lines of a paragraph."""
    first, *rest = _lines(text)
    return "\n".join([first, "— 12 —", *rest]) if rest else first


def broken_unit(text: str) -> str:
    """A line that ends between 万 and 元."""
    at = next((m.start() + 1 for m in re.finditer("万元", text) if abs(m.start() - _LINE) <= _SLACK), None)
    return "\n".join(_lines(text) if at is None else [text[:at], *_lines(text[at:])])


def tail_first(text: str) -> str:
    """The second line of a paragraph before its first."""
    first, *rest = _lines(text)
    return "\n".join([rest[0], first, *rest[1:]]) if rest else first


def marks_alone(text: str) -> str:
    """Quoted and bracketed words on lines of their own, between the lines of a page."""
    return re.sub(r"\n*(“三公”|（项）。?)\n*", r"\n\1\n", "\n".join(_lines(text))).strip("\n")


def full_width(text: str) -> str:
    """Full-width digits."""
    return text.translate(_WIDE)


def wide_commas(text: str) -> str:
    """Full-width commas between thousands."""
    return _FIGURE.sub(lambda found: found.group().replace(",", "，"), text)


def without_commas(text: str) -> str:
    """Figures without separators."""
    return _FIGURE.sub(lambda found: found.group().replace(",", ""), text)


def other_separators(cell: Cell) -> Cell:
    """A figure with separators where it has none, and without where it has some."""
    if cell.value is None or not cell.text:
        return cell
    text = cell.text.replace(",", "") if "," in cell.text else f"{cell.value:,.2f}"
    return replace(cell, text=text)


def dashed(cell: Cell) -> Cell:
    """A dash for an amount that is not there."""
    return replace(cell, text="-") if cell.value is not None and not cell.value else cell


def spaced_label(cell: Cell) -> Cell:
    """A label with a space between all characters."""
    return cell if cell.value is not None or cell.text.isdigit() else replace(cell, text=" ".join(cell.text))


def fused_codes(form: Form) -> Form:
    """Code and name of an account in the cell of the name."""
    return _two_labels(
        form, lambda code, name: (replace(code, text=""), replace(name, text=code.text + name.text))
    )


def parted_codes(form: Form) -> Form:
    """A code in its three steps: 201 06 01."""

    def parted(code: Cell, name: Cell) -> tuple[Cell, Cell]:
        steps = (code.text[:3], code.text[3:5], code.text[5:])
        return replace(code, text=" ".join(filter(None, steps))), name

    return _two_labels(form, parted)


def _two_labels(form: Form, change: Callable[[Cell, Cell], tuple[Cell, Cell]]) -> Form:
    """A form with each pair of a code and a name changed."""
    body = []
    for row in form.body:
        cells = list(row)
        for at, cell in enumerate(cells[:-1]):
            if (
                cell.value is None
                and cell.text.isdigit()
                and len(cell.text) in {3, 5, 7}
                and cells[at + 1].value is None
            ):
                cells[at : at + 2] = change(cell, cells[at + 1])
        body.append(tuple(cells))
    return replace(form, body=tuple(body))


def total_last(form: Form) -> Form:
    """The row 合计 below the others, or above them where it is below."""
    if form.id not in _WITH_TOTALS or len(form.body) < 2:
        return form
    first = form.body[0][0].text.replace(" ", "") == "合计"
    return replace(form, body=(*form.body[1:], form.body[0]) if first else (form.body[-1], *form.body[:-1]))


def continued(form: Form) -> Form:
    """A new page in the middle of the form, its head not printed again."""
    at = len(form.body) // 2
    return replace(form, body=(*form.body[:at], (label("\f"),), *form.body[at:])) if at > 1 else form


def blank_rows(form: Form) -> Form:
    """Thousands of empty rows below the form."""
    blank = tuple(label("") for _ in form.widths)
    return replace(form, body=(*form.body, *[blank] * _BLANK_ROWS))


def figures_above(form: Form) -> Form:
    """The figures of each row on a line above its labels."""
    body = []
    for row in form.body:
        filled = any(cell.value is not None and cell.text for cell in row)
        labels = tuple(cell if cell.value is None else label("", cols=cell.cols) for cell in row)
        figures = tuple(label("", cols=cell.cols) if cell.value is None else cell for cell in row)
        body += [figures, labels] if filled and any(cell.text for cell in labels) else [row]
    return replace(form, body=tuple(body))


def unit_below(form: Form) -> Form:
    """The unit below the form."""
    return replace(form, unit="", notes=(f"单位：{form.unit}", *form.notes)) if form.unit else form


def lost_spans(page: str) -> str:
    """A page whose head cells have lost the rows they span."""
    return re.sub(r' rowspan="\d+"', "", page)


def flattened(page: str) -> str:
    """A page whose tables are one line a cell."""
    page = re.sub(r"</?(?:table|tr)>", "", page)
    return re.sub(r"<td[^>]*>(.*?)</td>", r"<p>\1</p>", page)


def far_unit(sheet: Page) -> Page:
    """The unit in a corner two columns beyond the form."""
    wide = max(one.column + one.columns for one in sheet.placed)

    def moved(one: Placed) -> Placed:
        unit = isinstance(one.value, str) and re.search("单位：万?元$", one.value)
        return replace(one, row=0, column=wide + 1) if unit else one

    return replace(sheet, placed=tuple(map(moved, sheet.placed)))


def as_text(sheet: Page) -> Page:
    """Numbers as text with spaces around them."""

    def worded(one: Placed) -> Placed:
        if isinstance(one.value, str) or one.code == "General":
            return one
        text = f"{one.value:,.2f}" if one.value or one.code != "#,##0.00;-#,##0.00;" else ""
        return replace(one, value=f" {text} " if text else "", code="@")

    return replace(sheet, placed=tuple(map(worded, sheet.placed)))


def tall(sheet: Page) -> Page:
    """A sheet that was formatted thousands of rows down."""
    last = max(one.row for one in sheet.placed) + _BLANK_ROWS
    blank = tuple(Placed(row, 0, "") for row in range(last - _BLANK_ROWS + 1, last))
    return replace(sheet, placed=(*sheet.placed, *blank))


def drawn_backwards(content: bytes) -> bytes:
    """A PDF whose pages draw the lines of each paragraph from the last to the first; nothing looks otherwise."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            drawn = pikepdf.unparse_content_stream(_reversed(pikepdf.parse_content_stream(page)))
            page.Contents = pdf.make_stream(drawn)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _reversed(instructions: Iterable[Any]) -> list[Any]:
    """Content with each run of text objects that follow one another turned round."""
    objects: list[list[Any]] = []
    inside = False
    for each in instructions:
        name = str(each.operator)
        if not inside:
            objects.append([])
        objects[-1].append(each)
        inside = (inside or name == "BT") and name != "ET"
    out: list[Any] = []
    for is_text, run in groupby(objects, lambda group: str(group[0].operator) == "BT"):
        group = list(run)
        out += [each for one in (reversed(group) if is_text else group) for each in one]
    return out
