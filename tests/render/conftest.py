"""A real browser for the reviewer's page; what needs one is skipped, with the reason, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gouji.model import Audit
from gouji.pipeline import audit
from gouji.render import render

SAMPLE = Path(__file__).parents[2] / "corpora/samples/sample-planted.pdf"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The system's Chromium, or the program that GOUJI_CHROMIUM names."""
    found = (shutil.which(name) for name in (os.environ.get("GOUJI_CHROMIUM", ""), *NAMES) if name)
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium on this system")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def planted() -> Audit:
    """The audit of the sample with planted errors."""
    return audit(SAMPLE)


@pytest.fixture(scope="session")
def demo(planted: Audit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample with planted errors, with pictures of its pages."""
    folder = tmp_path_factory.mktemp("demo")
    (path,) = render(planted, folder, "demo", ["html"], sources={SAMPLE.name: SAMPLE}, page_images=8)
    return path
