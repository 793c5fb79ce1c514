"""The command line: exit statuses, data on stdout and talk on stderr, one line for what cannot be read."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import gouji
import pikepdf
import pytest
from gouji.cli import main
from gouji.model import Audit, Report
from gouji.read import read

from tests import small

VERBS = ["audit", "read", "claims", "quantities", "reasons", "bulk", "evaluate", "patterns", "version"]
FAULTY = {"总体": "2023年度收、支总计均为870.00万元。"}


class Done(NamedTuple):
    """A run of the command."""

    status: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``gouji`` in a folder of its own, with a standard input if asked."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str | Path, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["gouji", *map(str, words)])
        data = io.BytesIO(stdin.encode("utf-8", "surrogateescape"))
        piped = io.TextIOWrapper(data, encoding="utf-8", errors="surrogateescape", newline="\n")
        monkeypatch.setattr(sys, "stdin", piped)
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return call


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A report that ties."""
    path = tmp_path / "good.txt"
    path.write_text(small.text(), encoding="utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A report with one wrong figure."""
    path = tmp_path / "faulty.txt"
    path.write_text(small.text(FAULTY), encoding="utf-8")
    return path


def unreadable(tmp_path: Path, what: str) -> Path:
    """An input that nothing can be had from."""
    path = tmp_path / {"text": "text.pdf", "locked": "locked.pdf", "office": "a.docx"}.get(
        what, f"{what}.txt"
    )
    if what == "locked":
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    elif what == "folder":
        path = tmp_path / "folder"
        path.mkdir()
    elif what == "json":
        path = tmp_path / "other.json"
        path.write_text('{"schema": "other/1"}', encoding="utf-8")
    elif what != "missing":
        path.write_bytes(
            {"empty": b" \n", "text": b"just text", "office": b"PK\x03\x04", "binary": bytes(300)}[what]
        )
    return path


UNREADABLE = ["missing", "empty", "text", "locked", "office", "binary", "folder", "json"]


# audit: statuses


def test_nothing_material_is_0(run: Run, good: Path) -> None:
    done = run("audit", good)
    assert done.status == 0
    assert small.NAME in done.out
    assert done.err == ""


def test_an_error_is_1(run: Run, faulty: Path) -> None:
    done = run("audit", faulty)
    assert done.status == 1
    assert "870.00" in done.out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("audit",),
        ("nothing",),
        ("audit", "good.txt", "--format", "nothing"),
        ("audit", "good.txt", "--json", "file.json"),
        ("audit", "good.txt", "--nothing"),
        ("audit", "good.txt", "--lang", "fr"),
        ("patterns", "nothing"),
        ("evaluate",),
        ("evaluate", "nothing"),
    ],
)
def test_misuse_is_2(run: Run, good: Path, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.status == 2
    assert done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("what", UNREADABLE)
@pytest.mark.parametrize("verb", ["audit", "read", "claims"])
def test_an_unreadable_input_is_3_and_one_line(run: Run, tmp_path: Path, verb: str, what: str) -> None:
    path = unreadable(tmp_path, what)
    done = run(verb, path)
    assert done.status == 3
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert path.name in line
    which, wrong, remedy = re.fullmatch(r"gouji：([^：]+)：(.+)；(.+)", line).groups()  # type: ignore[union-attr]
    assert which == path.name
    assert wrong
    assert remedy


def test_what_can_be_read_is_written_beside_what_cannot(run: Run, tmp_path: Path, good: Path) -> None:
    out = tmp_path / "out"
    done = run("audit", unreadable(tmp_path, "empty"), good, tmp_path / "missing.txt", "-o", out)
    assert done.status == 3
    assert {p.name for p in out.iterdir()} == {"good.audit.json", "good.audit.html"}
    assert len([line for line in done.err.splitlines() if line.startswith("gouji：")]) == 2


def test_3_goes_before_1(run: Run, tmp_path: Path, faulty: Path) -> None:
    assert run("audit", faulty, tmp_path / "missing.txt").status == 3


# audit: streams and files


def test_json_is_on_stdout_and_talk_on_stderr(run: Run, faulty: Path) -> None:
    done = run("audit", faulty, "--json", "-")
    assert done.status == 1
    audit = gouji.from_json(done.out)
    assert isinstance(audit, Audit)
    assert [f.code for f in audit.findings]
    assert json.loads(done.out)["schema"] == "gouji.audit/1"
    assert small.NAME in done.err


def test_several_reports_are_json_lines(run: Run, good: Path, faulty: Path) -> None:
    done = run("audit", good, faulty, "--json", "-")
    assert [line["report"]["sources"][0]["name"] for line in done.lines()] == ["good.txt", "faulty.txt"]
    assert done.status == 1


def test_numbers_on_stdout_are_strings(run: Run, faulty: Path) -> None:
    done = run("audit", faulty, "--json", "-")
    found = json.loads(done.out, parse_float=lambda text: pytest.fail(f"a float: {text}"))
    claim = found["claims"][0]
    assert (claim["value"], claim["step"]) == ("870.00", "0.01")
    assert Decimal(claim["base_value"]) == 8700000


def test_results_under_the_folder(run: Run, tmp_path: Path, good: Path) -> None:
    out = tmp_path / "deep" / "out"
    done = run("audit", good, "-o", out, "--format", "json,html")
    assert done.status == 0
    assert {p.name for p in out.iterdir()} == {"good.audit.json", "good.audit.html"}
    assert isinstance(gouji.from_json((out / "good.audit.json").read_bytes()), Audit)
    assert "good.audit.json" in done.out


def test_equal_stems_take_the_whole_file_name(run: Run, tmp_path: Path, good: Path) -> None:
    twin = tmp_path / "good.json"
    twin.write_text(gouji.to_json(read(good)), encoding="utf-8")
    out = tmp_path / "out"
    assert run("audit", good, twin, "-o", out, "--format", "json").status == 0
    assert {p.name for p in out.iterdir()} == {"good.txt.audit.json", "good.json.audit.json"}


def test_equal_names_do_not_overwrite_each_other(run: Run, tmp_path: Path, good: Path) -> None:
    other = tmp_path / "other" / "good.txt"
    other.parent.mkdir()
    other.write_text(small.text(FAULTY), encoding="utf-8")
    out = tmp_path / "out"
    run("audit", good, other, "-o", out, "--format", "json")
    assert len(list(out.iterdir())) == 2


def parts(tmp_path: Path) -> tuple[Path, Path]:
    """The small report as two files: the narrative, the forms."""
    head, mark, rest = small.text().partition("第二部分")
    forms, mark3, narrative = rest.partition("\n第三部分")
    first, second = tmp_path / "1-narrative.txt", tmp_path / "2-forms.txt"
    first.write_text(head + mark3.lstrip() + narrative, encoding="utf-8")
    second.write_text(mark + forms, encoding="utf-8")
    return first, second


def test_a_bundle_is_one_report(run: Run, tmp_path: Path) -> None:
    first, second = parts(tmp_path)
    out = tmp_path / "out"
    done = run("audit", first, second, "--bundle", "-o", out, "--format", "json")
    (written,) = out.iterdir()
    assert written.name == "1-narrative.audit.json"
    audit = gouji.from_json(written.read_bytes())
    assert [s.name for s in audit.report.sources] == [first.name, second.name]  # type: ignore[union-attr]
    assert done.status == 0
    assert "supported" in {v.verdict for v in audit.verdicts}  # type: ignore[union-attr]


def test_a_folder_is_a_bundle(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    parts(folder)
    bundled = run("audit", folder, "--json", "-")
    assert len(json.loads(bundled.out)["report"]["sources"]) == 2


def without_origin(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    found["report"].pop("sources")
    found["report"].pop("engine")
    return found


def test_the_audit_of_what_was_read_is_that_of_the_file(run: Run, tmp_path: Path, faulty: Path) -> None:
    read = run("read", faulty)
    assert read.status == 0
    report = tmp_path / "read.json"
    report.write_text(read.out, encoding="utf-8")
    again, first = run("audit", report, "--json", "-"), run("audit", faulty, "--json", "-")
    assert again.status == first.status == 1
    assert without_origin(again.out) == without_origin(first.out)


def test_a_paragraph_may_be_edited_and_audited_again(run: Run, tmp_path: Path, faulty: Path) -> None:
    report = tmp_path / "edited.json"
    report.write_text(run("read", faulty).out.replace("870.00万元", "840.00万元"), encoding="utf-8")
    assert run("audit", report).status == 0


# the other verbs


def test_read_gives_a_report(run: Run, good: Path) -> None:
    done = run("read", good)
    found = gouji.from_json(done.out)
    assert isinstance(found, Report)
    assert found.department == small.NAME
    assert done.err == ""


def test_read_gives_json_lines_of_several(run: Run, good: Path, faulty: Path, tmp_path: Path) -> None:
    done = run("read", good, tmp_path / "missing.txt", faulty)
    assert [line["schema"] for line in done.lines()] == ["gouji.report/1"] * 2
    assert done.status == 3


def test_claims_are_json_lines(run: Run, good: Path) -> None:
    lines = run("claims", good).lines()
    assert [c["id"] for c in lines] == [c.id for c in gouji.audit(good).claims]
    keys = "id sentence start end text kind subject subject_code measure scope year basis of value unit base_value step direction"
    assert all(set(keys.split()) <= set(line) for line in lines)


def test_quantities(run: Run) -> None:
    done = run("quantities", stdin="支出1,234.50万元，约3辆\n\n无数字\n占5％")
    assert [line["text"] for line in done.lines()] == ["支出1,234.50万元，约3辆", "", "无数字", "占5％"]
    first = done.lines()[0]
    assert set(first) == {"text", "quantities"}
    assert first["quantities"][0] == {
        "start": 2, "end": 12, "text": "1,234.50万元", "value": "1234.50", "unit": "万元", "base_value": "12345000.00", "kind": "money",
    }  # fmt: skip
    assert [q["kind"] for q in first["quantities"]] == ["money", "count"]
    assert done.lines()[3]["quantities"][0]["base_value"] == "0.05"


def test_quantities_of_odd_input(run: Run) -> None:
    done = run("quantities", stdin="\udcff\x00３万元\r\n𠮷3万元\n")
    assert done.status == 0
    lines = done.lines()
    assert [[q["value"] for q in line["quantities"]] for line in lines] == [["3"], ["3"]]
    for line in lines:
        assert all(line["text"][q["start"] : q["end"]] == q["text"] for q in line["quantities"])


def test_reasons(run: Run) -> None:
    text = (
        "人员调入2名，增加12.00万元\n公务接待费\tdecrease\t公务接待费减少\n基本支出\t\t人员减少；工资晋级\n\n"
    )
    done = run("reasons", stdin=text)
    assert done.status == 0
    lines = done.lines()
    assert len(lines) == 4
    assert all({"factors", "depth", "quantified", "boilerplate"} <= set(line) for line in lines)
    assert lines[0]["quantified"] is True
    assert "circular" in [t["type"] for f in lines[1]["factors"] for t in f["types"]]
    assert len(lines[2]["factors"]) == 2
    for line in lines:
        assert all(line["text"][f["start"] : f["end"]] == f["text"] for f in line["factors"])


GOLD_KEYS = ("id", "value", "unit", "kind", "subject", "measure", "year", "basis", "of", "scope", "direction")


@pytest.fixture
def gold(tmp_path: Path, good: Path) -> Path:
    """The program's own claims of the small report as gold, beside the report."""
    folder = tmp_path / "gold"
    folder.mkdir()
    audit = gouji.audit(good)
    sentence = {s.id: s.text for s in audit.sentences}
    verdicts = {v.claim: v.verdict for v in audit.verdicts}
    lines = []
    for claim in audit.claims:
        entry = json.loads(gouji.to_json(claim, indent=None))
        kept = {key: entry[key] for key in GOLD_KEYS}
        kept |= {
            "section": "",
            "page": None,
            "sentence": sentence[claim.sentence],
            "cells": [],
            "operands": [],
        }
        lines.append(json.dumps(kept | {"verdict": verdicts[claim.id]}, ensure_ascii=False))
    (folder / "small.claims.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "small.txt").write_text(small.text(), encoding="utf-8")
    return folder


def test_evaluate_against_itself_is_right(run: Run, gold: Path) -> None:
    done = run("evaluate", gold)
    assert done.status == 0
    row = next(line for line in done.out.splitlines() if "figure + unit" in line)
    assert row.split()[-4:-1] == ["1.000", "1.000", "1.000"]
    assert "small" in done.out


def test_evaluate_counts_and_lists_what_is_wrong(run: Run, gold: Path) -> None:
    path = gold / "small.claims.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace('"840.00"', '"841.00"'), *lines[1:]]), encoding="utf-8")
    done = run("evaluate", gold)
    row = next(line for line in done.out.splitlines() if "figure + unit" in line)
    right, predicted, wanted = map(int, row.split()[-1].split("/"))
    assert right == predicted - 1 == wanted - 1
    assert "841.00" in done.out
    assert "841.00" not in run("evaluate", gold, "--no-wrong").out


def test_evaluate_takes_results_that_are_there(run: Run, tmp_path: Path, gold: Path) -> None:
    out = tmp_path / "out"
    run("audit", gold / "small.txt", "-o", out, "--format", "json")
    assert run("evaluate", gold, "--predictions", out).out == run("evaluate", gold).out
    assert run("evaluate", gold, "--predictions", gold).status == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"value": "1"}'])
def test_a_bad_gold_is_one_line_with_its_place(run: Run, gold: Path, line: str) -> None:
    (gold / "small.claims.jsonl").write_text(line, encoding="utf-8")
    done = run("evaluate", gold)
    assert done.status == 2
    (told,) = done.err.splitlines()
    assert "small.claims.jsonl:1" in told


def test_patterns_are_counted_and_listed(run: Run) -> None:
    done = run("patterns")
    counts = dict(line.split("\t") for line in done.out.splitlines())
    assert int(counts["units"]) > 30
    listed = run("patterns", "identities").out.splitlines()
    assert len(listed) == int(counts["identities"])
    assert all(line.startswith("identities\t") for line in listed)
    assert len(run("patterns", "cues").out.splitlines()) == sum(
        int(n) for kind, n in counts.items() if kind.startswith("cues/")
    )


def test_version_names_everything_that_decides(run: Run) -> None:
    found = dict(line.split("\t") for line in run("version").out.splitlines())
    assert found["gouji"] == gouji.__version__
    assert "gouji.audit/1" in found["schema"]
    assert re.fullmatch(r"sha256:[0-9a-f]{12}", found["patterns"])
    assert {"python", "spacy", "jieba", "pikepdf", "msgspec"} <= set(found)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_verb_has_help(run: Run, verb: str, option: str) -> None:
    done = run(verb, option)
    assert done.status == 0
    assert re.search("[\u4e00-\u9fff]{4}", done.out)
    assert verb in run("--help").out


OPTIONS = {
    "--output", "--format", "--json", "--bundle", "--prior", "--budget", "--units", "--patterns", "--decisions",
}  # fmt: skip


def test_verbs_to_come(run: Run) -> None:
    words = run("--help").out
    listed = set(re.findall(r"(?m)^  ([a-z]+) ", words))
    assert (set(VERBS) | {"train", "measure"}) - listed == set()


def test_the_options_of_the_contract(run: Run) -> None:
    words = run("audit", "--help").out
    assert {option for option in OPTIONS if option not in words} == set()


@pytest.mark.parametrize("verb", ["audit", "read", "claims"])
def test_standard_input_is_a_file(run: Run, good: Path, verb: str) -> None:
    piped = run(verb, "-", stdin=small.text())
    assert piped.status == 0
    assert (
        piped.out.replace("stdin.txt", good.name).splitlines()[-3:] == run(verb, good).out.splitlines()[-3:]
    )


def test_empty_standard_input_is_refused(run: Run) -> None:
    done = run("read", "-", stdin="")
    assert done.status == 3
    assert "stdin.txt" in done.err


def test_the_public_read_works_again(good: Path) -> None:
    words = "import sys, gouji; [print(gouji.read(sys.argv[1]).department) for _ in range(2)]"
    done = subprocess.run([sys.executable, "-c", words, good], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [small.NAME, small.NAME]
    assert done.returncode == 0


def test_an_unknown_engine_or_no_format_is_refused(run: Run, good: Path) -> None:
    assert run("audit", good, "--engine", "nothing").status == 2
    assert run("audit", good, "--format", "").status == 2


def test_a_text_without_forms_is_not_called_clean(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hello.txt"
    path.write_text(
        "某市某局2023年度部门决算\n第三部分 部门决算情况说明\n收入总计12.00万元。\n", encoding="utf-8"
    )
    done = run("audit", path)
    assert "没有发现问题" not in done.out
    assert "未认出任何决算表" in done.out


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+999999"])
def test_a_number_that_is_none_is_refused(run: Run, tmp_path: Path, good: Path, value: str) -> None:
    path = tmp_path / "odd.json"
    words = run("read", good).out.replace('"value": "840.00"', f'"value": "{value}"')
    path.write_text(words, encoding="utf-8")
    done = run("audit", path)
    assert done.status == 3
    assert "value" in done.err


def test_files_of_a_folder_that_are_not_read_are_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    parts(folder)
    (folder / "录音.mp3").write_bytes(b"ID3")
    done = run("audit", folder, "--json", "-")
    assert len(json.loads(done.out)["report"]["sources"]) == 2
    assert "录音.mp3" in done.err


def test_audit_holds_a_report_against_last_years(run: Run) -> None:
    Path("now.txt").write_text(small.text(), "utf-8")
    Path("before.txt").write_text(small.text().replace("2023", "2022"), "utf-8")
    (found,) = [json.loads(run("audit", "now.txt", "--prior", "before.txt", "--json", "-").out)]
    assert {c["outcome"] for c in found["checks"] if c["code"] == "chain.year_before"} == {"fail"}
    assert "prior.disagreement" in {f["code"] for f in found["findings"]}


def test_audit_without_last_years_report_where_it_was_named(run: Run) -> None:
    Path("now.txt").write_text(small.text(), "utf-8")
    done = run("audit", "now.txt", "--prior", "none.txt", "--json", "-")
    assert (done.status, done.out) == (3, "")
    assert len(done.err.strip().splitlines()) == 1


def test_own_patterns_add_a_check(tmp_path: Path) -> None:
    own = tmp_path / "own" / "checks"
    own.mkdir(parents=True)
    (own / "text.yaml").write_text(
        "- {code: text.residue, severity: warning, pattern: 馆藏数字化, message: 本处的检查, example: 馆藏数字化, counter_example: 馆藏}\n",
        "utf-8",
    )
    (tmp_path / "now.txt").write_text(small.text(), "utf-8")
    command = [
        sys.executable,
        "-c",
        "from gouji.cli import main; main()",
        "audit",
        "now.txt",
        "--patterns",
        "own",
        "--json",
        "-",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert any(f["message"].startswith("本处的检查") for f in json.loads(done.stdout)["findings"])


@pytest.mark.parametrize(("make", "words"), [(False, "没有这个目录"), (True, "同名的 YAML")])
def test_own_patterns_that_are_not_there(run: Run, make: bool, words: str) -> None:
    if make:
        Path("own").mkdir()
    done = run("patterns", "--patterns", "own")
    assert done.status == 2
    assert words in done.err
    assert len(done.err.strip().splitlines()) == 1
