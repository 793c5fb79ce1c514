"""Names in the narrative against the tables: accounts (科目) and the department's own name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from gouji import accounts
from gouji.accounts import AccountPath, Chart
from gouji.model import Finding, Report, Sentence
from gouji.verify.findings import Maker

_LEVELS = ("类", "款", "项")
_CLOSE = 0.84
_WORDS = (frozenset("省市区县州盟旗镇乡"), frozenset("和与及"))
_ABOVE = re.compile(r"(?:填报|编制|公开|预算)?(?:部门|单位)(?:名称)?[：:](?P<name>[^：:（）\s]+)$")
_ENTITY_ENDS = "局委办厅院会校处站所室心部队馆团"


def account_names(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """Account names of the 类/款/项 triples that the report's own tables print otherwise, or not at all."""
    chart = accounts.chart(report)
    if not any(not accounts.is_economic(code) for code in chart.own):
        return
    seen: set[tuple[str, str]] = set()
    found = [(s, p) for s in sentences for p in accounts.paths(s.text)]
    named = {code for _, path in found if (code := accounts.resolve([n for n in path.names if n], chart))}
    for sentence, path in found:
        for printed, right, level, code in _differing(path, chart, named):
            if (printed, right) in seen:
                continue
            seen.add((printed, right))
            outdated = accounts.renamed().get(printed) == right
            why = "为旧科目名称" if outdated else "与决算表不一致"
            message = (
                f"科目名称“{printed}”（{level}）{why}，表中为“{right}”（{code}）"
                if right
                else f"科目“{printed}”（{level}）不见于决算表"
            )
            yield maker.make(
                    "subject.name", "warning", message, sentence=sentence.id,
                    span=(sentence.start + path.start, sentence.start + path.end), said=printed, implied=right or None,
                    key=f"{printed}|{right}",
                )  # fmt: skip


def _differing(path: AccountPath, chart: Chart, named: set[str]) -> Iterator[tuple[str, str, str, str]]:
    """(printed, right, level, code) of each level whose name differs from the chart's."""
    names = [accounts.normalise(n) if n else None for n in path.names]
    code = _code(names, chart)
    if code is None:
        lowest = next((i for i in (2, 1, 0) if names[i]), None)
        if lowest is not None and sum(n is not None for n in names) == 3:
            yield str(names[lowest]), *_left_over(names, chart, named)
        return
    for index, (name, length) in enumerate(zip(names, (3, 5, 7), strict=True)):
        right = chart.functional.get(code[:length])
        if name is None or right is None or length > len(code) or code[:length] not in chart.own:
            continue
        if name != right and not _equal(name, right):
            yield name, right, _LEVELS[index], code[:length]


def _code(names: list[str | None], chart: Chart) -> str | None:
    """The code that a triple means, whichever of its names is off: by all names, else by two of them."""
    given = [n for n in names if n]
    code = accounts.resolve(given, chart)
    if code is not None:
        return code
    if len(given) == 3:
        for pair in ((given[0], given[2]), (given[1], given[2])):
            code = accounts.resolve(pair, chart)
            if code is not None and len(code) == 7:
                return code
        lone = [
            c
            for v in accounts.current_names(given[2])
            for c in chart.codes.get(v, ())
            if len(c) == 7 and c in chart.own
        ]
        return lone[0] if len(lone) == 1 else None
    return None


def _left_over(names: list[str | None], chart: Chart, named: set[str]) -> tuple[str, str, str]:
    """The one account under the same 款 that the tables print and the narrative nowhere names: (name, level, code)."""
    parent = accounts.resolve([n for n in names[:2] if n], chart)
    below = [
        c for c in chart.functional if parent and c.startswith(parent) and len(c) == 7 and c in chart.own
    ]
    free = [c for c in below if c not in named]
    return (chart.functional[free[0]], "项", free[0]) if len(free) == 1 else ("", "项", "")


def _equal(name: str, right: str) -> bool:
    """Whether two names differ by the trailing 支出 of a class only."""
    return name.removesuffix("支出") == right.removesuffix("支出")


def entity_names(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """Printings close to the department's name that are not it (规划与… for 规划和…, a missing district)."""
    name = report.department
    if not name or len(name) < 6 or name[-1] not in _ENTITY_ENDS:
        return
    yield from _above_forms(report, name, maker)
    seen: dict[str, int] = {}
    for sentence in sentences:
        for start, found in _similar(name, sentence.text):
            seen[found] = seen.get(found, 0) + 1
            if seen[found] == 1:
                yield maker.make(
                    "text.entity_name", "warning", f"单位名称“{found}”与“{name}”不一致", sentence=sentence.id,
                    span=(sentence.start + start, sentence.start + start + len(found)), said=found, implied=name, key=found,
                )  # fmt: skip


def _above_forms(report: Report, name: str, maker: Maker) -> Iterator[Finding]:
    """Forms that name another department above their grid; parts and units of the department hold its name."""
    first = {
        table.title: table.cells[0].id for table in reversed(report.tables) if table.title and table.cells
    }
    title, found = "", dict[str, list[str]]()
    for paragraph in report.paragraphs:
        title = paragraph.text if paragraph.text in first else title
        match = _ABOVE.match(accounts.fold(paragraph.text)) if paragraph.kind == "caption" else None
        other = match["name"] if match is not None else name
        if match is not None and name not in other and other not in name and _near(name, other):
            found.setdefault(other, []).append(title)
    for other, titles in found.items():
        named = "、".join(f"《{each}》" for each in titles if each)
        cells = [first[each] for each in titles if each in first]
        yield maker.make(
            "text.entity_name", "warning", f"{named}表头的单位名称“{other}”与“{name}”不一致", cells=cells, said=other,
            implied=name, key=f"forms{other}",
        )  # fmt: skip


def _near(name: str, other: str) -> bool:
    """Whether another name is likely meant for a name: of another place or rank, or with few characters changed."""
    return len(other) >= len(name) - 2 and (_one_word(name, other) or _ratio(name, other) >= _CLOSE)


def _one_word(name: str, other: str) -> bool:
    """Whether two names differ in one word of rank (市, 区, 县) or of joining (和, 与) only."""
    if len(name) != len(other):
        return False
    differing = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return len(differing) == 1 and any(set(differing[0]) <= words for words in _WORDS)


def _ratio(name: str, other: str) -> float:
    return difflib.SequenceMatcher(None, name, other, autojunk=False).ratio()


def _similar(name: str, text: str) -> Iterator[tuple[int, str]]:
    pattern = re.compile(
        re.escape(name[:2]) + r"[^，。；：、“（）]{2," + str(len(name)) + "}?" + re.escape(name[-2:])
    )
    for match in pattern.finditer(text):
        found = match.group()
        close = _ratio(name, found) >= _CLOSE or _one_word(name, found)
        if found != name and close and name not in text[match.start() : match.start() + len(name)]:
            yield match.start(), found
