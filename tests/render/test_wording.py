"""Every code of the model has a name in both languages."""

from typing import get_args

import pytest
from gouji import vocabulary
from gouji.render import page_words, titles, wording


@pytest.mark.parametrize(
    ("literal", "words"),
    [
        (vocabulary.VerdictName, wording.VERDICTS),
        (vocabulary.VerdictName, wording.VERDICTS_IN_FULL),
        (vocabulary.Severity, wording.SEVERITIES),
        (vocabulary.Evidence, wording.EVIDENCE),
        (vocabulary.LinkStatus, wording.LINKS),
        (vocabulary.Outcome, wording.OUTCOMES),
        (vocabulary.Direction, wording.DIRECTIONS),
        (vocabulary.ClaimKind, wording.KINDS),
        (vocabulary.ReasonType, wording.REASONS),
        (vocabulary.Depth, wording.DEPTHS),
        (vocabulary.ReportKind, wording.REPORTS),
        (vocabulary.Role, wording.ROLES),
    ],
)
def test_codes_have_names(literal: object, words: wording.Words) -> None:
    assert set(get_args(literal)) <= set(words)


def test_names_are_given_in_every_language() -> None:
    named = {**vars(wording), **vars(page_words)}
    tables = [value for name, value in named.items() if name.isupper() and isinstance(value, dict)]
    assert len(tables) > 17
    assert all(
        len(pair) == len(wording.LANGUAGES) and all(pair) for table in tables for pair in table.values()
    )


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert wording.word(wording.VERDICTS, "doubtless", "zh") == "doubtless"
    assert titles.finding_title("share.new", "zh") == "占比"
    assert titles.finding_title("new.thing", "en") == "new.thing"
