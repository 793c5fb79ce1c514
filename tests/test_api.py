"""docs/api.md is that of the code, and what the docstrings of public names say of them is so."""

from __future__ import annotations

import builtins
import inspect
import re
from typing import Any

import gouji
import pytest
from gouji import errors, reasons

from tests.api_page import PAGE, classes, entries, functions, page, parts, values

FUNCTIONS, CLASSES = functions(), classes()
OWN = [name for name in FUNCTIONS if not name.startswith("gouji.measure.")]


def sections(held: Any) -> dict[str, str]:
    return parts(held.__doc__ or "")[1]


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.api_page"


def test_every_public_name_stands_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    for name in set(gouji.__all__) - {"__version__", "measure", "reasons"}:
        assert f"### gouji.{name}\n" in text or f"### {name}\n" in text, name
    for name in reasons.__all__:
        assert f"### gouji.reasons.{name}\n" in text or f"### {name}\n" in text, name
    for name in vars(errors):
        if name.endswith("Error"):
            assert f"### {name}\n" in text, name


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES])
def test_it_is_described(name: str) -> None:
    held = {**FUNCTIONS, **CLASSES}[name]
    # a dataclass without a docstring is given its signature for one
    assert held.__doc__
    assert not held.__doc__.startswith(f"{held.__name__}(")
    lead, _ = parts(held.__doc__)
    assert re.search(r"[.:]$", lead), lead
    assert "``" not in re.sub(r"``[^`]+``", "", held.__doc__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_arguments_described_are_those_it_takes(name: str) -> None:
    taken = list(inspect.signature(FUNCTIONS[name]).parameters)
    told = list(entries(sections(FUNCTIONS[name]).get("Args", "")))
    if name in OWN:
        assert told == taken
    else:
        assert [each for each in taken if each in told] == told


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_it_gives_and_raises_exists(name: str) -> None:
    told = sections(FUNCTIONS[name])
    if "Returns" in told or "Yields" in told:
        assert inspect.signature(FUNCTIONS[name]).return_annotation not in ("None", inspect.Signature.empty)
    for wrong in entries(told.get("Raises", "")):
        held = getattr(errors, wrong, None) or getattr(builtins, wrong, None)
        assert inspect.isclass(held)
        assert issubclass(held, Exception)


@pytest.mark.parametrize("name", CLASSES)
def test_the_fields_described_are_its_own(name: str) -> None:
    """Names in double backquotes are fields, arguments or values of closed sets, of it or of its parts."""
    held = CLASSES[name]
    known = {field for each in CLASSES.values() for field in getattr(each, "__annotations__", {})}
    known |= {str(value) for kind in values().values() for value in kind.__args__}
    known |= {"schema", "[id]"}
    told = set(re.findall(r"``([\w.\[\]]+)``", held.__doc__ or ""))
    assert told <= known


def test_docstrings_are_taken_apart() -> None:
    lead, found = parts(
        "One.\n\n    Two.\n\n    Args:\n        a: x\n            y\n        b: z\n\n    Raises:\n        E: w\n"
    )
    assert lead == "One.\n\nTwo."
    assert entries(found["Args"]) == {"a": "x y", "b": "z"}
    assert entries(found["Raises"]) == {"E": "w"}


def test_frames_in_one_line() -> None:
    """The examples at the head of the page run."""
    code = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert code is not None
    sample = str(PAGE.parents[1] / "corpora" / "samples" / "sample-clean.txt")
    held: dict[str, Any] = {"files": [sample]}
    exec(code[1].replace("报告.pdf", sample), held)
    assert gouji.from_json(held["text"]) == held["audit"]
