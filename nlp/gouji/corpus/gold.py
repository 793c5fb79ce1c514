"""Gold made by reading: loading the annotation files of a folder, and finding the report that one annotates."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.errors import GoldError

REPORTS = "GOUJI_REAL_REPORTS"
_SUFFIXES = (".txt", ".pdf", ".json")


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one report: lists of objects with the keys of the annotation guide."""

    id: str
    claims: tuple[dict[str, Any], ...]
    reasons: tuple[dict[str, Any], ...]
    nonclaims: tuple[dict[str, Any], ...]


def load(folder: Path) -> tuple[Gold, ...]:
    """All annotated reports of a folder: ID.claims.jsonl with ID.reasons.jsonl and ID.nonclaims.jsonl.

    Raises:
        GoldError: the folder holds no ID.claims.jsonl, or a line is no JSON object with the keys of its kind.
    """
    found = []
    for path in sorted(folder.glob("*.claims.jsonl")):
        name = path.name.removesuffix(".claims.jsonl")
        claims = tuple(_lines(path, ("value", "unit", "kind", "subject")))
        reasons = tuple(_lines(folder / f"{name}.reasons.jsonl", ("cue", "explains", "factors")))
        nonclaims = tuple(_lines(folder / f"{name}.nonclaims.jsonl", ("why",)))
        found.append(Gold(name, claims, reasons, nonclaims))
    if not found:
        raise GoldError(f"{folder.name}：没有 *.claims.jsonl 标注文件")
    return tuple(found)


def split(folder: Path, name: str) -> frozenset[str]:
    """The ids of a part of a gold folder (development, held_out), as its splits.json names them.

    Raises:
        GoldError: the folder has no splits.json, or it names no such part.
    """
    path = folder / "splits.json"
    if not path.is_file():
        raise GoldError(f"{folder.name}：没有 splits.json")
    parts = json.loads(path.read_text(encoding="utf-8"))
    if name not in parts:
        raise GoldError(f"splits.json：没有“{name}”，可用：{'、'.join(parts)}")
    return frozenset(parts[name])


def held_out(folder: Path) -> frozenset[str]:
    """The ids of the reports that are only scored, never read; empty without a splits.json."""
    return split(folder, "held_out") if (folder / "splits.json").is_file() else frozenset()


def styles(folder: Path) -> dict[str, str]:
    """The house style of each report of a gold folder, as its styles.json names it; empty without one."""
    path = folder / "styles.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def find_report(gold: Gold, folder: Path) -> Path | None:
    """The file that a gold annotates, or None: beside it, in ../reports, or under the folder in GOUJI_REAL_REPORTS."""
    places = [folder, folder.parent / "reports"]
    if os.environ.get(REPORTS):
        places.append(Path(os.environ[REPORTS]))
    for place in places:
        for suffix in _SUFFIXES:
            found = sorted(place.rglob(f"{gold.id}{suffix}")) if place.is_dir() else []
            if found:
                return found[0]
    return None


def report_of(gold: Gold, folder: Path) -> Path:
    """The file that a gold annotates, as `find_report` finds it.

    Raises:
        GoldError: it is nowhere.
    """
    found = find_report(gold, folder)
    if found is None:
        raise GoldError(f"{gold.id}：找不到所标注的报告，请用环境变量 {REPORTS} 指明报告目录")
    return found


def _lines(path: Path, keys: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{path.name}:{number}：不是有效的 JSON") from error
        missing = [key for key in keys if key not in entry]
        if missing:
            raise GoldError(f"{path.name}:{number}：缺少 {', '.join(missing)}")
        yield entry
