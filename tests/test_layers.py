"""The walls: layers as import-linter reads them, data beside code, no file or function too long."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "nlp" / "gouji"
LONGEST_FILE, LONGEST_FUNCTION = 380, 60


def test_layers() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command is not None
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Contracts: " in done.stdout
    assert "0 broken" in done.stdout


def test_every_public_thing_is_described() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in _trees()
        for node in _public(tree)
        if not ast.get_docstring(node)
    ]
    assert not bare


def test_files_and_functions_stay_short() -> None:
    long = [
        str(p.relative_to(ROOT))
        for p in SOURCE.rglob("*.py")
        if len(p.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    long += [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_nothing_catches_everything() -> None:
    wide = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or {"Exception", "BaseException"} & {getattr(n, "id", "") for n in ast.walk(node.type)}
        )
    ]
    assert not wide


def _trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text("utf-8"))) for path in sorted(SOURCE.rglob("*.py"))]


def _public(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            inner = node.body if isinstance(node, ast.ClassDef) else []
            found += [n for n in inner if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    return found
