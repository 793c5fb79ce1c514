"""The queries of the package on a store of small reports whose answers are known."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from gouji.bulk.folder import at
from gouji.bulk.run import Options, bulk
from gouji.bulk.runners import LocalRunner
from gouji.bulk.tasks import Limits
from gouji.bulk.views import ask, build, queries
from gouji.errors import GoujiError

from tests import small

FAULTY = {"总体": small.SECTIONS["总体"].replace("840.00", "870.00")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel")
    grown = small.changed("公开03", ("合计||810.00|610.00|200.00", "合计||900.00|610.00|290.00"))
    texts = {
        "a2022": small.text(year=2022).replace("2023", "2022"),
        "a2023": small.text(forms=grown),
        "b2023": small.text(FAULTY).replace("档案局", "水务局"),
    }
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
    (folder / "in" / "bad.pdf").write_bytes(b"no pdf")
    ended = bulk([str(folder / "in")], folder / "out", LocalRunner(1), Options(limits=Limits(60, 2048)))
    assert (ended.done, ended.failures) == (3, {"unreadable": 1})
    return folder / "out"


def answer(store: Path, name: str) -> list[tuple[object, ...]]:
    (found,) = [query for query in queries() if query.name.endswith(name)]
    return ask(store, found.sql)


def test_there_are_ten_and_each_says_what_it_answers(store: Path) -> None:
    assert len(queries()) == 10
    for query in queries():
        assert len(query.title) > 8
        assert ask(store, query.sql), query.name


def test_types_by_year(store: Path) -> None:
    rows = answer(store, "reason-types")
    assert (2022, "project", 1, 0.5) in rows
    assert (2023, "project", 2, 0.5) in rows


def test_departments_that_contradict_their_tables(store: Path) -> None:
    rows = [(row[0], row[1]) for row in answer(store, "contradictions")]
    assert ("青岚市水务局", 2023) in rows
    assert ("青岚市档案局", 2022) not in rows


def test_copied_reasons(store: Path) -> None:
    assert ("新增馆藏数字化项目", 2, 3, False) in answer(store, "copied-reasons")


def test_three_public_with_their_reasons(store: Path) -> None:
    rows = answer(store, "three-public")
    assert {row[7] for row in rows} == {"压减公务接待"}
    assert len(rows) == 3


def test_coverage_by_template(store: Path) -> None:
    ((media_type, level, forms, reports, *_),) = answer(store, "coverage-by-template")
    assert (media_type, level, reports) == ("text/plain", "department", 3)
    assert str(forms).split() == sorted(small.FORMS)


def test_the_panel_of_spending(store: Path) -> None:
    first, second, other = answer(store, "spending-panel")
    assert first[:3] == ("青岚市档案局", 2022, 8_100_000)
    assert first[5:] == (None, None)
    assert (second[2], second[5]) == (9_000_000, 900_000)
    assert second[6] == pytest.approx(0.1111)
    assert other[0] == "青岚市水务局"


def test_what_was_not_read(store: Path) -> None:
    ((why, files, example, message),) = answer(store, "unread-inputs")
    assert (why, files) == ("unreadable", 1)
    assert str(example).endswith("bad.pdf")
    assert "不是有效的 PDF" in str(message)


def test_decimals_are_numbers_and_own_views_stay(store: Path) -> None:
    with duckdb.connect(str(store / "gouji.duckdb")) as connection:
        connection.execute("CREATE TABLE notes AS SELECT 1 AS mine")
    build(at(store))
    assert ask(store, "SELECT mine FROM notes") == [(1,)]
    assert ask(store, "SELECT typeof(base_value) FROM claims LIMIT 1") == [("DECIMAL(38,10)",)]


def test_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="请先运行 gouji bulk"):
        ask(tmp_path, "SELECT 1")
