"""Years that cannot be meant: a comparison with the year itself, a stale 截至 date, a level or a heading of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gouji.facts import Fact
from gouji.model import Claim, Diagnosis, Finding, Report, Sentence, Verdict
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
_HEADING = re.compile(
    r"^[^，。；：]{0,30}?(?<![与比较])(?P<year>20\d{2})年度?[^，。；：]{0,12}?"
    r"(?:决算|收入|支出|财政拨款|一般公共|政府|国有|三公|机关运行|预算绩效)[^，。；]*(?:说明|情况)$"
)
_CARRIED = re.compile("结转|结余|上年|年初")
_DIGITS = 5
"""A figure of so many digits does not stand in a form by chance."""


def year_findings(
    report: Report,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    facts: Sequence[Fact],
    maker: Maker,
) -> Iterator[Finding]:
    """Findings about years of the explanation part; none where the fiscal year is not known."""
    if report.fiscal_year is None or report.kind not in {"final_accounts", "budget"}:
        return
    told: set[tuple[str | None, str | None]] = set()
    for finding in (
        *_of_wording(report, sentences, maker),
        *_of_headings(report, sentences, maker),
        *_of_figures(report.fiscal_year, sentences, claims, verdicts, facts, maker),
    ):
        if (finding.sentence, finding.said) not in told:
            told.add((finding.sentence, finding.said))
            yield finding


def _of_headings(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """Headings of the explanation of final accounts that name another year."""
    titles = {s.id: s.title for s in report.sections if s.role == "explanation"}
    for sentence in sentences if report.kind == "final_accounts" else ():
        title = titles.get(sentence.section or "", "")
        match = _HEADING.search(sentence.text)
        if match and title and sentence.text.endswith(title) and int(match["year"]) != report.fiscal_year:
            yield _made(
                report.fiscal_year, sentence, match.start("year"), match["year"], "标题中的年度", maker
            )


def _of_figures(
    fiscal: int | None,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    facts: Sequence[Fact],
    maker: Maker,
) -> Iterator[Finding]:
    """Levels said of another year that stand in the forms of this one to the last of many digits.

    What was carried over is another year's as well, and what is the same in both years is told of both.
    """
    printed = {
        str(fact.cell.value)
        for fact in facts
        if fact.cell.value is not None and _CARRIED.search(fact.account) is None
    }
    by_id = {sentence.id: sentence for sentence in sentences}
    own = {(_place(c), c.value) for c in claims if c.year == fiscal}
    for claim in claims:
        if claim.kind != "level" or claim.year == fiscal or claim.value is None:
            continue
        many = len(claim.value.as_tuple().digits) >= _DIGITS and str(claim.value) in printed
        if not many or verdicts[claim.id].verdict != "unverifiable" or (_place(claim), claim.value) in own:
            continue
        sentence = by_id[claim.sentence]
        at = sentence.text.rfind(f"{claim.year}年", 0, claim.start - sentence.start)
        if at >= 0:
            yield _made(fiscal, sentence, at, str(claim.year), "数额是本年度报表的，所写年度", maker)


def _place(claim: Claim) -> str:
    return claim.sentence.partition("/")[0]


def _made(fiscal: int | None, sentence: Sentence, at: int, year: str, what: str, maker: Maker) -> Finding:
    start = sentence.start + at
    return maker.make(
        "text.year", "warning", f"{what}为{year}年，本报告为{fiscal}年度", sentence=sentence.id,
        span=(start, start + 4), said=year, implied=str(fiscal), diagnosis=(Diagnosis("stale_year"),),
        key=f"{what}{year}",
    )  # fmt: skip


def _of_wording(report: Report, sentences: Sequence[Sentence], maker: Maker) -> Iterator[Finding]:
    """Years that the words around them do not allow."""
    fiscal = report.fiscal_year
    if fiscal is None:
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
            start = match.start("year")
            if wrong and start not in told:
                told.add(start)
                yield replace(_made(fiscal, sentence, start, match["year"], what, maker), implied=str(right))
