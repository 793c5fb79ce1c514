"""Every notebook runs, and what it shows is what it gives.

A cell tagged ``approximate`` shows what was learned on this machine: its words are compared, and its numbers within
`NEAR`. One tagged ``varies`` picks examples by what was learned: only the kinds of its outputs are compared.
After a change that these tests find, run ``python -m tests.notebooks`` and read what is new.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.notebooks import FOLDER, executed, kinds, notebooks, numbers, tidy, told, words

NEAR = 0.03
LARGEST = 300_000
TAGS = ("approximate", "varies")


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_notebook_gives_what_it_shows(path: Path, tmp_path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    again = executed(path, tmp_path)
    for shown, given in zip(book.cells, again.cells, strict=True):
        if shown.cell_type == "code":
            differences(shown, given)


def differences(shown: Any, given: Any) -> None:
    """Fails where two runs of a cell differ in more than its tag allows."""
    assert kinds(shown) == kinds(given), shown.source
    tags = shown.metadata.get("tags", ())
    if "varies" in tags:
        return
    if "approximate" in tags:
        assert words(told(shown)) == words(told(given)), shown.source
        assert numbers(told(shown)) == pytest.approx(numbers(told(given)), abs=NEAR), shown.source
    else:
        assert told(shown) == told(given), shown.source


@pytest.mark.parametrize(
    ("tag", "shown", "given", "same"),
    [
        (None, "F1 0.80", "F1 0.80", True),
        (None, "F1 0.80", "F1 0.81", False),
        ("approximate", "F1 0.80", "F1 0.81", True),
        ("approximate", "F1 0.80", "F1 0.88", False),
        ("approximate", "F1 0.80", "F2 0.80", False),
        ("approximate", "F1 0.80", "R 0.80", False),
        ("varies", "F1 0.80", "anything", True),
    ],
)
def test_what_counts_as_a_difference(tag: str | None, shown: str, given: str, same: bool) -> None:
    def cell(text: str) -> Any:
        outputs = [nbformat.v4.new_output("stream", text=text)]
        return nbformat.v4.new_code_cell("x", outputs=outputs, metadata={"tags": [tag] if tag else []})

    if same:
        differences(cell(shown), cell(given))
        return
    with pytest.raises(AssertionError):
        differences(cell(shown), cell(given))
    with pytest.raises(AssertionError):
        differences(cell(shown), nbformat.v4.new_code_cell("x"))


def test_there_are_notebooks() -> None:
    names = [path.name for path in notebooks()]
    assert [name[:2] for name in names] == [f"{number:02d}" for number in range(1, len(names) + 1)]
    assert len(names) >= 3
    assert all(re.fullmatch(r"[a-z0-9_]+\.ipynb", name) for name in names)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_notebook_is_kept_small_and_without_what_changes(path: Path) -> None:
    text = path.read_text("utf-8")
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    assert path.stat().st_size < LARGEST
    assert "image/png" not in text
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert all(set(cell.metadata.get("tags", ())) <= set(TAGS) for cell in code)
    assert sum(bool(cell.outputs) for cell in code) > len(code) / 2
    kept = nbformat.writes(tidy(nbformat.reads(text, as_version=4)))
    assert kept.strip() == text.strip()


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_what_a_notebook_links_to_exists(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    texts = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    links = [link for text in texts for link in re.findall(r"\]\(([^)#:]+)\)", text)]
    assert links
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_figures_keep_their_chinese_as_text() -> None:
    labels = [
        label
        for path in notebooks()
        for cell in nbformat.read(path, as_version=4).cells
        if "image/svg+xml" in str(kinds(cell))
        for label in told(cell)
    ]
    assert {"情况说明各节的核对结论", "学习曲线：留出部门上的 F1", "厉行节约"} <= set(labels)


@pytest.mark.parametrize("installed", [True, False])
def test_a_figure_without_a_chinese_font_is_still_in_chinese(installed: bool, tmp_path: Path) -> None:
    """A machine with no Chinese font (its fonts are taken away here) says so and keeps the words."""
    program = """
import sys, warnings
sys.path.insert(0, sys.argv[1])
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance()
import chinese
from matplotlib import font_manager, pyplot
if sys.argv[2] == "False":
    font_manager.fontManager.ttflist = [
        one for one in font_manager.fontManager.ttflist if one.name.startswith(("DejaVu", "Last Resort"))
    ]
assert (chinese.use() is not None) == bool(chinese.fonts())
pyplot.title("勾稽")
pyplot.savefig(sys.argv[3], format="svg", bbox_inches="tight")
print(len(chinese.fonts()))
"""
    drawn = tmp_path / "drawn.svg"
    done = subprocess.run(
        [sys.executable, "-c", program, str(FOLDER), str(installed), str(drawn)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path,
        env={**os.environ, "MPLBACKEND": "agg", "IPYTHONDIR": str(tmp_path), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert ("本机没有中文字体" in done.stderr) == (done.stdout.strip() == "0")
    assert installed or done.stdout.strip() == "0"
    assert "Glyph" not in done.stderr
    assert re.search(r"<text[^>]*>勾稽</text>", drawn.read_text("utf-8"))
