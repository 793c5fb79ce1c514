"""Lists of reasons over paragraphs: one reason a paragraph, one group, explaining what the list was begun for."""

from __future__ import annotations

import pytest

from tests.verify import seen

CHANGE = "本年支出合计810.00万元，比上年减少90.00万元，下降10.00%。"


@pytest.mark.parametrize(
    "marks", [("一是", "二是", "三是"), ("1.", "2.", "3."), ("（1）", "（2）", "（3）"), ("①", "②", "③")]
)
@pytest.mark.parametrize("cue", ["支出减少的具体原因如下：", "主要原因："])
def test_items_of_a_list_share_a_group(cue: str, marks: tuple[str, ...]) -> None:
    texts = ("人员退休，人员经费减少", "库房改造项目上年完工", "压减会议")
    items = "".join(f"\n{mark}{text}；" for mark, text in zip(marks, texts, strict=True))
    result = seen.audit({"支出": CHANGE + cue + items}, alone=True)
    assert [r.text for r in result.reasons] == list(texts)
    assert len({r.group for r in result.reasons}) == 1
    assert None not in {r.group for r in result.reasons}
    explained = {c.id: c.kind for c in result.claims}
    assert [[explained[c] for c in r.explains] for r in result.reasons] == [["change", "change_rate"]] * 3
    assert not seen.findings(result, "text.residue")


def test_a_numbered_item_of_the_section_is_no_reason() -> None:
    text = f"1.{CHANGE}主要原因是：一是人员退休，人员经费减少；二是压减会议。\n2.基本支出200.00万元。"
    result = seen.audit({"支出": text}, alone=True)
    assert len(result.reasons) == 1
    assert [c.text for c in result.claims if c.subject == "基本支出"] == ["200.00万元"]


def test_a_second_cue_of_a_sentence_opens_a_reason_of_its_own() -> None:
    text = (
        "公务接待费支出3.00万元，完成预算的75.00%，比上年增加1.00万元，增长50.00%，"
        "决算数小于预算数的主要原因是从严控制接待；较上年增加的主要原因是承办专题会议。"
    )
    result = seen.audit({"三公": text}, alone=True)
    assert [r.text for r in result.reasons] == ["从严控制接待", "承办专题会议"]
