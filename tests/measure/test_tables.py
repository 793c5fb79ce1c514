"""The tables of measures, the command, and the page that defines them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import gouji
import pytest
from click.testing import CliRunner, Result
from gouji import measure
from gouji.cli.measure import command
from gouji.errors import GoujiError, SchemaError
from gouji.measure.panel import MEASURES as OF_PANEL
from gouji.measure.tables import csv_table, rows, schema
from gouji.model import Diagnosis

from tests import small
from tests.measure.scenes import audit, explaining, verdict

DOCS = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


@pytest.fixture(scope="module")
def real() -> measure.Row:
    """The small report, audited."""
    return measure.measure([("small", gouji.audit(small.report()))])[0]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of results: three reports, two departments, two years."""
    for department, year in (("甲局", 2022), ("甲局", 2023), ("乙局", 2023)):
        made = explaining("新增馆藏档案数字化二期工程并支付首期款", department=department, year=year)
        (tmp_path / f"{department}{year}.audit.json").write_text(gouji.to_json(made), encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


# tables


def test_the_tables_of_a_report(real: measure.Row) -> None:
    # two changes: 5 % more in total, 12.5 % under the budget of the three public; both have a reason
    values = real.values
    assert (values["explanation_coverage"].part, values["explanation_coverage"].whole) == (2, 2)
    assert values["form_completeness"].value == 1
    assert values["section_completeness"].part == 12  # of twelve matters
    for name, columns in schema().items():
        for row in rows([real], name):
            assert len(row) == len(columns), name


def test_a_missing_value_is_an_empty_field(out: Path) -> None:
    panel = measure.measure([("nothing", audit())])
    line = next(csv.DictReader(io.StringIO(csv_table(panel, "reports").lstrip("\ufeff"))))
    assert line["depth_mean"] == ""
    told = {row["measure"]: row for row in csv.DictReader(io.StringIO(csv_table(panel, "measures")[1:]))}
    assert (told["depth_mean"]["value"], told["depth_mean"]["why"]) == ("", "no_reasons")


def test_frames(real: measure.Row) -> None:
    pytest.importorskip("pandas")
    frames = measure.frames([real])
    assert set(frames) == set(schema())
    report = frames["reports"]
    assert str(report["explanation_coverage"].dtype) == "Float64"
    assert str(report["fiscal_year"].dtype) == "Int64"
    assert report["year_similarity"].isna().all()


def test_shares_of_types_add_up(real: measure.Row) -> None:
    shares = [row[-1] for row in rows([real], "reason_types")]
    assert sum(shares) == pytest.approx(1)


def test_error_families_by_hundred_claims_checked() -> None:
    wrong = [verdict("a", "contradicted", diagnosis=(Diagnosis("wrong_base"),)), verdict("b", "contradicted")]
    held = audit(verdicts=[*wrong, verdict("c", "supported"), verdict("d", "unverifiable", "none")])
    found = [row[4:] for row in rows(measure.measure([("a", held)]), "error_families")]
    assert found == [
        ("unknown", 1, 0.5, pytest.approx(100 / 3)),
        ("wrong_base", 1, 0.5, pytest.approx(100 / 3)),
    ]


# loading


def test_what_is_no_audit_is_told_apart(out: Path) -> None:
    (out / "sub").mkdir()
    (out / "sub" / "bad.audit.json").write_text("{", encoding="utf-8")
    (out / "sub" / "report.audit.json").write_text(gouji.to_json(small.report()), encoding="utf-8")
    found = dict(measure.audits(out))
    assert sorted(found) == ["sub/bad", "sub/report", "乙局2023", "甲局2022", "甲局2023"]
    assert {stem for stem, each in found.items() if isinstance(each, SchemaError)} == {
        "sub/bad",
        "sub/report",
    }


def test_a_folder_without_audits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="gouji audit"):
        list(measure.audits(tmp_path))


# the command


def test_the_command_writes_its_tables(out: Path, tmp_path: Path) -> None:
    done = run(out, "-o", tmp_path / "m", "--by", "year")
    assert done.exit_code == 0, done.output
    assert "增减说明率" in done.output
    assert {path.name for path in (tmp_path / "m").iterdir()} == {
        "reports.csv", "measures.csv", "reason_types.csv", "error_families.csv", "by_year.csv",
    }  # fmt: skip
    lines = {line["stem"]: line for line in read(tmp_path / "m" / "reports.csv")}
    assert lines["甲局2023"]["copied_from_peers"] == "1"
    assert lines["甲局2023"]["copied_from_last_year"] == "1"
    assert lines["甲局2022"]["copied_from_last_year"] == ""
    groups = {(line["group"], line["measure"]): line for line in read(tmp_path / "m" / "by_year.csv")}
    assert groups["2023", "copied_from_last_year"]["count"] == "1"
    assert groups["2023", "copied_from_last_year"]["reports"] == "2"


@pytest.mark.parametrize("by", ["report", "department", "template"])
def test_every_way_to_group(out: Path, by: str) -> None:
    done = run(out, "--by", by)
    assert done.exit_code == 0
    assert "报告 3 份" in done.output


def test_one_report_says_why_a_value_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.audit.json").write_text(gouji.to_json(explaining("新增项目")), encoding="utf-8")
    done = run(tmp_path)
    assert "没有上年的报告" in done.output
    assert "1 ÷ 1" in done.output


def test_a_broken_file_is_one_line_and_3(out: Path) -> None:
    (out / "bad.audit.json").write_text("{", encoding="utf-8")
    done = run(out)
    assert done.exit_code == 3
    assert done.output.count("bad：") == 1
    assert "报告 3 份" in done.output


# the page


def documented() -> dict[str, list[str]]:
    """Measure → the fields of its line in docs/measures.md."""
    lines = re.findall(r"(?m)^\| `([a-z_0-9]+)` \| (.*) \|$", DOCS.read_text("utf-8"))
    fields = {name: [field.strip() for field in rest.split(" | ")] for name, rest in lines}
    return {name: held for name, held in fields.items() if len(held) == 6}


def test_every_measure_is_documented() -> None:
    assert list(documented()) == [each.name for each in measure.MEASURES]


@pytest.mark.parametrize("each", measure.MEASURES, ids=lambda each: each.name)
def test_a_measure_says_what_it_is_and_where_it_is_from(each: measure.Measure) -> None:
    title, _, formula, unit, span, source = documented()[each.name]
    high = "∞" if each.high is None else f"{each.high:.3g}"
    assert (title, unit, span) == (each.title, each.unit, f"{each.low:g}–{high}".replace("-", "−"))
    assert formula
    assert source
    assert "Source: " in (each.of.__doc__ or "")


def test_every_column_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    names = {column.name for columns in schema().values() for column in columns}
    assert {name for name in names if f"`{name}`" not in text} == set()
    assert {why for why in measure.WHYS if f"`{why}`" not in text} == set()


def test_the_example_of_the_page_runs(out: Path) -> None:
    pytest.importorskip("pandas")
    found = re.search(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found is not None
    held: dict[str, object] = {}
    exec(found.group(1).replace("结果目录", str(out)), held)
    assert len(held["panel"]) == 3  # type: ignore[arg-type]


def test_values_lie_in_their_range(real: measure.Row) -> None:
    for each in measure.MEASURES:
        value = real.values[each.name].value
        if value is not None:
            assert each.low <= value
            assert each.high is None or value <= each.high
    assert all(real.values[each.name].value is None for each in OF_PANEL)
