"""The province: chains that link to the cent, the same bytes from any run, rates as planted, truth as printed."""

from __future__ import annotations

import csv
import functools
import json
import math
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import gouji
import pytest
from gouji import facts
from gouji.model import Report

from corpora.ledger.document import explained
from corpora.ledger.following import following
from corpora.ledger.invent import invent
from corpora.ledger.ledger import violations
from corpora.ledger.pieces import Fact, Pieces
from corpora.ledger.profiles import WATER
from corpora.ledger.text import to_text
from corpora.province.__main__ import main
from corpora.province.department import Plan, Year, ledgers, reports
from corpora.province.habits import Given
from corpora.province.names import MOST, place_name, profile_of
from corpora.province.planting import INJECTORS, RATES, planted
from corpora.province.rates import FAMILIES, HABITS, SPREAD, Rates, as_json, expected_mix, type_mix
from corpora.province.truth import COLUMNS
from tests.corpora.identities import failures

DEPARTMENTS, YEARS, FIRST = 6, 3, 2019
PLAN = Plan(8, YEARS, FIRST, Rates({}))
Table = list[dict[str, str]]


def generate(folder: Path, *options: str) -> Path:
    assert main([str(folder), "--seed", "8", "--years", str(YEARS), "--workers", "1", *options]) == 0
    return folder


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province")
    return generate(folder, "--departments", str(DEPARTMENTS), "--errors", "5")


def table(folder: Path, name: str) -> Table:
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def loaded(folder: Path, path: str) -> Report:
    return gouji.read(folder / path)


def said(report: Report) -> str:
    return "\n".join(paragraph.text for paragraph in report.paragraphs)


@functools.cache
def sample() -> tuple[Year, ...]:
    return tuple(year for index in range(45) for year in reports(PLAN, index))


def test_last_year_is_the_year_before_to_the_cent() -> None:
    for index in range(DEPARTMENTS):
        chain = ledgers(PLAN, index)
        assert [book.this.year for book in chain] == [FIRST, FIRST + 1, FIRST + 2]
        for before, book in pairwise(chain):
            assert book.last == before.this
            assert violations(book) == []
            assert book.holdings is not None
            closing = {line.account: (line.closing, line.own_closing) for line in before.this.lines}
            assert {x.account: (x.opening, x.own_opening) for x in book.this.lines} == closing
            spent = {project.name: project.executed for project in before.projects}
            assert {p.name: p.last for p in book.projects if p.last} == {
                p.name: spent[p.name] for p in book.projects if p.name in spent
            }
        assert len({book.department for book in chain}) == len({book.family.name for book in chain}) == 1


def test_report_json_is_what_reading_the_text_gives(province: Path, tmp_path: Path) -> None:
    row = next(row for row in table(province, "reports") if row["errors"] == "0")
    index, turn = int(row["department"][1:]), int(row["year"]) - FIRST
    document = reports(PLAN, index)[turn].document
    path = tmp_path / f"{row['department']}-{row['year']}.txt"
    path.write_text(to_text(document), encoding="utf-8")
    report = gouji.read(path)
    assert report == loaded(province, row["path"])
    assert (report.department, report.fiscal_year) == (row["name"], int(row["year"]))
    assert len(report.tables) == len(document.forms())


def test_the_forms_carry_over_what_last_years_forms_left(province: Path) -> None:
    def cell(path: str, account: str) -> str:
        found = facts.of_report(loaded(province, path))
        return next(
            f.cell.text for f in found if (f.form, f.account, f.component) == ("公开01", account, None)
        )

    wrong = {e["path"] for e in table(province, "errors") if e["family"] == "tables"}
    pairs = [
        (f"d{i:05d}/{year - 1}.json", f"d{i:05d}/{year}.json")
        for i in range(3)
        for year in (FIRST + 1, FIRST + 2)
    ]
    kept = [pair for pair in pairs if wrong.isdisjoint(pair)]
    assert kept
    for before, after in kept:
        assert cell(after, "年初结转和结余") == cell(before, "年末结转和结余")


def test_forms_of_every_family_tie_in_every_year() -> None:
    assert {year.ledger.family.name for year in sample()} == set(FAMILIES)
    one = {(year.ledger.family.name, year.turn): year for year in sample()}
    for year in one.values():
        assert failures(year.document) == []


def test_the_same_bytes_from_other_workers_and_another_number_of_departments(
    province: Path, tmp_path: Path
) -> None:
    fewer = generate(tmp_path, "--departments", "3", "--errors", "5", "--workers", "2")
    made = sorted(fewer.glob("d*/*.json"))
    assert len(made) == 3 * YEARS
    for path in made:
        assert path.read_bytes() == (province / path.relative_to(fewer)).read_bytes()
    for name in COLUMNS:
        mine = table(fewer, name)
        assert mine == [row for row in table(province, name) if row["department"] < "d00003"]


def within(rate: float, hits: int, of: int, spread: float = 0.0) -> bool:
    """Four standard errors: of the draws, and of what departments make of the rate."""
    return abs(hits / of - rate) <= 4 * math.sqrt(rate * (1 - rate) / of + spread**2)


SPENDING = {"work", "people", "reception", "vehicles", "abroad"}
HITS: dict[str, tuple[Callable[[Given], bool], Callable[[Given], bool]]] = {
    "unexplained": (lambda g: True, lambda g: g.origin == "none"),
    "opposed": (lambda g: g.origin != "none", lambda g: g.origin == "opposed"),
    "boilerplate": (lambda g: g.origin != "none", lambda g: g.origin == "boilerplate"),
    "last_year": (lambda g: g.origin != "none", lambda g: g.origin == "last_year"),
    "other_department": (lambda g: g.origin != "none", lambda g: g.origin == "other_department"),
    "self_serving": (
        lambda g: g.origin not in ("none", "opposed") and g.topic in SPENDING,
        lambda g: g.self_serving,
    ),
}


@pytest.mark.parametrize("name", HITS)
@pytest.mark.parametrize("turn", range(YEARS))
def test_habits_are_as_frequent_as_planted(name: str, turn: int) -> None:
    counted, hit = HITS[name]
    years = [year for year in sample() if year.turn == turn and year.index % 20]
    places = [one for year in years for one in year.given if counted(one)]
    rate = PLAN.rates.habit(name, turn)
    assert rate == 0 or len(places) > 500
    uneven = rate * SPREAD / math.sqrt(3 * len(years))
    assert within(rate, sum(map(hit, places)), len(places), uneven)


@pytest.mark.parametrize("turn", range(YEARS))
def test_types_are_mixed_as_planted(turn: int) -> None:
    told = [g for year in sample() if year.turn == turn for g in year.given if g.topic in ("work", "people")]
    for origins, mix in (
        (("fresh",), type_mix(turn)),
        (("fresh", "last_year"), expected_mix(PLAN.rates, turn)),
    ):
        kinds = Counter(g.kind for g in told if g.origin in origins and not g.self_serving)
        assert set(kinds) == set(mix)
        assert all(within(rate, kinds[kind], kinds.total(), 0.01) for kind, rate in mix.items())


def test_copies_stand_where_the_truth_says() -> None:
    by_place = {(year.index, year.turn): {g.text for g in year.given} for year in sample()}
    copies = [(y, g) for y in sample() for g in y.given if g.origin in ("last_year", "other_department")]
    assert copies
    for year, one in copies:
        source = (
            (year.index, year.turn - 1) if one.origin == "last_year" else (year.index // 20 * 20, year.turn)
        )
        assert one.text in by_place[source]
    fresh = Counter(g.text for y in sample() for g in y.given if g.origin == "fresh")
    assert max(fresh.values()) == 1


def test_errors_are_as_frequent_as_planted() -> None:
    rates = {family: 4 * rate for family, rate in RATES.items()}
    found: Counter[str] = Counter()
    for year in sample():
        rng = PLAN.rng(year.index, f"{year.turn}-errors")
        found.update(error.family for error in planted(year.document, rates, rng)[1])
    assert all(within(rate, found[family], len(sample())) for family, rate in rates.items())
    for year in {year.ledger.family.name: year for year in sample()}.values():
        for family in INJECTORS:
            assert planted(year.document, {family: 1.0}, PLAN.rng(0, family))[1], year.ledger.family.name


def test_the_truth_is_printed(province: Path) -> None:
    listed, errors, reasons = (table(province, name) for name in ("reports", "errors", "reasons"))
    texts = {row["path"]: said(loaded(province, row["path"])) for row in listed}
    assert len(texts) == DEPARTMENTS * YEARS
    assert len(errors) > 5
    for row in errors:
        assert all(sentence in texts[row["path"]] for sentence in row["sentence"].split("|"))
        assert row["family"] in RATES
    assert Counter(e["path"] for e in errors) == +Counter({r["path"]: int(r["errors"]) for r in listed})
    standing = [row for row in reasons if row["standing"] == "1"]
    assert len(standing) > 0.95 * len(reasons)
    for row in standing:
        assert row["text"] in texts[row["path"]]
        assert row["moved"] in texts[row["path"]]
        assert bool(row["text"]) is (row["given"] == "1")
    for row in listed:
        mine = [r for r in reasons if r["path"] == row["path"]]
        assert (len(mine), sum(r["given"] == "1" for r in mine)) == (int(row["places"]), int(row["given"]))


def test_the_rates_are_written_before_anything_is_drawn(province: Path) -> None:
    told = json.loads((province / "truth" / "rates.json").read_text("utf-8"))
    rates = Rates({family: round(5 * rate, 6) for family, rate in RATES.items()})
    assert told == {"seed": 8, "departments": DEPARTMENTS, **as_json(rates, FIRST, YEARS)}
    assert set(told["habits"]) == set(HABITS)
    assert math.isclose(sum(told["families"].values()), 1)
    assert told["types"]["by_year"]["2021"]["personnel"] < told["types"]["by_year"]["2019"]["personnel"]


def test_a_report_without_planted_errors_has_none_beside_last_years(tmp_path: Path) -> None:
    folder = generate(tmp_path, "--departments", "4", "--errors", "0")
    assert table(folder, "errors") == []
    for index, turn in ((0, 1), (1, 2), (2, 1), (3, 2)):
        report, prior = (
            loaded(folder, f"d{index:05d}/{year}.json") for year in (FIRST + turn, FIRST + turn - 1)
        )
        audit = gouji.audit(report, prior=prior)
        assert [f.message for f in audit.findings if f.severity == "error"] == []
        assert not [f for f in audit.findings if f.code.startswith("prior.")]
        assert [c for c in audit.checks if c.code == "chain.year_before" and c.outcome == "pass"]


def test_planted_errors_are_found(province: Path) -> None:
    for path in list(dict.fromkeys(row["path"] for row in table(province, "errors")))[:3]:
        codes = {finding.code for finding in gouji.audit(loaded(province, path)).findings}
        mine = [row for row in table(province, "errors") if row["path"] == path]
        assert [row["id"] for row in mine if codes.isdisjoint(row["codes_accepted"].split("|"))] == []


def test_a_restated_year_is_told_and_still_ties() -> None:
    plan = Plan(8, 2, FIRST, Rates({}, restated=1.0))
    before, after = reports(plan, 0)
    assert (before.restated, after.restated) == (False, True)
    old, new = before.ledger.this.lines, after.ledger.last.lines
    assert [x.account for x, y in zip(old, new, strict=True) if x != y] == [profile_of(0).office]
    assert violations(after.ledger) == []
    assert failures(after.document) == []


def test_every_department_has_a_name_of_its_own() -> None:
    names = {place_name(index) + profile_of(index).bureau for index in range(MOST)}
    assert len(names) == MOST
    with pytest.raises(ValueError, match="at most"):
        place_name(MOST)


class Mute:
    def told(self, moved: Fact | None, reason: Pieces) -> Pieces:
        return ()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_reason_left_out_leaves_no_cue_and_no_comma(family: str) -> None:
    book = following(invent(3, family, WATER), WATER, "mute")
    mute, told = ("\n".join(p.text for p in explained(book, 3, teller)) for teller in (Mute(), None))
    assert re.findall(r"原因|主要系|主要由于|[，。][。；，]", mute) == []
    assert "原因" in told
    assert re.findall(r"[，。][。；，]", told) == []


def test_a_sample_is_set_as_pdf(font: str, tmp_path: Path) -> None:
    assert font
    folder = generate(tmp_path, "--departments", "1", "--pdfs", "1")
    (row,) = [row for row in table(folder, "reports") if row["pdf"]]
    assert (folder / row["pdf"]).read_bytes().startswith(b"%PDF")
    assert len(list(folder.glob("pdf/*"))) == 1


def test_without_a_font_the_rest_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOUJI_FONT", str(tmp_path / "none.ttf"))
    folder = generate(tmp_path, "--departments", "1", "--pdfs", "2")
    assert "no PDFs: GOUJI_FONT names no file" in capsys.readouterr().err
    assert not (folder / "pdf").exists()
    assert len(list(folder.glob("d00000/*.json"))) == YEARS
