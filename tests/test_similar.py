from __future__ import annotations

from gouji.similar import COPY, groups, masked
from hypothesis import given, settings
from hypothesis import strategies as st


def test_figures_years_and_list_marks_do_not_make_a_difference() -> None:
    texts = [
        "一是2021年人员增加，工资支出增加12.3万元",
        "人员增加",
        "2.2022年人员增加，工资支出增加4,512元。",
    ]
    assert masked("（1）人员增加2人") == "人员增加0人"
    assert groups(["一是人员调入3人", "二是人员调入12人。", "设备更新"]) == ((0, 1),)
    assert groups(texts) == ()


def test_small_changes_of_wording_are_copies() -> None:
    first = "认真贯彻落实厉行节约各项规定，从严控制公务接待的批次、人数和开支标准"
    second = "认真贯彻落实厉行节约各项规定，从严控制公务接待批次、人数和开支标准"
    assert groups([first, "新增档案库房", second]) == ((0, 2),)


def test_another_reason_of_the_same_kind_is_no_copy() -> None:
    assert groups(["从严控制公务接待支出", "从严控制公务用车支出"]) == ()


def test_nothing_and_bare_figures_belong_to_no_group() -> None:
    assert groups([]) == ()
    assert groups(["", "", "12", "3,456"]) == ()


def test_groups_rise_and_do_not_overlap() -> None:
    texts = ["甲乙丙丁戊", "人员减少", "甲乙丙丁戊", "人员减少", "人员减少"]
    assert groups(texts) == ((0, 2), (1, 3, 4))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="人员增加减少工资调标", min_size=3, max_size=12), max_size=12))
def test_the_short_cut_finds_what_comparing_all_pairs_finds(texts: list[str]) -> None:
    def grams(text: str) -> set[str]:
        return {text[at : at + 3] for at in range(max(1, len(text) - 2))}

    near = {
        (i, j)
        for i, left in enumerate(texts)
        for j, right in enumerate(texts[:i])
        if len(grams(left) & grams(right)) >= COPY * len(grams(left) | grams(right))
    }
    found = groups(texts)
    together = {(i, j) for group in found for i in group for j in group if j < i}
    assert near <= together
    assert len({i for group in found for i in group}) == sum(len(group) for group in found)


def test_many_texts_stay_fast() -> None:
    texts = [
        f"第{n}类情况{chr(0x4E00 + n)}{chr(0x5E00 + n)}的支出变动{chr(0x6E00 + n * 3)}说明"
        for n in range(3000)
    ]
    assert groups(texts) == ()
