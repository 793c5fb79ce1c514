"""The identities of the nine forms, recomputed from the printed cells alone."""

from __future__ import annotations

from decimal import Decimal

from corpora.ledger.document import Document
from corpora.ledger.forms import Form

ZERO = Decimal(0)
Cells = dict[tuple[str, str], Decimal]


def value_of(text: str) -> Decimal:
    """A printed amount; a blank is 0."""
    return Decimal(text.replace(",", "")) if text else ZERO


def cells_of(form: Form) -> Cells:
    """Printed amounts by row and column."""
    return {
        (cell.row, cell.column): value_of(cell.text.rstrip("%"))
        for cells in form.body
        for cell in cells
        if cell.value is not None
    }


class Book:
    """All printed forms of a document, and what fails in them."""

    def __init__(self, document: Document) -> None:
        self.family = document.ledger.family
        self.forms = {form.id: cells_of(form) for form in document.forms()}
        self.failures: list[str] = []
        self.amount = self.family.layout.amount
        self.whole = self.family.layout.whole

    def get(self, form: str, row: str, column: str) -> Decimal:
        return self.forms[form].get((row, column), ZERO)

    def same(self, what: str, *values: Decimal) -> None:
        if len(set(values)) != 1:
            self.failures.append(f"{what}: {values}")

    def at_most(self, what: str, small: Decimal, large: Decimal) -> None:
        if small > large:
            self.failures.append(f"{what}: {small} > {large}")

    def rows(self, form: str) -> list[str]:
        return list(dict.fromkeys(row for row, _ in self.forms[form]))

    def columns(self, form: str) -> list[str]:
        return list(dict.fromkeys(column for _, column in self.forms[form]))


def _tree(book: Book, form: str) -> None:
    codes = [row for row in book.rows(form) if row.isdigit()]
    for column in book.columns(form):
        for parent, length in [
            ("", 3),
            *((c, 5) for c in codes if len(c) == 3),
            *((c, 7) for c in codes if len(c) == 5),
        ]:
            parts = [book.get(form, c, column) for c in codes if len(c) == length and c.startswith(parent)]
            book.same(
                f"{form} {parent or '合计'} {column}",
                book.get(form, parent or "合计", column),
                sum(parts, ZERO),
            )


def _row_sum(book: Book, form: str, whole: str, parts: list[str]) -> None:
    for row in book.rows(form):
        book.same(
            f"{form} {row}", book.get(form, row, whole), sum((book.get(form, row, c) for c in parts), ZERO)
        )


def _first(book: Book) -> None:
    def income(row: str) -> Decimal:
        return book.get("公开01", row, f"收入:{book.amount}")

    def spent(row: str) -> Decimal:
        return book.get("公开01", row, f"支出:{book.amount}")

    numbered = [row for row in book.rows("公开01") if "、" in row]
    book.same("1", income("本年收入合计"), sum((income(row) for row in numbered), ZERO))
    book.same("2", spent("本年支出合计"), sum((spent(row) for row in numbered), ZERO))
    drawn = next(row for row in book.rows("公开01") if row.startswith("使用非财政拨款结余"))
    book.same("3", income("总计"), income("本年收入合计") + income(drawn) + income("年初结转和结余"))
    book.same("4", spent("总计"), spent("本年支出合计") + spent("结余分配") + spent("年末结转和结余"))
    book.same("5", income("总计"), spent("总计"))
    book.same("20", income("本年收入合计"), book.get("公开02", "合计", "本年收入合计"))
    book.same("22", spent("本年支出合计"), book.get("公开03", "合计", "本年支出合计"))
    fiscal = sum((income(row) for row in numbered[:3]), ZERO)
    book.same(
        "24",
        fiscal,
        book.get("公开02", "合计", "财政拨款收入"),
        book.get("公开04", "本年收入合计", f"收入:{book.amount}"),
    )
    for name in ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"):
        row = next(row for row in numbered if row.endswith("、" + name))
        book.same("21 " + name, income(row), book.get("公开02", "合计", name))
    for code in (row for row in book.rows("公开03") if len(row) == 3):
        name = _class_row(book, "公开01", code)
        book.same(f"23 {code}", spent(name), book.get("公开03", code, "本年支出合计"))
    book.at_most(
        "31", book.get("公开04", "年初财政拨款结转和结余", f"收入:{book.amount}"), income("年初结转和结余")
    )
    book.at_most("31", book.get("公开04", "年末财政拨款结转和结余", "支出:合计"), spent("年末结转和结余"))


def _class_row(book: Book, form: str, code: str) -> str:
    from corpora.ledger.accounts import CLASSES

    return next(row for row in book.rows(form) if row.endswith("、" + CLASSES[code]))


def _fourth(book: Book) -> None:
    funds = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")

    def income(row: str) -> Decimal:
        return book.get("公开04", row, f"收入:{book.amount}")

    sources = [f"{mark}、{name}" for mark, name in zip("一二三", funds, strict=True)]
    if book.family.layout.lined:
        openings = [income(name) for name in funds]
        book.same("10", income("本年收入合计"), sum((income(row) for row in sources), ZERO))
        book.same("11", income("年初财政拨款结转和结余"), sum(openings, ZERO))
    book.same("13", income("总计"), income("本年收入合计") + income("年初财政拨款结转和结余"))
    book.same("13", income("总计"), book.get("公开04", "总计", "支出:合计"))
    columns = ["支出:合计", *(f"支出:{name}" for name in funds)]
    classes = [row for row in book.rows("公开04") if row.endswith("支出") and "、" in row]
    for row in [*classes, "本年支出合计", "年末财政拨款结转和结余", "总计"]:
        book.same(
            f"12 {row}",
            book.get("公开04", row, columns[0]),
            sum((book.get("公开04", row, c) for c in columns[1:]), ZERO),
        )
    for column in columns:
        spent = book.get("公开04", "本年支出合计", column)
        book.same("12", spent, sum((book.get("公开04", row, column) for row in classes), ZERO))
        book.same(
            "13",
            book.get("公开04", "总计", column),
            spent + book.get("公开04", "年末财政拨款结转和结余", column),
        )
    general = book.get("公开04", "本年支出合计", columns[1])
    book.same("25", general, book.get("公开05", "合计", book.whole))
    for code in (row for row in book.rows("公开05") if len(row) == 3):
        name = _class_row(book, "公开04", code)
        book.same(f"25 {code}", book.get("公开04", name, columns[1]), book.get("公开05", code, book.whole))
    book.same("27", book.get("公开04", "本年支出合计", columns[2]), book.get("公开07", "合计", book.whole))
    book.same("28", book.get("公开04", "本年支出合计", columns[3]), book.get("公开08", "合计", book.whole))
    book.at_most(
        "29", book.get("公开04", "本年支出合计", columns[0]), book.get("公开03", "合计", "本年支出合计")
    )


def _basic(book: Book) -> None:
    rows = [row for row in book.rows("公开06") if row.isdigit()]

    def get(row: str) -> Decimal:
        return book.get("公开06", row, book.amount)

    for parent in (row for row in rows if len(row) == 3):
        book.same(
            f"15 {parent}",
            get(parent),
            sum((get(r) for r in rows if len(r) == 5 and r.startswith(parent)), ZERO),
        )
    personnel = get("301") + get("303")
    public = sum((get(r) for r in rows if len(r) == 3), ZERO) - personnel
    book.same("16", get("人员经费合计"), personnel)
    book.same("16", get("公用经费合计"), public)
    book.same("26", book.get("公开05", "合计", "基本支出"), personnel + public)
    for code, column in (
        ("30212", "因公出国（境）费"),
        ("30217", "公务接待费"),
        ("30231", "公务用车运行维护费"),
        ("31013", "公务用车购置费"),
    ):
        book.at_most(f"32 {code}", get(code), book.get("公开09", "", f"决算数:{column}"))


def _three(book: Book) -> None:
    for side in ("预算数", "决算数"):
        column = {c.split(":")[1]: v for (_, c), v in book.forms["公开09"].items() if c.startswith(side)}
        book.same("17", column["小计"], column["公务用车购置费"] + column["公务用车运行维护费"])
        book.same("17", column["合计"], column["因公出国（境）费"] + column["小计"] + column["公务接待费"])


def _flows(book: Book) -> None:
    for row in book.rows("公开07"):
        values = {c: book.get("公开07", row, c) for c in book.columns("公开07")}
        book.same(
            f"18 {row}",
            values["年初结转和结余"] + values["本年收入"] - values[book.whole],
            values["年末结转和结余"],
        )
        book.same(f"18 {row}", values[book.whole], values["基本支出"] + values["项目支出"])


def _more(book: Book) -> None:
    """Forms that some provinces add, as far as they are there."""
    if "财政拨款支出" in book.forms:
        columns = book.columns("财政拨款支出")
        _row_sum(book, "财政拨款支出", columns[0], columns[1:])
        for column, name in zip(columns, ("合计", *columns[1:]), strict=True):
            whole = book.get("财政拨款支出", "合计", column)
            book.same(f"economic {column}", whole, book.get("公开04", "本年支出合计", f"支出:{name}"))
            parts = [
                book.get("财政拨款支出", row, column) for row in book.rows("财政拨款支出") if row.isdigit()
            ]
            book.same(f"economic {column}", whole, sum(parts, ZERO))
    if "一般公共预算支出明细" in book.forms:
        columns = book.columns("一般公共预算支出明细")
        _row_sum(book, "一般公共预算支出明细", columns[0], columns[1:])
        for row in book.rows("公开05"):
            book.same(row, book.get("公开05", row, book.whole), book.get("一般公共预算支出明细", row, "合计"))
    for row in book.rows("项目支出") if "项目支出" in book.forms else []:
        book.same(row, book.get("公开05", row, "项目支出"), book.get("项目支出", row, "项目支出"))


def _budget(book: Book) -> list[str]:
    """The identities of the nine budget forms."""
    plan = ("预算02", "预算03", "预算05", "预算08", "预算09")
    for form in plan:
        _tree(book, form)
        columns = book.columns(form)
        _row_sum(book, form, columns[0], columns[1:])
    for form in ("预算01", "预算04"):
        book.same("T1", book.get(form, "收入总计", "收入:预算数"), book.get(form, "支出总计", _out(form)))
        for column in book.columns(form):
            side = column.split(":")[0]
            rows = [
                r
                for (r, c) in book.forms[form]
                if c == column and r[0] in "一二三四五六七八九十" and "、" in r
            ]
            parts = sum((book.get(form, row, column) for row in rows), ZERO)
            book.same(f"{form} {column}", book.get(form, f"{side}总计", column), parts)
    whole = book.get("预算01", "支出总计", "支出:预算数")
    book.same("T1 T2 T3", whole, *(book.get(form, "合计", "合计") for form in ("预算02", "预算03")))
    fiscal = book.get("预算01", "一、财政拨款收入", "收入:预算数")
    book.same("T4", fiscal, book.get("预算04", "收入总计", "收入:预算数"))
    book.same("T5", book.get("预算04", "支出总计", "支出:一般公共预算"), book.get("预算05", "合计", "合计"))
    book.same("T6", book.get("预算04", "支出总计", "支出:政府性基金"), book.get("预算08", "合计", "合计"))
    book.same("T8", book.get("预算05", "合计", "基本支出"), book.get("预算06", "合计", "合计"))
    _row_sum(book, "预算06", "合计", ["人员经费", "公用经费"])
    three = {column: book.get("预算07", "", column) for column in book.columns("预算07")}
    book.same("17", three["小计"], three["购置费"] + three["运行费"])
    book.same("17", three["合计"], three["因公出国（境）费"] + three["公务接待费"] + three["小计"])
    return book.failures


def _out(form: str) -> str:
    return "支出:预算数" if form == "预算01" else "支出:合计"


def failures(document: Document) -> list[str]:
    """Every identity that the printed forms break."""
    book = Book(document)
    if book.family.kind == "部门预算":
        return _budget(book)
    if "公开01" not in book.forms:
        _three(book)
        return book.failures
    sources = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    kinds = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    for form in ("公开02", "公开03", "公开05", "公开07"):
        _tree(book, form)
    _row_sum(book, "公开02", "本年收入合计", sources)
    _row_sum(book, "公开03", "本年支出合计", kinds)
    _row_sum(book, "公开05", book.whole, ["基本支出", "项目支出"])
    for step in (_first, _fourth, _basic, _three, _flows, _more):
        step(book)
    for row in book.rows("公开05"):
        for column in ("基本支出", "项目支出"):
            book.at_most(f"29 {row}", book.get("公开05", row, column), book.get("公开03", row, column))
    return book.failures
