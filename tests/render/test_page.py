"""The reviewer's page: safe against the text of a report, and complete."""

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from gouji.decisions import Decided, Decision, carry, identity
from gouji.model import Audit, Cell, Coverage, Report, Table
from gouji.render import page
from gouji.render.facets import STATES, bars
from gouji.render.grid import Label, grid
from gouji.render.html import embedded
from gouji.render.lookup import look_up
from gouji.render.payload import review, words_of

from tests.render.sample import BASIC, HOSTILE, HOSTILE_TEXT, OVERALL, sample_audit


class Reader(HTMLParser):
    """Collects elements with their attributes, and the text of the narrative, scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in self.raw:
            self.raw[inside][-1] += data
        elif not self.in_types():
            self.text.append(data)

    def in_types(self) -> bool:
        """Whether this is the name of a reason's types, which is no text of the report."""
        last = next((attrs for tag, attrs in reversed(self.elements) if tag == "button"), {})
        return "button" in self.open and last.get("class") == "types"

    def attributes(self, tag: str, name: str) -> list[str]:
        return [attrs[name] or "" for element, attrs in self.elements if element == tag and name in attrs]


@pytest.fixture(scope="module")
def html() -> str:
    return page(sample_audit())


@pytest.fixture(scope="module")
def reader(html: str) -> Reader:
    return Reader(html)


def test_hostile_text_is_shown_as_text(html: str, reader: Reader) -> None:
    assert HOSTILE_TEXT in "".join(reader.text)
    assert html.count("<script") == 2
    assert "<img" not in html
    assert "{{7*7}}" in html


def test_no_element_runs_or_loads_anything(reader: Reader) -> None:
    assert not [name for _, attrs in reader.elements for name in attrs if name.startswith("on")]
    assert not [attrs for _, attrs in reader.elements if attrs.keys() & {"src", "href", "style", "action"}]
    assert {tag for tag, _ in reader.elements}.isdisjoint({"img", "iframe", "link", "object", "base", "form"})


def test_policy_allows_only_the_style_and_script_of_the_page(reader: Reader) -> None:
    policy = next(attrs["content"] for _, attrs in reader.elements if "http-equiv" in attrs) or ""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    digests = {
        "style-src": hashlib.sha256(reader.raw["style"][0].encode()).digest(),
        "script-src": hashlib.sha256(reader.raw["script"][1].encode()).digest(),
    }
    assert rules["default-src"] == "'none'"
    for rule, digest in digests.items():
        assert rules[rule] == f"'sha256-{base64.b64encode(digest).decode()}'"


def test_data_is_whole_and_cannot_end_its_element(reader: Reader) -> None:
    text = reader.raw["script"][0]
    assert not re.search("[<>&\u2028\u2029]", text)
    data = json.loads(text)
    assert data["findings"][6]["said"] == HOSTILE[1]
    assert len(data["claims"]) == len(sample_audit().claims)
    assert json.loads(embedded({"a": "</script>\u2028&"})) == {"a": "</script>\u2028&"}


def test_every_claim_is_marked_with_its_verdict(reader: Reader) -> None:
    audit = sample_audit()
    verdicts = {verdict.claim: verdict.verdict for verdict in audit.verdicts}
    marks = [attrs for tag, attrs in reader.elements if tag == "mark"]
    marked = {int(place) for attrs in marks for place in (attrs["data-claims"] or "").split()}
    assert marked == set(range(len(audit.claims)))
    for attrs in marks:
        names = {verdicts.get(audit.claims[int(place)].id) for place in (attrs["data-claims"] or "").split()}
        shown = (attrs["class"] or "").split()[0].removeprefix("v-")
        assert shown in names


def test_a_figure_that_serves_two_claims_is_one_mark(reader: Reader) -> None:
    assert "8 9" in reader.attributes("mark", "data-claims")


def test_text_is_not_changed_by_the_marks(reader: Reader) -> None:
    text = "".join(reader.text)
    assert OVERALL in text
    assert BASIC in text


def test_every_cell_finding_and_sentence_can_be_reached(reader: Reader) -> None:
    audit = sample_audit()
    cells = {cell.id for table in audit.report.tables for cell in table.cells}
    assert set(reader.attributes("td", "data-cell")) == cells
    findings = reader.attributes("button", "data-finding")
    assert sorted(map(int, findings)) == list(range(len(audit.findings)))
    sentences = reader.attributes("span", "data-s")
    assert sorted(map(int, sentences)) == list(range(len(audit.sentences)))


def test_findings_come_gravest_first_with_followers_behind_their_cause(reader: Reader) -> None:
    places = [int(place) for place in reader.attributes("button", "data-finding")]
    assert places == [1, 2, 5, 3, 4, 0, 6]


def test_attachments_are_folded(html: str) -> None:
    folded = html.index('<details class="chapter">')
    assert html.index("13.96分") > folded > html.index("3,045.12万元")


def test_the_same_audit_gives_the_same_page(html: str) -> None:
    assert page(sample_audit()) == html


def test_no_word_of_the_page_is_a_method_of_its_table() -> None:
    assert not {name for name in words_of("zh") if hasattr(dict, name)} - {"keys"}
    assert "built-in" not in page(sample_audit())


def test_findings_can_be_filtered_by_what_is_there(reader: Reader) -> None:
    selects = {attrs["id"]: [] for tag, attrs in reader.elements if tag == "select" and "id" in attrs}
    current = None
    for tag, attrs in reader.elements:
        current = attrs.get("id", current) if tag == "select" else current
        if tag == "option" and current in selects:
            selects[current].append(attrs["value"])
    assert selects["part"] == ["", "s3.1", "s3.6", "公开09"]
    assert selects["hypothesis"] == ["", "digit_slip"]
    assert selects["type"] == ["", "project"]
    assert selects["decided"] == ["", *STATES]


def test_the_chart_counts_every_claim_once() -> None:
    audit = sample_audit()
    counted = {bar.part: dict(bar.counts) for bar in bars(audit, look_up(audit))}
    assert sum(sum(counts.values()) for counts in counted.values()) == len(audit.claims)
    assert counted["s3.6"] == {"contradicted": 1, "unverifiable": 3, "supported": 2, "unjudged": 1}
    assert list(counted) == ["s3.1", "s3.6", "s5"]


def test_the_page_opens_with_decisions(html: str) -> None:
    audit = sample_audit()
    decision = Decision(audit.findings[0].id, "rejected", HOSTILE[2], at="2026-01-01T00:00:00.000Z")
    decided = page(audit, decisions=carry([Decided(identity(audit.report), (decision,))], audit.findings))
    data = json.loads(Reader(decided).raw["script"][0])
    (given,) = data["review"]["given"]
    assert (given["finding"], given["decision"], given["note"]) == (decision.finding, "rejected", HOSTILE[2])
    assert json.loads(Reader(html).raw["script"][0])["review"]["given"] == []


def test_versions_of_a_report_share_their_key_and_other_reports_do_not() -> None:
    audit = sample_audit()
    source = dataclasses.replace(audit.report.sources[0], sha256="1" * 64)
    nameless = dataclasses.replace(audit.report, department=None)

    def key(report: Report) -> str:
        return str(review(dataclasses.replace(audit, report=report), (), "zh")["key"])

    assert key(dataclasses.replace(audit.report, sources=(source,))) == key(audit.report)
    assert key(dataclasses.replace(audit.report, fiscal_year=2022)) != key(audit.report)
    assert key(nameless) != key(dataclasses.replace(nameless, sources=(source,)))


def test_english(html: str) -> None:
    english = page(sample_audit(), lang="en")
    assert '<html lang="en">' in english
    assert "slip in a digit" in english
    assert "数字笔误" in html


def test_an_empty_audit_has_a_page() -> None:
    whole = sample_audit()
    report = dataclasses.replace(
        whole.report, department=None, fiscal_year=None, notes=(), sections=(), paragraphs=(), tables=()
    )
    empty = Audit(report, (), (), (), (), (), (), (), (), Coverage())
    assert "没有发现问题" in page(empty)


def cell(row: int, column: int, label: str, path: tuple[str, ...], code: str | None = None) -> Cell:
    name = f"t/r{row}c{column}"
    return Cell(name, label, code, ("类", label), path[-1], path, "1", None, row, column)


def test_a_table_with_two_sides_has_labels_on_both() -> None:
    (table, *_) = sample_audit().report.tables
    laid = grid(table, "项目", "科目编码")
    kinds = ["label" if isinstance(entry, Label) else "cell" for entry in laid.body[0]]
    assert kinds == ["label", "cell", "label", "cell"]
    assert [[heading.text for heading in row] for row in laid.head] == [
        ["项目", "收入", "项目", "支出"],
        ["金额", "金额"],
    ]
    assert [(heading.first, heading.last) for heading in laid.head[1]] == [(1, 1), (3, 3)]


def test_header_levels_are_joined_over_neighbours() -> None:
    (_, table, *_) = sample_audit().report.tables
    top, bottom = grid(table, "项目", "科目编码").head
    spans = [(heading.text, heading.first, heading.last, heading.down) for heading in top]
    assert spans == [
        ("科目编码", 0, 0, 2),
        ("项目", 1, 1, 2),
        ("本年收入合计", 2, 2, 2),
        ("财政拨款收入", 3, 4, 1),
    ]
    assert [heading.text for heading in bottom] == ["小计", "其中：教育收费"]


def test_no_cell_is_lost_where_two_claim_one_place() -> None:
    cells = (cell(1, 2, "甲", ("金额",)), cell(1, 2, "甲", ("金额",)), cell(2, 3, "乙", ("数量",)))
    table = Table("t", None, "", None, (), False, cells)
    body = grid(table, "项目", "科目编码").body
    assert sum(isinstance(entry, Cell) for row in body for entry in row) == 3


def test_a_table_without_row_labels_has_no_label_column() -> None:
    cells = (cell(1, 1, "", ("预算数", "合计")), cell(1, 2, "", ("决算数", "合计")))
    laid = grid(Table("t", "公开09", "", None, (), False, cells), "项目", "科目编码")
    assert [[heading.text for heading in row] for row in laid.head] == [
        ["预算数", "决算数"],
        ["合计", "合计"],
    ]
    assert laid.body == (cells,)
