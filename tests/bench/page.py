"""`python -m tests.bench.page [FILE...]`: size of the reviewer's page, and how long filtering 1,000 findings holds it up.

The longest task of the page's main thread is taken from a trace of the browser while every filter is used in turn.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from gouji.model import Audit, Coverage
from gouji.pipeline import audit
from gouji.render import page
from gouji.render.pdf_page import pictures
from playwright.sync_api import sync_playwright

from tests.render.conftest import SAMPLE, chromium

FINDINGS = 1000
PAGES = 70
MOST_BYTES = 3_000_000
MOST_MS = 200
IMAGES_MB = 8


def sizes(path: Path) -> float:
    """Prints the size of a report's page and what it comes to at 70 pages; returns that, in bytes."""
    result = audit(path)
    bare = len(page(result).encode())
    empty = dataclasses.replace(result.report, notes=(), sections=(), paragraphs=(), tables=())
    fixed = len(page(Audit(empty, (), (), (), (), (), (), (), (), Coverage())).encode())
    drawn = pictures(result, {path.name: path}, IMAGES_MB)
    pages = result.report.sources[0].pages or 1
    grown = fixed + (bare - fixed) / pages * PAGES
    print(
        f"{path.stem}：{pages} 页，网页 {bare / 1e6:.2f} MB（其中固定 {fixed / 1e6:.2f} MB），"
        f"合 {PAGES} 页 {grown / 1e6:.2f} MB（上限 {MOST_BYTES / 1e6:.2f} MB）；"
        f"另有 {len(drawn)} 页图像 {sum(len(leaf.data) for leaf in drawn) / 1e6:.2f} MB"
    )
    return grown


def many(path: Path, count: int = FINDINGS) -> Audit:
    """The audit of a report with its findings repeated up to a number, each with its own id."""
    result = audit(path)
    repeated = []
    for place, finding in enumerate(islice(cycle(result.findings), count)):
        turn = place // len(result.findings)
        repeated.append(
            dataclasses.replace(
                finding,
                id=f"{finding.id}-{turn}",
                root=f"{finding.root}-{turn}",
                message=f"{place}：{finding.message}",
            )
        )
    return dataclasses.replace(result, findings=tuple(repeated))


def use_every_filter(opened: Any) -> None:
    """Toggles, selects and types as a reader does, letting the page rest in between."""
    for select in ("code", "part", "hypothesis", "type", "decided"):
        values = opened.locator(f"#{select} option").evaluate_all("nodes => nodes.map(n => n.value)")
        for value in [*values[1:4], ""]:
            opened.locator(f"#{select}").select_option(value)
            opened.wait_for_timeout(60)
    for severity in ("error", "warning", "notice") * 2:
        opened.locator(f'[data-severity="{severity}"]').click()
        opened.wait_for_timeout(60)
    opened.locator("#query").press_sequentially("预算 9", delay=60)
    opened.locator("#query").fill("")
    opened.wait_for_timeout(200)


def longest(trace: bytes) -> tuple[float, int]:
    """The longest task of the page's main thread in milliseconds, and how many there were."""
    events = json.loads(trace)["traceEvents"]
    mains = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    tasks = [
        event["dur"] / 1000
        for event in events
        if event.get("ph") == "X"
        and event["name"].endswith("RunTask")
        and (event["pid"], event["tid"]) in mains
    ]
    return max(tasks), len(tasks)


def filtering(path: Path) -> float:
    """Prints and returns the longest task while 1,000 findings are filtered, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "many.html"
        file.write_text(page(many(path)), "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.goto(file.as_uri())
        opened.wait_for_timeout(500)
        browser.start_tracing(page=opened, categories=["toplevel", "devtools.timeline", "__metadata"])
        use_every_filter(opened)
        took, count = longest(browser.stop_tracing())
        browser.close()
    print(f"筛选 {FINDINGS} 条问题：最长任务 {took:.0f} 毫秒，共 {count} 个任务（上限 {MOST_MS} 毫秒）")
    return took


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a report and one for filtering; exit status 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    files = parser.parse_args(arguments).files
    large = max(sizes(path) for path in files) > MOST_BYTES
    slow = filtering(files[0]) > MOST_MS
    sys.exit(large or slow)


if __name__ == "__main__":
    main()
