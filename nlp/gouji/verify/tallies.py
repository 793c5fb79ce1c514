"""Counts of projects (自评项目18个, 等级为优的15个) against the evaluation tables that the report attaches."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import msgspec

from gouji import patterns
from gouji.accounts import normalise
from gouji.model import Cell, Check, Claim, Finding, Report, Table, Verdict
from gouji.verify.findings import Maker
from gouji.verify.verdicts import triangulated

_SEVERAL = 2
_UNITS = frozenset({"个", "项"})
_TOTAL = re.compile(r"^(?:合计|总计|平均(?:得?分)?|)$")
_SCORE = re.compile(r"^(?!.*率).*(?:得分|评分|分数)$")


class TallyPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/tallies.yaml."""

    code: str
    subject: str
    counts: Literal["rows", "graded", "tables", "single"]
    form: str
    least: int
    below: int
    strict: bool
    formula: str
    source: str
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of projects with what the tables give."""

    pattern: TallyPattern
    claim: Claim
    counted: int
    cells: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the tables give the number that is said."""
        return self.claim.value == self.counted

    @property
    def check(self) -> Check:
        """The same as a check; a list that need not be whole has no data to deny a number."""
        said = self.claim.value
        if self.holds or self.pattern.strict:
            outcome: Literal["pass", "fail"] = "pass" if self.holds else "fail"
            return Check(
                self.pattern.code, outcome, self.cells, (self.claim.id,), said, Decimal(self.counted)
            )
        return Check(self.pattern.code, "insufficient_data", self.cells, (self.claim.id,))


@functools.cache
def tally_patterns() -> tuple[tuple[TallyPattern, re.Pattern[str]], ...]:
    """All counts of projects, as data, with their compiled subjects; the first that fits a claim decides."""
    return tuple((p, re.compile(p.subject)) for p in patterns.load("checks/tallies", TallyPattern))


def tallies(report: Report, claims: Sequence[Claim]) -> list[Tally]:
    """The counts of projects that a table of the report speaks to."""
    tables: defaultdict[str, list[Table]] = defaultdict(list)
    for table in report.tables:
        if table.form and not table.doubtful:
            tables[table.form].append(table)
    found = [t for claim in claims if _counts_projects(claim) if (t := _tally(claim, tables)) is not None]
    return [_of_some(tally, found) for tally in found]


def _of_some(tally: Tally, found: Sequence[Tally]) -> Tally:
    """A number below another of its kind speaks of some of the projects only (其中3个项目的自评情况如下)."""
    same = [
        t.claim.value for t in found if t.pattern.code == tally.pattern.code and t.claim.value is not None
    ]
    if tally.claim.value == max(same):
        return tally
    return replace(tally, pattern=msgspec.structs.replace(tally.pattern, strict=False))


def _counts_projects(claim: Claim) -> bool:
    subject = claim.subject or ""
    return (
        claim.kind == "count" and claim.unit in _UNITS and not claim.approximate
        and ("项目" in subject or "自评" in subject)
    )  # fmt: skip


def _tally(claim: Claim, tables: defaultdict[str, list[Table]]) -> Tally | None:
    for pattern, words in tally_patterns():
        if words.search(claim.subject or ""):
            own = tables[pattern.form]
            return _counted(pattern, claim, own) if own else None
    return None


def _counted(pattern: TallyPattern, claim: Claim, tables: Sequence[Table]) -> Tally | None:
    if pattern.counts == "tables":
        return Tally(pattern, claim, len(tables), tuple(t.cells[0].id for t in tables if t.cells))
    if pattern.counts == "single":
        return Tally(pattern, claim, 1, (tables[0].cells[0].id,)) if claim.value == 1 else None
    rows = [cell for table in tables for cell in _scores(table)]
    if pattern.counts == "graded":
        rows = [c for c in rows if c.value is not None and pattern.least <= c.value < pattern.below]
    return Tally(pattern, claim, len(rows), tuple(c.id for c in rows))


def _scores(table: Table) -> Iterator[Cell]:
    """The score of each project of a summary, each row once."""
    seen: set[int] = set()
    for cell in table.cells:
        label = normalise("".join(cell.column_path[-1:]))
        if cell.row_index in seen or _TOTAL.match(normalise(cell.row)) or not _SCORE.match(label):
            continue
        if cell.value is not None:
            seen.add(cell.row_index)
            yield cell


def confirm_tallies(verdicts: dict[str, Verdict], found: Sequence[Tally]) -> None:
    """A count that the tables give is supported by them."""
    for tally in found:
        verdict = verdicts[tally.claim.id]
        if tally.holds and verdict.verdict in {"unverifiable", "consistent"}:
            zero = Decimal(0)
            verdicts[tally.claim.id] = replace(
                verdict, verdict="supported", evidence="derivation", computed=Decimal(tally.counted), gap=zero,
                allowed=zero,
            )  # fmt: skip


def grades(claims: Sequence[Claim]) -> tuple[Claim, tuple[Claim, ...]] | None:
    """The number of all projects evaluated, with those of each grade, where at least two grades are told."""
    named: dict[str, Claim] = {}
    whole: list[Claim] = []
    for claim in claims:
        if not _counts_projects(claim) or claim.value is None:
            continue
        pattern = next((p for p, words in tally_patterns() if words.search(claim.subject or "")), None)
        if pattern is not None and pattern.counts == "graded":
            named.setdefault(pattern.code, claim)
        elif pattern is not None and pattern.counts == "rows":
            whole.append(claim)
    if len(named) < _SEVERAL or not whole:
        return None
    return max(whole, key=lambda c: c.value or Decimal(0)), tuple(named.values())


def confirm_grades(verdicts: dict[str, Verdict], claims: Sequence[Claim], held: Sequence[Tally]) -> None:
    """Numbers of projects by grade that add up to that of all projects, and that no summary denies, are consistent."""
    found = grades(claims)
    denied = {tally.claim.id for tally in held if not tally.holds}
    if (
        found is None
        or any(c.id in denied for c in found[1])
        or found[0].value != sum(c.value or Decimal(0) for c in found[1])
    ):
        return
    triangulated(verdicts, (found[0], *found[1]))


def grade_findings(claims: Sequence[Claim], maker: Maker) -> Iterator[Finding]:
    """A warning where the projects of all grades are more than there are projects."""
    found = grades(claims)
    together = sum((c.value or Decimal(0) for c in found[1]), Decimal(0)) if found is not None else Decimal(0)
    if found is not None and together > (found[0].value or 0):
        whole, parts = found
        words = "、".join(part.text for part in parts)
        message = f"各等级项目数之和为{together}（{words}），多于{whole.subject or '自评项目'}{whole.text}"
        yield maker.make(
            "count.incoherent", "warning", message, claim=whole, claims=[c.id for c in parts], said=whole.text,
            computed=str(together), key="tally.grades",
        )  # fmt: skip


def tally_findings(found: Sequence[Tally], maker: Maker) -> Iterator[Finding]:
    """A warning for each number of projects that the summary of all of them denies."""
    for tally in found:
        if tally.check.outcome == "fail":
            claim = tally.claim
            message = f"{claim.subject or '项目数'}为{claim.text}，汇总表列有{tally.counted}个"
            yield maker.make(
                "count.incoherent", "warning", message, claim=claim, cells=tally.cells[-1:], said=claim.text,
                computed=str(tally.counted), key=tally.pattern.code,
            )  # fmt: skip
