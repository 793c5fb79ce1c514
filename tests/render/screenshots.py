"""`python -m tests.render.screenshots [DIR]`: pictures of the reviewer's page of the sample, as docs/ has them."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gouji.pipeline import audit
from gouji.render import render
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.render.conftest import SAMPLE, chromium

ROOT = Path(__file__).parents[2]
SIZES = {1280: 800, 1920: 1080}


def take(page: Any, folder: Path, width: int) -> None:
    """A contradicted rate with its arithmetic; a finding that was decided on, beside the page of the PDF."""
    page.locator("mark.v-contradicted", has_text="%").first.click()
    page.wait_for_timeout(400)
    keep(page.screenshot(), folder / f"page-figure-{width}.png")
    page.locator(".finding.error", has_text="数字与依据不符").nth(1).click()
    page.locator(".choice.accepted").click()
    page.locator("#note").fill("已与科室核对，应更正。")
    page.locator('[data-view="leaves"]').click()
    page.wait_for_timeout(400)
    keep(page.screenshot(), folder / f"page-finding-{width}.png")


def keep(picture: bytes, path: Path) -> None:
    """Writes a picture with 256 colours, which a page of text does not exceed by much."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def main(arguments: Sequence[str]) -> None:
    """Writes the pictures into the folder named, docs/ where none is."""
    target = Path(arguments[0]) if arguments else ROOT / "docs"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sources = {SAMPLE.name: SAMPLE}
        (path,) = render(audit(SAMPLE), Path(folder), "demo", ["html"], sources=sources, page_images=8)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for width, height in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            page.goto(path.as_uri())
            take(page, target, width)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
