"""A whole small report: cover, contents, nine forms and all sections that the template asks for; it breaks no rule."""

from __future__ import annotations

from tests import small

COUNTS = (
    "因公出国（境）费支出3.50万元，全年因公出国（境）团组1个，累计2人次。公务用车购置及运行维护费支出21.50万元，"
    "其中：公务用车购置费支出0.00万元，购置公务用车0辆；公务用车运行维护费支出21.50万元，年末公务用车保有量8辆。"
    "公务接待费支出3.00万元，共接待国内来访12批次、96人次。"
)
SECTIONS = {
    "三公": small.SECTIONS["三公"] + COUNTS,
    "采购": (
        "2023年度政府采购支出总额60.00万元，其中：政府采购货物支出40.00万元、政府采购工程支出0.00万元、政府采购服务支出20.00万元。"
        "授予中小企业合同金额45.00万元，占政府采购支出总额的75.00%，其中：授予小微企业合同金额30.00万元，占政府采购支出总额的50.00%。"
    ),
    "资产": "截至2023年12月31日，本部门共有车辆8辆，其中：机要通信用车3辆、其他用车5辆。",
    "绩效": "本部门组织对2023年度项目支出开展绩效自评。",
}


def text() -> str:
    """The report as text, tables with tabs."""
    words = small.text(SECTIONS)
    order = list(small.TITLES.values())
    forms = [table.partition("\n")[0] for table in small.FORMS.values()]
    numbers = [f"{small._numeral(n)}、" for n in range(1, len(order) + 1)]
    lines = ["目录", "第一部分 部门概况", "一、部门职责", "第二部分 2023年度部门决算表"]
    lines += [f"{number}{title}" for number, title in zip(numbers, forms, strict=False)]
    lines += ["第三部分 2023年度部门决算情况说明"]
    lines += [f"{number}{title}" for number, title in zip(numbers, order, strict=True)]
    lines += ["第四部分 名词解释", "一、财政拨款收入"]
    contents = "\n".join(lines)
    return words.replace("部门决算\n\n第一部分", f"部门决算\n\n{contents}\n\n第一部分", 1)


def changed(pairs: tuple[str, ...]) -> str:
    """The report with texts replaced in turn; one that is not there exactly once fails."""
    words = text()
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert words.count(old) == 1, (old, words.count(old))
        words = words.replace(old, new)
    return words
