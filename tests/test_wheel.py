"""The wheel carries its patterns and does the main job where nothing of the checkout is on the path."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    return next(folder.glob("*.whl"))


def test_patterns_are_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    kept = {path.relative_to(ROOT / "patterns").as_posix() for path in (ROOT / "patterns").rglob("*.yaml")}
    assert {f"gouji/_patterns/{name}" for name in kept} <= names
    queries = {path.name for path in (ROOT / "nlp" / "gouji" / "bulk" / "queries").glob("*.sql")}
    assert queries
    assert {f"gouji/bulk/queries/{name}" for name in queries} <= names
    assert "gouji/py.typed" in names
    assert not any(name.startswith(("corpora", "tests", "nlp")) for name in names)


def test_it_audits_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    sample = ROOT / "corpora" / "samples" / "sample-planted.txt"
    program = (
        "import gouji, sys; print(gouji.__file__); sys.argv[0] = 'gouji'; from gouji.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "audit", str(sample), "-o", str(elsewhere / "out")],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert str(installed) in done.stdout
    written = json.loads(next((elsewhere / "out").glob("*.json")).read_text("utf-8"))
    assert any(finding["severity"] == "error" for finding in written["findings"])


def test_its_components_are_found_without_an_import_of_it(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    program = (
        "import spacy; nlp = spacy.blank('zh', config={'nlp': {'tokenizer': {'@tokenizers': 'gouji.tokenizer.v1'}}});"
        "[nlp.add_pipe('gouji_' + n) for n in ('amounts', 'accounts', 'claims')];"
        "import gouji; print(gouji.__file__);"
        "print([c['subject'] for c in nlp('公务接待费支出1,234.56万元。')._.gouji_claims])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-800:]
    assert str(installed) in done.stdout
    assert "公务接待费" in done.stdout
