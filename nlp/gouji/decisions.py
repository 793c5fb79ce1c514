"""A reviewer's decisions on findings: their file, and how they carry over to another run or version of a report.

The page writes the file, `gouji audit --decisions` reads it. Decisions hang on the ids of findings, which do not
change when pages are inserted or other text is edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from gouji.errors import UnreadableError
from gouji.model import Audit, Finding, Report
from gouji.serial import to_builtins, to_json

SCHEMA = "gouji.decisions/1"
_REMEDY = "请使用网页中“保存意见”得到的文件"
_LARGEST = 64 * 2**20

Choice = Literal["accepted", "rejected"]
State = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of a finding: a choice or None, a note or "", and the finding as it was then.

    ``at`` is when, in UTC, as ISO 8601; of two decisions on one finding the later one counts.
    """

    finding: str
    decision: Choice | None = None
    note: str = ""
    code: str = ""
    message: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """One file of the report that was decided on."""

    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which report was decided on."""

    department: str | None = None
    fiscal_year: int | None = None
    kind: str | None = None
    sources: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions on one report, as saved in a file."""

    report: Identity
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A decision beside the findings of a run.

    ``state`` is same where the finding says what it said, changed where it has the id but says something else,
    gone where no finding has the id.
    """

    decision: Decision
    state: State


def identity(report: Report) -> Identity:
    """What tells a report from others."""
    sources = tuple(Origin(source.name, source.sha256) for source in report.sources)
    return Identity(report.department, report.fiscal_year, report.kind, sources)


def load(path: Path) -> Decided:
    """Read a file of decisions.

    Raises:
        UnreadableError: it is missing, too large, no JSON, of another schema, or a field is wrong; one line.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError(path, f"处理意见文件超过 {_LARGEST // 2**20} MB", _REMEDY)
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableError(path, "处理意见文件无法打开", "请检查路径和读取权限") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(path, "不是有效的 JSON", _REMEDY) from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise UnreadableError(path, f"schema 应为 {SCHEMA}，实际为 {str(schema)[:40]!r}", _REMEDY)
    try:
        return msgspec.convert(data, Decided, strict=True)
    except msgspec.ValidationError as error:
        raise UnreadableError(path, f"字段不合格式（{error}）", _REMEDY) from error


def belongs(decided: Decided, report: Report) -> bool:
    """Whether decisions are on this report or another version of it: one file in common, or department and year."""
    own, other = identity(report), decided.report
    if {source.sha256 for source in own.sources} & {
        source.sha256 for source in other.sources if source.sha256
    }:
        return True
    named = (own.department, own.fiscal_year, own.kind)
    return own.department is not None and named == (other.department, other.fiscal_year, other.kind)


def carry(files: Iterable[Decided], findings: Iterable[Finding]) -> tuple[Carried, ...]:
    """Hold decisions against the findings of a run; the latest one on each id, in the order they were given."""
    latest: dict[str, Decision] = {}
    for decision in (decision for decided in files for decision in decided.decisions):
        held = latest.get(decision.finding)
        if held is None or held.at <= decision.at:
            latest[decision.finding] = decision
    messages = {finding.id: finding.message for finding in findings}
    given = (one for one in latest.values() if one.decision is not None or one.note)
    return tuple(Carried(one, _state(one, messages.get(one.finding))) for one in given)


def _state(decision: Decision, message: str | None) -> State:
    if message is None:
        return "gone"
    return "same" if decision.message in {"", message} else "changed"


def plain(carried: Iterable[Carried]) -> list[dict[str, Any]]:
    """Decisions as objects for JSON: the keys of the file and `state`."""
    return [{**to_builtins(one.decision), "state": one.state} for one in carried]


def audit_json(audit: Audit, carried: Iterable[Carried] | None, *, indent: int | None = 1) -> str:
    """JSON text of an audit, with a key `decisions` unless ``carried`` is None."""
    if carried is None:
        return to_json(audit, indent=indent)
    return to_json(audit, indent=indent, extra={"decisions": plain(carried)})
