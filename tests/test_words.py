from __future__ import annotations

import logging
import re
import subprocess
import sys

import pytest
from gouji import words
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出8,415.64万元", ["8,415.64", "万元"]),
        ("增长25.58%", ["25.58%"]),
        ("下降-3.2％", ["-3.2％"]),
        ("公务用车运行维护费", ["公务用车运行维护费"]),
        ("商品和服务支出", ["商品和服务支出"]),
    ],
)
def test_a_figure_and_an_account_are_one_word(text: str, expected: list[str]) -> None:
    found = words.cut(text)
    assert [word for word in expected if word not in found] == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="本年度支出增加减少万元1234567890,.%-（）“”，。 \nAZ", max_size=60))
def test_the_words_joined_are_the_text(text: str) -> None:
    assert "".join(words.cut(text)) == text


def test_user_words_are_distinct_words_of_the_patterns() -> None:
    found = words.user_words()
    assert len(found) == len(set(found))
    assert {"住房公积金", "公用经费", "离退休人员"} <= set(found)
    assert all(2 <= len(word) <= 12 for word in found)


def test_expand_puts_longer_words_first() -> None:
    pattern = words.expand("^{year}$")
    assert re.match(pattern, "上年度")
    assert pattern.index("|上年度|") < pattern.index("|上年|")


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(KeyError):
        words.word_list("no_such_list")


def test_regular_expression_counts_are_no_lists() -> None:
    assert words.expand(r"\d{1,2}月") == r"\d{1,2}月"


def test_loading_is_quiet() -> None:
    code = "from gouji.words import cut; print(len(cut('本年度支出减少')))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert logging.getLogger().level != logging.DEBUG
