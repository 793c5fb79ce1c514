from __future__ import annotations

import pytest
from gouji import patterns
from gouji.read.html.chrome import ChromePattern, is_chrome

ENTRIES = patterns.load("chrome", ChromePattern)


@pytest.mark.parametrize("line", [line for entry in ENTRIES for line in entry.examples])
def test_lines_of_a_site(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize("line", [line for entry in ENTRIES for line in entry.counter_examples])
def test_lines_of_a_report(line: str) -> None:
    assert not is_chrome(line)
