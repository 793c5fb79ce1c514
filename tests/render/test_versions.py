"""Decisions made on one version of a report reappear on the next one, and hostile reports stay text all the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from gouji.cli import main
from gouji.pipeline import audit
from gouji.render import render

from tests import small
from tests.render.conftest import SAMPLE

BEFORE_THE_TEXT = 18
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture(scope="module")
def next_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with one more page before its narrative: all pages behind it move."""
    path = tmp_path_factory.mktemp("next") / "next.pdf"
    with pikepdf.open(SAMPLE) as pdf:
        pdf.pages.insert(BEFORE_THE_TEXT, pdf.pages[0])
        pdf.save(path)
    return path


def test_decisions_reappear_where_a_page_was_inserted(
    browser: Any, demo: Path, next_version: Path, tmp_path: Path
) -> None:
    (second,) = render(audit(next_version), tmp_path, "second", ["html"])
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(demo.as_uri())
    page.evaluate("document.querySelectorAll('.group details').forEach(fold => { fold.open = true; })")
    count = page.locator(".finding").count()
    for place in range(count):
        page.locator(f'[data-finding="{place}"]').click()
        page.locator("#note").fill(f"第{place}条")
    pages = page.locator(".finding .at").all_inner_texts()
    page.goto(second.as_uri())
    assert page.locator(".finding .at").all_inner_texts() != pages
    noted = page.locator(".finding .noted").evaluate_all("nodes => nodes.map(n => n.textContent)")
    assert sorted(noted) == sorted(f"备注：第{place}条" for place in range(count))
    assert page.locator("#gone").is_hidden()
    context.close()


def test_a_page_opens_with_the_decisions_of_the_last_version(
    browser: Any, demo: Path, next_version: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(demo.as_uri())
    page.locator('[data-finding="3"]').click()
    page.locator(".choice.rejected").click()
    with page.expect_download() as waiting:
        page.locator("#save").click()
    saved = tmp_path / "saved.json"
    waiting.value.save_as(saved)
    identity = json.loads(saved.read_text("utf-8"))["decisions"][0]["finding"]
    context.close()

    monkeypatch.setattr(
        "sys.argv", ["gouji", "audit", str(next_version), "--decisions", str(saved), "-o", str(tmp_path)]
    )
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert "处理意见：沿用 1 条（驳回 1）" in capsys.readouterr().out
    result = json.loads((tmp_path / "next.audit.json").read_text("utf-8"))
    assert [(one["finding"], one["state"]) for one in result["decisions"]] == [(identity, "same")]

    fresh = browser.new_context()
    page = fresh.new_page()
    page.goto((tmp_path / "next.audit.html").as_uri())
    (decided,) = page.locator(".finding.rejected").all()
    place = int(decided.get_attribute("data-finding"))
    assert result["findings"][place]["id"] == identity
    fresh.close()


def test_a_hostile_report_does_not_run(browser: Any, tmp_path: Path) -> None:
    report = tmp_path / "hostile.txt"
    faulty = {"总体": f"2023年度收、支总计均为870.00万元。主要原因是{HOSTILE}项目增加。"}
    report.write_text(
        small.text(faulty).replace(small.NAME, f"青岚市{HOSTILE}局").replace("档案馆", f"档案馆{HOSTILE}"),
        "utf-8",
    )
    (path,) = render(audit(report), tmp_path, "hostile", ["html"])
    context = browser.new_context()
    page = context.new_page()
    trouble: list[str] = []
    page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(path.as_uri())
    page.locator(".finding").first.click()
    page.locator("#text .chapter:not(details) mark").first.click()
    assert HOSTILE in page.locator("#text").inner_text()
    assert HOSTILE in page.locator("#forms").text_content()
    assert page.locator("img").count() == 0
    assert trouble == []
    context.close()
