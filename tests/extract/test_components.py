"""The extractor as spaCy components: in anyone's pipeline, spans with exact places, figures whole."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from gouji.extract.components import NAMES, Tokenizer, pipeline, state
from gouji.quantity import find
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import DocBin

TEXT = (
    "2023年度公务接待费支出2.55万元，完成预算的75.00%，较上年减少1,000.65万元，下降20.31%，"
    "主要原因是厉行节约。国内公务接待38批次。"
)

# the registered names: a change here is a change of the public interface
FACTORIES = ["gouji_accounts", "gouji_amounts", "gouji_claims", "gouji_comparisons", "gouji_periods"]
SPANS = [
    "gouji_accounts",
    "gouji_amounts",
    "gouji_claims",
    "gouji_comparisons",
    "gouji_periods",
    "gouji_reasons",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("zh")
    for name in NAMES:
        nlp.add_pipe(name)
    return nlp


def test_the_registered_names() -> None:
    assert sorted(name for name in Language.factories if name.startswith("gouji")) == FACTORIES
    assert sorted(NAMES) == FACTORIES


def test_the_names_are_entry_points() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    found = project["project"]["entry-points"]["spacy_factories"]
    assert sorted(found) == FACTORIES
    for place in found.values():
        module, _, function = place.partition(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_the_pipeline_has_its_components_in_order(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == NAMES


def test_every_component_has_what_it_requires(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert set(problems) == set(NAMES)
    assert not any(problems.values())


def test_a_component_that_lacks_its_input_is_a_problem() -> None:
    alone = spacy.blank("zh")
    alone.add_pipe("gouji_claims")
    assert alone.analyze_pipes()["problems"]["gouji_claims"]


@pytest.mark.parametrize("name", FACTORIES)
def test_every_component_says_what_it_assigns(nlp: Language, name: str) -> None:
    assert "doc.spans" in nlp.get_pipe_meta(name).assigns


def spans(nlp: Language, group: str, text: str = TEXT) -> list[tuple[str, str]]:
    doc = nlp(text)
    return [(span.text, span.label_) for span in doc.spans[group]]


def test_all_groups_of_spans_are_there(nlp: Language) -> None:
    assert sorted(nlp(TEXT).spans) == SPANS


def test_amounts(nlp: Language) -> None:
    assert spans(nlp, "gouji_amounts") == [
        ("2023年度", "year"), ("2.55万元", "money"), ("75.00%", "percent"), ("1,000.65万元", "money"),
        ("20.31%", "percent"), ("38批次", "count"),
    ]  # fmt: skip


def test_accounts(nlp: Language) -> None:
    assert ("公务接待费", "公务接待费") in [
        (text.removesuffix("支出"), label) for text, label in spans(nlp, "gouji_accounts")
    ]


def test_comparisons_and_periods(nlp: Language) -> None:
    assert spans(nlp, "gouji_comparisons") == [("较上年", "上年")]
    assert [text for text, _ in spans(nlp, "gouji_periods")] == ["2023年度", "上年"]


def test_claims_and_reasons(nlp: Language) -> None:
    assert spans(nlp, "gouji_claims") == [
        ("2.55万元", "level"), ("75.00%", "completion"), ("1,000.65万元", "change"), ("20.31%", "change_rate"),
        ("38批次", "count"),
    ]  # fmt: skip
    assert [text for text, _ in spans(nlp, "gouji_reasons")] == ["厉行节约"]


@pytest.mark.parametrize("which", ["nlp", "blank"])
def test_places_are_those_of_the_text(which: str, request: pytest.FixtureRequest) -> None:
    doc = request.getfixturevalue(which)(TEXT)
    assert doc.text == TEXT
    for draft in state(doc).reading.drafts:
        assert draft.figure is not None
        assert TEXT[draft.start : draft.end] == draft.figure.text
    for group in SPANS:
        assert all(TEXT[s.start_char : s.end_char] == s.text for s in doc.spans[group])


def test_the_same_claims_in_a_blank_pipeline(nlp: Language, blank: Language) -> None:
    ours, theirs = state(nlp(TEXT)).reading, state(blank(TEXT)).reading
    assert ours.drafts == theirs.drafts
    assert ours.reasons == theirs.reasons


def test_a_component_may_stand_alone() -> None:
    alone = spacy.blank("zh")
    alone.add_pipe("gouji_amounts")
    assert [span.text for span in alone("支出1,234.56万元")._.gouji.figures] == ["1,234.56万元"]


@pytest.mark.parametrize(
    "number", ["1,234.56", "1234.5", "12,345,678.90", "93.62%", "100.00％", "1，234.56", "0.5", "2023"]
)
def test_a_figure_with_its_separators_is_one_token(nlp: Language, number: str) -> None:
    assert number in [token.text for token in nlp(f"支出{number}，其中")]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="公务接待费支出 1234.5，,%万元\t\nA–①𠀀é。；（）", max_size=40))
def test_any_text_stays_as_it_is(text: str) -> None:
    made = Tokenizer(spacy.blank("zh").vocab)(text)
    assert made.text == text


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=60))
def test_any_text_can_be_read(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert len(state(doc).figures) == len(find(text))


def test_no_text_is_read_as_nothing(nlp: Language) -> None:
    assert state(nlp("")).reading.drafts == []


@pytest.mark.parametrize("group", SPANS)
def test_displacy_draws_every_group(nlp: Language, group: str) -> None:
    html = displacy.render(nlp(TEXT), style="span", options={"spans_key": group}, jupyter=False)
    assert "<div" in html
    assert "2.55" in html


def test_documents_do_not_share_what_is_known(nlp: Language) -> None:
    first, second = nlp(TEXT), nlp("支出3.00万元。")
    assert state(first) is not state(second)
    assert len(state(first).figures) == 6


def test_the_pipeline_works_on_a_stream(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "支出3.00万元。"]))
    assert [len(state(doc).figures) for doc in docs] == [6, 1]


def test_claims_are_plain_values_too(nlp: Language) -> None:
    claims = nlp(TEXT)._.gouji_claims
    assert [TEXT[c["start"] : c["end"]] for c in claims] == [c["text"] for c in claims]
    assert (claims[0]["kind"], claims[0]["subject"], claims[0]["year"]) == ("level", "公务接待费", 2023)
    assert json.loads(json.dumps(claims)) == claims


def test_a_stored_document_keeps_spans_and_claims(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = next(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab))
    assert list(again._.gouji_claims) == doc._.gouji_claims
    for group in SPANS:
        assert [(s.text, s.label_) for s in again.spans[group]] == [
            (s.text, s.label_) for s in doc.spans[group]
        ]
    assert [f.text for f in state(again).figures] == []


def test_a_saved_pipeline_gives_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded(TEXT)._.gouji_claims == nlp(TEXT)._.gouji_claims
    assert [t.text for t in loaded(TEXT)] == [t.text for t in nlp(TEXT)]


def test_documents_of_several_processes(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "支出3.00万元。"], n_process=2))
    assert [len(doc._.gouji_claims) for doc in docs] == [5, 1]


def test_the_library_is_quick_to_import() -> None:
    words = (
        "import sys, gouji; print(any(m.split('.')[0] in ('spacy', 'jieba', 'sklearn') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
