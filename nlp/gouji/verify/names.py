"""Names in the narrative against the tables: accounts (科目) and the department's own name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from gouji import accounts
from gouji.accounts import AccountPath, Chart
from gouji.model import Finding, Paragraph, Report, Sentence
from gouji.verify.findings import Maker
from gouji.verify.rules import Breach

_LEVELS = ("类", "款", "项")
_CLOSE = 0.84
_STEM = re.compile(r"(?:支出)+$")
_WORDS = (frozenset("省市区县州盟旗镇乡"), frozenset("和与及"))
_ABOVE = re.compile(r"(?:填报|编制|公开|预算)?(?:部门|单位)(?:名称)?[：:](?P<name>[^：:（）\s]+)$")
_ENTITY_ENDS = "局委办厅院会校处站所室心部队馆团"
_LEAST_NAME = 6
_PLACES = ("区", "县", "市", "旗", "州", "镇", "乡", "街道")


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
    """Whether two names differ by the trailing 支出 only: 教育（类）支出, 教育支出（类）支出 and 教育支出（类）."""
    return _STEM.sub("", name) == _STEM.sub("", right)


def entity_names(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """Printings close to the department's name that are not it (规划与… for 规划和…), in sentences.

    A name that only lacks a place (the district) is the office above in a sentence; see `title_names`.
    """
    name = report.department
    if not name or not _is_name(name):
        return
    seen: dict[str, int] = {}
    for sentence in sentences:
        for start, found in _similar(name, sentence.text):
            if _without_place(name, found):
                continue
            seen[found] = seen.get(found, 0) + 1
            if seen[found] == 1:
                yield maker.make(
                    "text.entity_name", "warning", f"单位名称“{found}”与“{name}”不一致", sentence=sentence.id,
                    span=(sentence.start + start, sentence.start + start + len(found)), said=found, implied=name, key=found,
                )  # fmt: skip


def title_names(report: Report) -> Iterator[Breach]:
    """Other names of the department on the cover, in headings, titles, captions and notes; each told once."""
    name = report.department
    if not name or not _is_name(name):
        return
    first = {
        table.title: table.cells[0].id for table in reversed(report.tables) if table.title and table.cells
    }
    title, found = "", dict[str, list[tuple[str, int | None]]]()
    for paragraph in _naming(report):
        title = paragraph.text if paragraph.text in first else title
        for other in _other_names(name, paragraph):
            above = title if paragraph.kind == "caption" else ""
            found.setdefault(other, []).append((above, paragraph.page))
    for other, places in found.items():
        forms = list(dict.fromkeys(above for above, _ in places if above))
        where = "、".join(f"《{form}》" for form in forms) + "表头" if forms else "标题或表题"
        cells = tuple(first[form] for form in forms)
        yield Breach(other, name, where=where, cells=cells, page=places[0][1])


def _naming(report: Report) -> Iterator[Paragraph]:
    """Where a report names itself: headings, captions and notes, but for those of its attachments."""
    roles = {section.id: section.role for section in report.sections}
    for paragraph in report.paragraphs:
        role = roles.get(paragraph.section or "")
        if role != "attachment" and paragraph.kind in {"heading", "caption", "note"}:
            yield paragraph


def _other_names(name: str, paragraph: Paragraph) -> set[str]:
    """Printings that are likely meant for a name; parts and units of the department hold its whole name."""
    above = _ABOVE.match(accounts.fold(paragraph.text)) if paragraph.kind == "caption" else None
    if above is not None:
        other = above["name"]
        return {other} if name not in other and other not in name and _near(name, other) else set()
    text = paragraph.text
    return {found for _, found in (*_similar(name, text), *_longer_or_shorter(name, text))}


def _is_name(name: str) -> bool:
    return len(name) >= _LEAST_NAME and name[-1] in _ENTITY_ENDS


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


def _without_place(name: str, found: str) -> bool:
    """Whether a printing is the name without one of its places: 某市规划局 beside 某市某区规划局."""
    head = next((i for i, (a, b) in enumerate(zip(name, found, strict=False)) if a != b), len(found))
    lost = len(name) - len(found)
    if lost <= 0:
        return False
    return any(
        name[:at] + name[at + lost :] == found and name[at : at + lost].endswith(_PLACES)
        for at in range(max(0, head - lost), head + 1)
    )


def _similar(name: str, text: str) -> Iterator[tuple[int, str]]:
    pattern = re.compile(
        re.escape(name[:2]) + r"[^，。；：、“（）]{2," + str(len(name)) + "}?" + re.escape(name[-2:])
    )
    for match in pattern.finditer(text):
        found = match.group()
        close = _ratio(name, found) >= _CLOSE or _one_word(name, found)
        if found != name and close and name not in text[match.start() : match.start() + len(name)]:
            yield match.start(), found


def _longer_or_shorter(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Printings with a few characters more or fewer than the name, where a report names itself."""
    pattern = re.compile(re.escape(name[:2]) + r"[一-龥]{2," + str(len(name)) + "}?" + re.escape(name[-1]))
    for match in pattern.finditer(text):
        found = match.group()
        short, long = sorted((name, found), key=len)
        close = _ratio(name, found) >= _CLOSE
        if found != name and close and _within(short, long) and name not in text:
            yield match.start(), found


def _within(short: str, long: str) -> bool:
    """Whether all characters of one string stand in the other in their order."""
    rest = iter(long)
    return all(char in rest for char in short)
