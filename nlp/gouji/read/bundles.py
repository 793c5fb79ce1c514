"""Which files of a folder are parts of one report: by department and year, then by their names.

A narrative (a file with sentences) takes the forms of its year that name its department; forms that nothing
speaks for stand alone. The one narrative of a folder takes all forms of its year, whatever they name. Two
narratives are two reports, also where they are the same text in two formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import UnreadableError
from gouji.model import Note, Report
from gouji.read.blocks import Block
from gouji.read.clean import folded
from gouji.read.narrative.meta import meta_of
from gouji.read.narrative.paragraphs import join
from gouji.read.narrative.peel import peeled
from gouji.read.settings import BUNDLE, BundleSettings

_FORMS_WORDS = re.compile(
    r"(?:公开)?(?:决算|预算)?(?:报表|附表|表格|表)|附件\d*|说明|文字|报告|forms?|tables?|[\W_]+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Part:
    """What a file says of itself. ``narrative`` where it holds running text."""

    path: Path
    department: str | None
    year: int | None
    narrative: bool
    tables: int


def bundles(paths: Sequence[Path], read: Callable[[Path], Report]) -> list[tuple[Path, ...]]:
    """The files of a folder as reports, each with its narrative first.

    Args:
        paths: the readable files of the folder, in order.
        read: how one of them is read; a file it cannot read (UnreadableError) is a report of its own, so
            that reading it says what is wrong.
    """
    if len(paths) < 2:
        return [tuple(paths)] if paths else []
    parts: list[Part] = []
    alone: list[Path] = []
    for path in paths:
        try:
            parts.append(part_of(path, read(path)))
        except UnreadableError:
            alone.append(path)
    groups = grouped(parts)
    order = {path: place for place, path in enumerate(paths)}
    return sorted(
        [*groups, *((path,) for path in alone)], key=lambda group: min(order[path] for path in group)
    )


def part_of(path: Path, report: Report, settings: BundleSettings = BUNDLE) -> Part:
    """What a file that was read says of itself."""
    said = sum("。" in paragraph.text for paragraph in report.paragraphs if paragraph.kind == "body")
    narrative = said >= settings.sentences and said > settings.per_table * len(report.tables)
    year = report.fiscal_year
    if year is None and (found := _YEAR.search(path.stem)):
        year = int(found.group())
    return Part(path, report.department, year, narrative, len(report.tables))


def grouped(parts: Sequence[Part]) -> list[tuple[Path, ...]]:
    """Every narrative with the files that go with it; what goes with none, alone or with its like."""
    narratives = [part for part in parts if part.narrative]
    groups: dict[Path, list[Path]] = {part.path: [part.path] for part in narratives}
    left: list[Part] = []
    for part in parts:
        if part.narrative:
            continue
        fits = [(fit(part, other), -place, other) for place, other in enumerate(narratives)]
        best = max(fits, key=lambda entry: entry[:2], default=None)
        only = len(narratives) == 1 and _same_year(part, narratives[0])
        if best is not None and (best[0] > 0 or only):
            groups[best[2].path].append(part.path)
        else:
            left.append(part)
    found = [tuple(group) for group in groups.values()]
    return [*found, *_together(left)]


def _together(parts: Sequence[Part]) -> list[tuple[Path, ...]]:
    """Files of forms without narrative: those of one department and year are one report."""
    groups: list[list[Part]] = []
    for part in parts:
        home = next((group for group in groups if fit(part, group[0]) > 0), None)
        if home is None:
            groups.append([part])
        else:
            home.append(part)
    return [tuple(part.path for part in group) for group in groups]


def fit(part: Part, other: Part, settings: BundleSettings = BUNDLE) -> float:
    """How well two files go together: 0 where their years or departments differ, more for equal names."""
    if not _same_year(part, other):
        return 0.0
    names = _names(part, other, settings)
    if part.department and other.department:
        own, theirs = folded(part.department), folded(other.department)
        if own == theirs:
            return 3.0 + names
        if own in theirs or theirs in own:
            return 2.0 + names
        return names if names >= settings.same_name else 0.0
    return 1.0 + names if part.year and other.year else names + settings.unknown


def _same_year(part: Part, other: Part) -> bool:
    """Whether the years of two files do not speak against each other."""
    return not (part.year and other.year) or part.year == other.year


def _names(part: Part, other: Part, settings: BundleSettings) -> float:
    """The share of the shorter file name, without words for forms, that begins the longer one."""
    own, theirs = (_FORMS_WORDS.sub("", entry.path.stem) for entry in (part, other))
    shorter, longer = sorted((own, theirs), key=len)
    if len(shorter) < settings.least_name:
        return 0.0
    return 1.0 if longer.startswith(shorter) else 0.0


def mixed(files: Sequence[tuple[str, Sequence[Block]]]) -> list[Note]:
    """What speaks against files being parts of one report: other departments, other years.

    Args:
        files: the name of each file and its blocks.
    """
    if len(files) < 2:
        return []
    metas = [(name, meta_of(join(peeled(blocks)))) for name, blocks in files]
    notes = []
    names = {name: meta.department for name, meta in metas if meta.department}
    first = folded(next(iter(names.values()), ""))
    if any(folded(other) not in first and first not in folded(other) for other in names.values()):
        said = "、".join(f"{name}为{department}" for name, department in names.items())
        notes.append(
            Note("bundle.departments", f"各文件的部门名称不同（{said}），如不是同一份报告请分别给出")
        )
    years = {name: meta.fiscal_year for name, meta in metas if meta.fiscal_year}
    if len(set(years.values())) > 1:
        said = "、".join(f"{name}为{year}年" for name, year in years.items())
        notes.append(Note("bundle.years", f"各文件的年度不同（{said}），如不是同一份报告请分别给出"))
    return notes
