"""The reviewer's page in a real browser: what a reader sees, does and keeps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from gouji.decisions import Decided, Decision, carry, identity
from gouji.facts import IMPLIED
from gouji.model import Audit
from gouji.render import render
from gouji.render.figures import written_out
from gouji.render.lookup import look_up, page_of

from tests.render.sample import HOSTILE, sample_audit

WIDTHS = [(1280, 800), (1920, 1080)]
Open = Callable[..., Any]


class Watched:
    """What a page says and asks for while it is open."""

    def __init__(self, page: Any) -> None:
        self.trouble: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def opened(context: Any) -> Iterator[Open]:
    """Opens pages; at the end none has reported trouble or asked for anything but itself."""
    watched: list[tuple[Path, Watched]] = []

    def call(path: Path, script: str | None = None) -> Any:
        page = context.new_page()
        watched.append((path, Watched(page)))
        if script:
            page.add_init_script(script)
        page.goto(path.as_uri())
        return page

    yield call
    for path, seen in watched:
        assert seen.trouble == []
        assert {url for url in seen.asked if not url.startswith(("data:", "blob:"))} == {path.as_uri()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = render(sample_audit(), tmp_path_factory.mktemp("hostile"), "hostile", ["html"])
    return path


def shown(page: Any) -> list[int]:
    """The places of the findings that can be seen."""
    script = "nodes => nodes.filter(n => n.checkVisibility()).map(n => Number(n.dataset.finding))"
    found: list[int] = page.locator(".finding").evaluate_all(script)
    return found


def texts(page: Any, selector: str) -> list[str]:
    found: list[str] = page.locator(selector).all_inner_texts()
    return found


def chosen(page: Any) -> str | None:
    """The finding under the cursor."""
    node = page.locator(".finding.cursor")
    return str(node.get_attribute("data-finding")) if node.count() else None


def save(page: Any, tmp_path: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator("#save").click()
    path = tmp_path / "saved.decisions.json"
    waiting.value.save_as(path)
    return path


def load(page: Any, path: Path) -> str:
    page.locator("#file").set_input_files(path)
    page.locator("#told").wait_for()
    return str(page.locator("#told").inner_text())


# looking


def test_every_contradicted_figure_lights_its_cell_and_headings(
    opened: Open, demo: Path, planted: Audit
) -> None:
    page = opened(demo)
    lookup = look_up(planted)
    links = {link.claim: link for link in planted.links}
    wrong = [verdict.claim for verdict in planted.verdicts if verdict.verdict == "contradicted"]
    linked = [claim for claim in wrong if links[claim].cells and IMPLIED not in links[claim].parts]
    assert len(linked) > 4
    for claim in linked:
        place = next(n for n, one in enumerate(planted.claims) if one.id == claim)
        page.locator(f'mark[data-claims~="{place}"]').first.click()
        lit = page.locator("td.on").evaluate_all("nodes => nodes.map(n => n.dataset.cell)")
        assert set(lit) >= set(links[claim].cells)
        table, cell = lookup.cells[lit[0]]
        form = page.locator(".form:not([hidden])")
        assert form.locator("h3").inner_text().startswith(table.form or table.title)
        assert not cell.row or cell.row in texts(page, "tbody th.lit")
        assert cell.column in texts(page, "thead th.lit")
        assert page.locator("td.on").first.is_visible()


def test_the_arithmetic_is_written_out_with_the_diagnosis_and_the_right_figure(
    opened: Open, demo: Path, planted: Audit
) -> None:
    page = opened(demo)
    lookup = look_up(planted)
    rate = next(
        n for n, one in enumerate(planted.claims)
        if one.kind == "change_rate" and lookup.verdict_of(one.id) == "contradicted" and lookup.links[one.id].expression
    )  # fmt: skip
    claim = planted.claims[rate]
    page.locator(f'mark[data-claims~="{rate}"]').first.click()
    told = page.locator("#detail").inner_text()
    expression = lookup.links[claim.id].expression
    assert expression is not None
    assert written_out(expression, lookup, "zh") in told
    assert "÷" in told
    (diagnosis, *_) = lookup.verdicts[claim.id].diagnosis
    assert f"应为 {diagnosis.implied}%" in told
    page.locator("#detail .formula .go").first.click()
    assert page.locator("mark.on, td.on").count() > 0


def test_a_cell_shows_every_claim_that_speaks_of_it(opened: Open, demo: Path, planted: Audit) -> None:
    page = opened(demo)
    lookup = look_up(planted)
    speaking: dict[str, int] = {}
    for link in planted.links:
        named = {*link.cells, *(c for c in lookup.cells if f"[{c}]" in (link.expression or ""))}
        for cell in named:
            speaking[cell] = speaking.get(cell, 0) + 1
    busiest = max(speaking, key=lambda cell: speaking[cell])
    assert speaking[busiest] > 3
    table, _ = lookup.cells[busiest]
    place = planted.report.tables.index(table)
    page.locator(f'[data-tab="{place}"]').click()
    page.locator(f'td[data-cell="{busiest}"]').click()
    assert page.locator("#detail .rows").first.locator("button").count() == speaking[busiest]


def test_pictures_of_pages_are_decoded_when_shown_and_boxed(opened: Open, demo: Path, planted: Audit) -> None:
    page = opened(demo)
    place = next(n for n, one in enumerate(planted.findings) if one.code == "figure.contradicted")
    page.locator(f'[data-finding="{place}"]').click()
    assert page.locator("img").count() == 0
    page.locator('[data-view="leaves"]').click()
    picture = page.locator(".leaf-view img").first
    assert picture.evaluate("async node => { await node.decode(); return node.naturalWidth; }") > 700
    assert picture.get_attribute("alt") == f"第{page_of(planted.findings[place], look_up(planted))}页"
    outer, inner = picture.bounding_box(), page.locator(".box.said").first.bounding_box()
    assert outer["x"] <= inner["x"] <= inner["x"] + inner["width"] <= outer["x"] + outer["width"]
    assert outer["y"] <= inner["y"] <= inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    assert page.locator(".box.printed").count() >= 1
    page.locator(".sheet").first.click()
    assert picture.bounding_box()["width"] > 1.8 * outer["width"]


def test_a_finding_brings_its_figure_into_view(opened: Open, demo: Path, planted: Audit) -> None:
    page = opened(demo)
    spoken = [place for place, finding in enumerate(planted.findings) if finding.claims]
    for place in spoken[::-3]:
        (claim, *_) = planted.findings[place].claims
        at = next(n for n, one in enumerate(planted.claims) if one.id == claim)
        page.locator(f'.group:has([data-finding="{place}"])').evaluate(
            "node => node.querySelectorAll('details').forEach(fold => { fold.open = true; })"
        )
        page.locator(f'[data-finding="{place}"]').click()
        page.wait_for_timeout(300)
        mark = page.locator(f'mark[data-claims~="{at}"]').first.bounding_box()
        box = page.locator("#text").bounding_box()
        assert box["y"] < mark["y"] < box["y"] + box["height"] - mark["height"]


def test_the_chart_leads_to_its_section(opened: Open, demo: Path) -> None:
    page = opened(demo)
    bar = page.locator('[data-go="s3.9"]')
    assert "九、" in (bar.get_attribute("title") or "")
    bar.click()
    page.wait_for_timeout(300)
    heading = page.locator('[data-section="s3.9"]').first.bounding_box()
    box = page.locator("#text").bounding_box()
    assert abs(heading["y"] - box["y"]) < 60


@pytest.mark.parametrize("size", WIDTHS)
def test_nothing_overlaps_and_nothing_is_cut(opened: Open, demo: Path, size: tuple[int, int]) -> None:
    page = opened(demo)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.locator(".finding").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
    columns = [page.locator(f"main > .{name}").bounding_box() for name in ("findings", "narrative", "tables")]
    for left, right in pairwise(columns):
        assert left["x"] + left["width"] <= right["x"]
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.bar *, .head *, #list button, #detail *')]
        .filter(n => n.checkVisibility() && !n.closest('select, .message, textarea') && n.scrollWidth > n.clientWidth + 1
          && n.clientWidth > 0 && getComputedStyle(n).display !== 'inline')
        .map(n => n.outerHTML.slice(0, 90))"""
    )
    assert cut == []


def test_paper_shows_findings_with_decisions_text_and_all_tables(
    opened: Open, demo: Path, planted: Audit
) -> None:
    page = opened(demo)
    page.locator(".finding").first.click()
    page.locator(".choice.accepted").click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert len(shown(page)) == len(planted.findings)
    assert page.locator(".form").count() == len(planted.report.tables)
    assert all(node.is_visible() for node in page.locator(".form h3").all())
    assert page.locator(".state").first.is_visible()
    assert not page.locator("#query").is_visible()
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(n => n.scrollHeight <= n.clientHeight + 1)"
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


# filtering


def test_filters_show_what_fits(opened: Open, demo: Path, planted: Audit) -> None:
    page = opened(demo)
    page.evaluate("document.querySelectorAll('.group details').forEach(fold => { fold.open = true; })")
    everything = set(range(len(planted.findings)))
    assert set(shown(page)) == everything
    page.locator('[data-severity="error"]').click()
    errors = {n for n, one in enumerate(planted.findings) if one.severity == "error"}
    heads = {n for n in errors if any(planted.findings[n].id == one.root for one in planted.findings)}
    assert set(shown(page)) & errors <= heads
    assert set(shown(page)) >= everything - errors
    page.locator("#clear").click()
    assert set(shown(page)) == everything
    page.locator("#code").select_option("flat.conflict")
    assert [planted.findings[n].code for n in shown(page)] == ["flat.conflict"]
    page.locator("#code").select_option("")
    page.locator("#hypothesis").select_option("wrong_base")
    assert [planted.findings[n].diagnosis[0].hypothesis for n in shown(page)] == ["wrong_base"]
    page.locator("#clear").click()
    page.locator("#part").select_option("s3.6")
    sections = {sentence.id: sentence.section for sentence in planted.sentences}
    assert {sections[planted.findings[n].sentence or ""] for n in shown(page)} == {"s3.6"}
    page.locator("#clear").click()
    page.locator("#type").select_option("execution")
    assert 0 < len(shown(page)) < len(everything)
    page.locator("#clear").click()
    page.locator("#query").fill("19.52 比率")
    assert len(shown(page)) == 1
    page.locator("#query").fill("没有这样的文字")
    assert shown(page) == []
    assert page.locator("#nothing").is_visible()


# deciding


def test_decisions_and_notes_survive_reloading_saving_and_loading(
    opened: Open, browser: Any, demo: Path, planted: Audit, tmp_path: Path
) -> None:
    page = opened(demo)
    page.locator('[data-finding="3"]').click()
    page.locator(".choice.accepted").click()
    page.locator("#note").fill("已核对原件")
    page.locator('[data-finding="4"]').click()
    page.locator(".choice.rejected").click()
    page.reload()
    assert page.locator('[data-finding="3"] .state').inner_text() == "✓ 已接受"
    assert page.locator('[data-finding="4"] .state').inner_text() == "✗ 已驳回"
    saved = save(page, tmp_path)
    body = json.loads(saved.read_text("utf-8"))
    assert body["schema"] == "gouji.decisions/1"
    assert body["report"]["department"] == planted.report.department
    by_id = {one["finding"]: one for one in body["decisions"]}
    first = by_id[planted.findings[3].id]
    assert (first["decision"], first["note"], first["message"]) == (
        "accepted",
        "已核对原件",
        planted.findings[3].message,
    )

    fresh = browser.new_context()
    other = fresh.new_page()
    other.goto(demo.as_uri())
    assert other.locator('[data-finding="3"] .state').is_hidden()
    assert load(other, saved) == "载入 2 条，适用 2 条"
    assert other.locator('[data-finding="3"] .noted').inner_text() == "备注：已核对原件"
    other.locator("#decided").select_option("rejected")
    assert shown(other) == [4]
    fresh.close()


def test_the_later_of_two_decisions_counts(opened: Open, planted: Audit, tmp_path: Path) -> None:
    old = Decision(planted.findings[3].id, "rejected", message="当时的内容", at="2020-01-01T00:00:00.000Z")
    carried = carry([Decided(identity(planted.report), (old,))], planted.findings)
    (path,) = render(planted, tmp_path, "decided", ["html"], decisions=carried)
    page = opened(path)
    assert page.locator('[data-finding="3"] .state').inner_text() == "✗ 已驳回 · 内容有变"
    page.locator('[data-finding="3"]').click()
    assert "当时的内容" in page.locator("#detail").inner_text()
    page.locator(".choice.accepted").click()
    page.reload()
    assert page.locator('[data-finding="3"] .state').inner_text() == "✓ 已接受"


def test_taking_a_decision_back(opened: Open, demo: Path, tmp_path: Path) -> None:
    page = opened(demo)
    page.locator('[data-finding="3"]').click()
    page.locator(".choice.accepted").click()
    assert page.locator(".choice.accepted").get_attribute("aria-pressed") == "true"
    page.locator(".choice.accepted").click()
    assert page.locator('[data-finding="3"] .state').is_hidden()
    page.reload()
    assert page.locator('[data-finding="3"] .state').is_hidden()
    assert json.loads(save(page, tmp_path).read_text("utf-8"))["decisions"] == []


def test_findings_of_one_cause_are_decided_together_unless_told_otherwise(opened: Open, demo: Path) -> None:
    page = opened(demo)
    head = page.locator(".group:has(details) > .finding").first
    follower = page.locator(".group details .finding").first
    head.click()
    page.locator(".choice.rejected").click()
    assert follower.locator(".state").text_content() == "✗ 已驳回"
    page.locator(".choice.rejected").click()
    page.locator("#together").uncheck()
    page.locator(".choice.accepted").click()
    assert head.locator(".state").text_content() == "✓ 已接受"
    assert follower.locator(".state").text_content() == ""


def test_a_browser_that_keeps_nothing_says_so_and_still_saves(
    opened: Open, demo: Path, tmp_path: Path
) -> None:
    deny = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })"
    page = opened(demo, deny)
    page.locator('[data-finding="3"]').click()
    page.locator(".choice.accepted").click()
    assert "保存意见" in page.locator("#told").inner_text()
    assert len(json.loads(save(page, tmp_path).read_text("utf-8"))["decisions"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"schema": "gouji.decisions/9"}',
        '{"schema": "gouji.decisions/1", "report": {}, "decisions": 3}',
    ],
)
def test_a_bad_file_of_decisions_is_refused(opened: Open, demo: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    page = opened(demo)
    assert load(page, path) == "不是处理意见文件：bad.json"
    assert page.locator("#progress").inner_text().startswith("已处理 0 /")


def test_decisions_on_another_report_are_refused_and_hostile_ones_are_text(
    opened: Open, demo: Path, planted: Audit, tmp_path: Path
) -> None:
    page = opened(demo)
    path = tmp_path / "other.json"
    entry = {
        "finding": planted.findings[3].id,
        "decision": "accepted",
        "note": HOSTILE[1],
        "message": HOSTILE[0],
        "at": "1",
    }
    gone = {**entry, "finding": HOSTILE[1], "decision": "rejected"}
    odd = [None, 7, {"finding": 3}, {"finding": "a", "decision": "<b>"}]
    body: dict[str, Any] = {
        "schema": "gouji.decisions/1",
        "report": {"department": HOSTILE[0]},
        "decisions": [entry],
    }
    path.write_text(json.dumps(body), "utf-8")
    assert load(page, path) == f"文件属于另一份报告（{HOSTILE[0]}），未载入"
    report = {
        "department": planted.report.department,
        "fiscal_year": planted.report.fiscal_year,
        "kind": planted.report.kind,
    }
    path.write_text(json.dumps(body | {"report": report, "decisions": [entry, gone, *odd]}), "utf-8")
    page.locator("#told").evaluate("node => { node.hidden = true; }")
    assert load(page, path) == "载入 2 条，适用 1 条"
    assert HOSTILE[1] in page.locator('[data-finding="3"] .noted').inner_text()
    assert "内容有变" in page.locator('[data-finding="3"] .state').inner_text()
    page.locator("#gone summary").click()
    assert HOSTILE[1] in page.locator("#gone").inner_text()
    assert page.locator("#gone img, #list img").count() == 0


# keyboard


def test_keys(opened: Open, demo: Path) -> None:
    page = opened(demo)
    keys = page.keyboard
    keys.press("j")
    first = chosen(page)
    keys.press("j")
    keys.press("j")
    assert chosen(page) != first
    keys.press("k")
    keys.press("Enter")
    place = chosen(page)
    assert page.locator("#detail h4").first.inner_text() != ""
    keys.press("a")
    assert "已接受" in page.locator(f'[data-finding="{place}"] .state').inner_text()
    keys.press("x")
    assert "已驳回" in page.locator(f'[data-finding="{place}"] .state').inner_text()
    keys.press("n")
    keys.type("j a x 都是备注")
    keys.press("Escape")
    assert page.locator(f'[data-finding="{place}"] .noted').inner_text() == "备注：j a x 都是备注"
    keys.press("/")
    keys.type("持平")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("finding")
    keys.press("Escape")
    assert page.locator("#close").is_hidden()
    keys.press("]")
    assert page.evaluate("document.activeElement.matches('mark.v-contradicted.on, mark.v-unverifiable.on')")
    keys.press("ArrowRight")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('on')")
    keys.press("v")
    assert page.locator("#leaves").is_visible()
    keys.press("v")
    assert page.locator("#forms").is_visible()
    keys.press("?")
    assert page.locator("#keys").is_visible()


def test_cells_and_tabs_by_the_arrows(opened: Open, demo: Path) -> None:
    page = opened(demo)
    page.locator('[role="tab"][tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.locator('[role="tab"][aria-selected="true"]').get_attribute("data-tab") == "1"
    page.locator('.form:not([hidden]) td[tabindex="0"]').focus()
    start = page.evaluate("document.activeElement.dataset.cell")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    (cell,) = page.locator("td.on").evaluate_all("nodes => nodes.map(n => n.dataset.cell)")
    assert cell != start
    assert page.locator('td[tabindex="0"]').count() == 1


def test_every_control_can_be_reached_and_is_named(opened: Open, demo: Path) -> None:
    page = opened(demo)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, textarea, [role="button"]')]
        .filter(n => !n.hidden && !(n.getAttribute('aria-label') || n.labels?.length || n.textContent.trim()))
        .map(n => n.outerHTML.slice(0, 90))"""
    )
    assert unnamed == []
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert {"save", "load", "code", "part", "hypothesis", "type", "decided", "query"} <= seen


# hostile text


def test_hostile_text_does_not_run(opened: Open, hostile: Path) -> None:
    page = opened(hostile)
    for node in page.locator(".group details").all():
        node.evaluate("fold => { fold.open = true; }")
    for finding in page.locator(".finding").all():
        finding.click()
    for mark in page.locator("#text .chapter:not(details) mark").all():
        mark.click()
    for place in range(4):
        page.locator(f'[data-tab="{place}"]').click()
    page.locator("td[data-cell]:visible").first.click()
    assert HOSTILE[0] in page.locator("#text").inner_text()
    assert page.locator("img, iframe, #text script").count() == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 2
