"""A whole small report: cover, contents, nine forms and all sections that the template asks for; it breaks no rule."""

from __future__ import annotations

from tests import small


def text() -> str:
    """The report as text, tables with tabs."""
    words = small.text()
    order = list(small.TITLES.values())
    forms = [table.partition("\n")[0] for table in small.FORMS.values()]
    numbers = [f"{small.numeral(n)}、" for n in range(1, len(order) + 1)]
    lines = ["目录", "第一部分 部门概况", "一、部门职责", "第二部分 2023年度部门决算表"]
    lines += [f"{number}{title}" for number, title in zip(numbers, forms, strict=False)]
    lines += ["第三部分 2023年度部门决算情况说明"]
    lines += [f"{number}{title}" for number, title in zip(numbers, order, strict=True)]
    lines += ["第四部分 名词解释", "一、财政拨款收入"]
    contents = "\n".join(lines)
    return words.replace("部门决算\n\n第一部分", f"部门决算\n\n{contents}\n\n第一部分", 1)


def changed(pairs: tuple[str, ...]) -> str:
    """The report with texts replaced in turn; one that is not there exactly once fails."""
    words = text()
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert words.count(old) == 1, (old, words.count(old))
        words = words.replace(old, new)
    return words
