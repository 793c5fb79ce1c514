"""Figures as they are shown, and findings by their cause."""

import dataclasses
from decimal import Decimal

import pytest
from gouji.render.figures import diagnoses, number, said_computed_implied, terms, written_out
from gouji.render.lookup import forms, groups, look_up, page_of

from tests.render.sample import sample_audit

AUDIT = sample_audit()
LOOKUP = look_up(AUDIT)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("8415.64", "8,415.64"),
        ("8414.20", "8,414.20"),
        ("-9.00", "-9.00"),
        ("1E+4", "10,000"),
        ("14.473058123", "≈14.473058"),
        ("0.3333333333333333", "≈0.333333"),
    ],
)
def test_numbers(value: str, shown: str) -> None:
    assert number(Decimal(value)) == shown


def test_an_expression_is_written_out_with_its_figures() -> None:
    expression = "[p41/s2/c1] ÷ ([t1/r31c3] + [p41/s2/c1])"
    assert written_out(expression, LOOKUP, "zh") == "2,362.43 ÷ (8,415.64 + 2,362.43)"
    first, _, second, *_ = terms(expression, LOOKUP, "zh")
    assert (first.claim, second.cell) == ("p41/s2/c1", "t1/r31c3")


def test_a_blank_cell_and_an_unknown_id_are_told_apart_from_figures() -> None:
    assert written_out("[t1/r29c3] + [gone]", LOOKUP, "zh") == "（空） + [gone]"
    assert written_out("[t1/r29c3] + [gone]", LOOKUP, "en") == "(blank) + [gone]"


def test_a_finding_without_figures_takes_those_of_its_contradicted_claim() -> None:
    finding = AUDIT.findings[1]
    bare = dataclasses.replace(finding, said=None, computed=None, implied=None, diagnosis=())
    assert said_computed_implied(bare, LOOKUP) == ("3,045.12万元", "4,065.23万元", "4,065.23万元")
    assert diagnoses(bare, LOOKUP, "zh") == (("数字笔误", "4,065.23万元", "公开06 合计 × 金额"),)
    assert said_computed_implied(AUDIT.findings[4], LOOKUP) == (None, None, None)


def test_a_group_is_as_grave_as_its_gravest_finding() -> None:
    notice, error = AUDIT.findings[0], AUDIT.findings[1]
    follower = dataclasses.replace(error, root=notice.id)
    (group,) = groups((follower, notice))
    assert (group.head.finding, group.severity) == (notice, "error")


def test_a_group_without_its_root_is_headed_by_its_gravest_finding() -> None:
    notice, error = (dataclasses.replace(finding, root="gone") for finding in AUDIT.findings[:2])
    (group,) = groups((notice, error))
    assert group.head.finding == error


def test_findings_of_one_id_are_all_kept() -> None:
    twice = (AUDIT.findings[0], AUDIT.findings[0])
    (group,) = groups(twice)
    assert [group.head.place, *(one.place for one in group.followers)] == [0, 1]


def test_the_page_of_a_finding_is_found_from_what_it_speaks_of() -> None:
    finding = dataclasses.replace(AUDIT.findings[1], page=None)
    assert page_of(finding, LOOKUP) == 43
    assert page_of(dataclasses.replace(finding, claims=(), sentence=None), LOOKUP) == 15


def test_the_nine_forms_are_told_of_final_accounts_only() -> None:
    states = {form.id: form.state for form in forms(AUDIT.report)}
    assert len(states) == 9
    assert (states["公开01"], states["公开03"], states["公开09"]) == ("found", "missing", "doubtful")
    budget = dataclasses.replace(AUDIT.report, kind="budget")
    assert [form.id for form in forms(budget)] == ["公开01", "公开02", "公开06", "公开09"]
