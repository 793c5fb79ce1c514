"""Where in the forms a figure stands, by template family: addresses of cells for the facts."""

from __future__ import annotations

from corpora.ledger.families import Family
from corpora.ledger.ledger import Fund
from corpora.ledger.pieces import About, Address

INCOME_SOURCES = (
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
SPENDING_KINDS = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
THREE_PUBLIC = "财政拨款“三公”经费支出"
GENERAL = "一般公共预算财政拨款支出"


def grand_total(family: Family) -> About:
    """收入支出总计: one subject, two cells."""
    column = family.layout.amount
    cells = (("公开01", "总计", f"收入:{column}"), ("公开01", "总计", f"支出:{column}"))
    return About("total", "收入支出总计", "全部资金", cells)


def fiscal_total(family: Family) -> About:
    """财政拨款收入支出总计: one subject, two cells."""
    cells = (
        ("公开04", "总计", f"收入:{family.layout.amount}"),
        ("公开04", "总计", "支出:合计"),
    )
    return About("fiscal_total", "财政拨款收入支出总计", "财政拨款", cells)


def carried(family: Family, name: str) -> About:
    """年初结转和结余 or 年末结转和结余 of all money."""
    side = "收入" if name.startswith("年初") else "支出"
    cells = (("公开01", name, f"{side}:{family.layout.amount}"),)
    return About(f"carried.{name}", name, "全部资金", cells, None, "结转结余")


def drawn(family: Family) -> About:
    """使用非财政拨款结余, with the words that some layouts add."""
    row = "使用非财政拨款结余" + ("（含专用结余）" if family.layout.special else "")
    cells = (("公开01", row, f"收入:{family.layout.amount}"),)
    return About("drawn", "使用非财政拨款结余", "全部资金", cells, None, "结转结余")


def fund_income(family: Family, number: str, name: str) -> About:
    """一般公共预算财政拨款收入 or its siblings, by the number of their row in form 01."""
    scope: str | None = {"一": "一般公共预算", "二": "政府性基金", "三": "国有资本经营"}[number]
    column = f"收入:{family.layout.amount}"
    cells = (
        ("公开01", f"{number}、{name}", column),
        ("公开04", f"{number}、{name.removesuffix('收入')}", column),
    )
    return About(f"source.{name}", name, scope, cells)


def income(family: Family) -> About:
    """本年收入合计."""
    cells = (
        ("公开02", "合计", "本年收入合计"),
        ("公开01", "本年收入合计", f"收入:{family.layout.amount}"),
    )
    return About("income", "本年收入合计", "全部资金", cells)


def source(family: Family, name: str) -> About:
    """One source of income."""
    cells: tuple[Address, ...] = (("公开02", "合计", name),)
    if name == "财政拨款收入":
        cells += (("公开04", "本年收入合计", f"收入:{family.layout.amount}"),)
        return About("source.财政拨款收入", name, "财政拨款", cells)
    row = {
        "上级补助收入": "四",
        "事业收入": "五",
        "经营收入": "六",
        "附属单位上缴收入": "七",
        "其他收入": "八",
    }
    cells += (("公开01", f"{row[name]}、{name}", f"收入:{family.layout.amount}"),)
    return About(f"source.{name}", name, "全部资金", cells)


def spending(family: Family) -> About:
    """本年支出合计."""
    cells = (
        ("公开03", "合计", "本年支出合计"),
        ("公开01", "本年支出合计", f"支出:{family.layout.amount}"),
    )
    return About("spending", "本年支出合计", "全部资金", cells)


def spending_kind(name: str) -> About:
    """基本支出, 项目支出 and so on, of all money."""
    return About(f"kind.{name}", name, "全部资金", (("公开03", "合计", name),))


def general(family: Family) -> About:
    """一般公共预算财政拨款支出."""
    cells = (
        ("公开05", "合计", family.layout.whole),
        ("公开04", "本年支出合计", "支出:一般公共预算财政拨款"),
    )
    return About("general", GENERAL, "一般公共预算", cells)


def account(family: Family, code: str, subject: str, fund: Fund) -> About:
    """A class or an item of general or fund spending."""
    if fund == "general":
        return About(
            f"account.{code}", subject, "一般公共预算", (("公开05", code, family.layout.whole),), code
        )
    return About(f"fund.{code}", subject, "政府性基金", (("公开07", code, family.layout.whole),), code)


def basic(family: Family) -> About:
    """一般公共预算财政拨款基本支出: form 05 prints it, form 06 in two parts."""
    del family
    return About("basic", "一般公共预算财政拨款基本支出", "一般公共预算", (("公开05", "合计", "基本支出"),))


def basic_part(family: Family, name: str) -> About:
    """人员经费 or 公用经费."""
    cells = (("公开06", f"{name}合计", family.layout.amount),)
    return About(f"basic.{name}", f"一般公共预算财政拨款基本支出/{name}", "一般公共预算", cells)


def fund_money(family: Family, name: str) -> About:
    """年初结转和结余, 本年收入, 本年支出, 年末结转和结余 of the government fund."""
    column = family.layout.whole if name == "本年支出" else name
    cells: tuple[Address, ...] = (("公开07", "合计", column),)
    if name == "本年支出":
        cells += (("公开04", "本年支出合计", "支出:政府性基金预算财政拨款"),)
    measure = "结转结余" if "结转" in name else "决算"
    subject = "政府性基金预算财政拨款" + name.removeprefix("本年")
    return About(f"fund_money.{name}", subject, "政府性基金", cells, None, measure)


_THREE_COLUMNS = {
    "合计": "",
    "因公出国（境）费": "/因公出国（境）费",
    "小计": "/公务用车购置及运行维护费",
    "公务用车购置费": "/公务用车购置及运行维护费/公务用车购置费",
    "公务用车运行维护费": "/公务用车购置及运行维护费/公务用车运行维护费",
    "公务接待费": "/公务接待费",
}


def three_public(column: str) -> About:
    """A column of form 09, 决算数."""
    subject = THREE_PUBLIC + _THREE_COLUMNS[column]
    return About(f"three.{column}", subject, "财政拨款", (("公开09", "", f"决算数:{column}"),))


def three_public_budget(column: str) -> tuple[Address, ...]:
    """The cell of form 09 that holds the budget of a column."""
    return (("公开09", "", f"预算数:{column}"),)
