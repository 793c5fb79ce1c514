"""The READMEs are true: their demo output is real, every verb stands in them, what they link to exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from gouji.cli import Verbs

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What `make demo` prints, but for the folder that it writes to."""
    folder = tmp_path_factory.mktemp("demo")
    recipe = (ROOT / "Makefile").read_text("utf-8")
    found = re.search(r"gouji (audit \S+) -o \S+ (--format \S+)", recipe)
    assert found is not None
    arguments = [*found.group(1).split(), "-o", str(folder), *found.group(2).split()]
    program = "import sys; sys.argv[0] = 'gouji'; from gouji.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    return [line.rstrip() for line in done.stdout.replace(str(folder), "out/demo").splitlines()]


@pytest.mark.parametrize("name", READMES)
def test_the_demo_output_is_real(name: str, demo: list[str]) -> None:
    shown = re.search(
        r"<!-- demo: make demo -->\n```\n(.*?)\n```", (ROOT / name).read_text("utf-8"), re.DOTALL
    )
    assert shown is not None
    parts = [part.strip("\n").splitlines() for part in shown.group(1).split("\n…\n")]
    assert sum(map(len, parts)) > 30
    text = "\n".join(demo)
    for part in parts[:-1]:
        assert "\n".join(part) in text
    assert parts[-1][0] in text
    assert any(line.startswith("已写入") for line in parts[-1])


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("verb", list(Verbs.modules))
def test_every_verb_stands_in_it(name: str, verb: str) -> None:
    assert f"gouji {verb}" in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize(
    "name", [*READMES, "corpora/README.md", "corpora/gold/README.md", "patterns/README.md"]
)
def test_what_it_links_to_exists(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_every_library_is_explained(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").lower()
    block = re.search(r"\ndependencies = \[(.*?)\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL)
    assert block is not None
    for library in re.findall(r'"([A-Za-z.0-9-]+?)[><=]', block.group(1)):
        assert library.lower() in text, library
