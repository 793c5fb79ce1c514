from __future__ import annotations

import pytest
from gouji import patterns
from gouji.read.narrative.roles import SectionPattern, role_of
from gouji.read.tables.forms import FormPattern, form_of_title

FORMS = patterns.load("forms", FormPattern)
SECTIONS = patterns.load("sections", SectionPattern)


@pytest.mark.parametrize(("form", "title"), [(f.id, title) for f in FORMS for title in f.examples])
def test_titles_of_a_form(form: str, title: str) -> None:
    found = form_of_title(title)
    assert found is not None
    assert found.id == form


@pytest.mark.parametrize(("form", "title"), [(f.id, title) for f in FORMS for title in f.counter_examples])
def test_titles_of_other_forms(form: str, title: str) -> None:
    found = form_of_title(title)
    assert found is None or found.id != form


@pytest.mark.parametrize(("role", "title"), [(s.role, title) for s in SECTIONS for title in s.examples])
def test_titles_of_a_role(role: str, title: str) -> None:
    assert role_of(title) == role


@pytest.mark.parametrize(
    ("role", "title"), [(s.role, title) for s in SECTIONS for title in s.counter_examples]
)
def test_titles_of_other_roles(role: str, title: str) -> None:
    assert role_of(title) != role


def test_the_printed_number_decides_nothing() -> None:
    for title in ("公开07表 财政拨款“三公”经费支出决算表", "表七：财政拨款'三公'经费支出决算表"):
        found = form_of_title(title)
        assert found is not None
        assert found.id == "公开09"


def test_ids_are_unique() -> None:
    ids = [form.id for form in FORMS]
    assert len(ids) == len(set(ids))
