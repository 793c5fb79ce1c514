"""Years that cannot be meant: a comparison with the year itself, a stale 截至 date, a level of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.model import Diagnosis, Finding, Report, Sentence
from gouji.verify.findings import Maker

_AS_OF = re.compile(r"截[至止](?P<year>20\d{2})年(?:1?2月31日|年?底|末)")
_COMPARED = re.compile(
    r"(?:与|比|较)(?P<year>20\d{2})年度?(?:决算数?)?(?:相比|比较|相较|增加|减少|增长|下降|持平)"
)
_SUBJECT = re.compile(
    r"^[^，。；：]{0,24}?(?<![与比较])(?P<year>20\d{2})年度(?:收入|支出|收、支|收支|本年|财政拨款|一般公共预算|政府性基金|“三公|机关运行|政府采购)"
)
_NAMED = re.compile(
    r"^(?P<year>20\d{2})年度?[，,]?[^，。；：0-9]{0,30}?(?:收入总计|支出总计|收、支总计|收支总计|收入支出总计|收入合计|支出合计)"
)
_DENIED = re.compile(
    r"^[^，。；：]{0,16}?(?<![与比较])(?P<year>20\d{2})年度?(?![^。]*(?:20\d{2}|本年|今年|当年))[^，。；：]{0,16}?"
    r"(?:无|没有|未)[^，。；：]{0,8}(?:政府性基金|国有资本经营)"
)


def year_findings(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """Findings about years of the explanation part; none where the fiscal year is not known."""
    fiscal = report.fiscal_year
    if fiscal is None or report.kind not in {"final_accounts", "budget"}:
        return
    denied = ((_DENIED, fiscal, "年度"),)
    of_accounts = (
        (_AS_OF, fiscal, "截止日期"),
        (_COMPARED, fiscal - 1, "比较年度"),
        (_SUBJECT, fiscal, "年度"),
        (_NAMED, fiscal, "年度"),
    )
    for sentence in sentences:
        told: set[int] = set()
        for regex, right, what in (*of_accounts, *denied) if report.kind == "final_accounts" else denied:
            match = regex.search(sentence.text)
            if match is None:
                continue
            year = int(match["year"])
            wrong = year == fiscal if regex is _COMPARED else year != fiscal
            if regex is _COMPARED and "预算" in sentence.text[match.start() : match.end() + 4]:
                continue
            start = sentence.start + match.start("year")
            if wrong and start not in told:
                told.add(start)
                yield maker.make(
                    "text.year", "warning", f"{what}为{year}年，本报告为{fiscal}年度", sentence=sentence.id,
                    span=(start, start + 4), said=str(year), implied=str(right), diagnosis=(Diagnosis("stale_year"),),
                    key=f"{what}{year}",
                )  # fmt: skip
