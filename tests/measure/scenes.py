"""Small audits by hand for the measures: claims, reasons and verdicts in the words that a test counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gouji.classify import depth
from gouji.classify.votes import Explained
from gouji.measure.cards import Card, card
from gouji.model import (
    Audit,
    Claim,
    Coverage,
    Factor,
    Finding,
    Reason,
    Report,
    Section,
    Sentence,
    Source,
    TypeScore,
    Verdict,
)

WAN = Decimal(10**4)


def claim(name: str, kind: str, subject: str, value: str | None = None, **more: Any) -> Claim:
    """A claim in 万元, or in % where its kind is a rate; each stands in a paragraph of its own name."""
    rate = kind in {"change_rate", "completion", "share"}
    number = Decimal(value) if value is not None else None
    base = None if number is None else number / 100 if rate else number * WAN
    unit = None if number is None else "%" if rate else "万元"
    fields: dict[str, Any] = {"sentence": f"{name}/s1", "start": 0, "end": 1}
    fields |= {"value": number, "unit": unit, "base_value": base, "measure": "决算", "text": value or "持平"}
    return Claim(id=name, kind=kind, subject=subject, **(fields | more))  # type: ignore[arg-type]


def factor(text: str, *types: str, way: str | None = None) -> Factor:
    """A cause with its types."""
    scores = tuple(TypeScore(name, Decimal(1)) for name in types)  # type: ignore[arg-type]
    return Factor(0, len(text), text, scores, direction=way)  # type: ignore[arg-type]


def reason(name: str, text: str, explains: Sequence[str], *factors: Factor, **more: Any) -> Reason:
    """A reason in a paragraph of its own; stock phrasing and amounts are told as the classifier tells them."""
    fields = {
        "group": None, "sentence": f"r{name}/s1", "cue": "主要原因是", "depth": "D3", "amount": None,
        "quantified": depth.quantified(text), "boilerplate": depth.boilerplate(text, Explained()),
    }  # fmt: skip
    return Reason(
        id=name, start=100, end=100 + len(text), text=text, explains=tuple(explains), factors=factors,
        **(fields | more),
    )  # fmt: skip


def verdict(name: str, what: str, evidence: str = "cell", **more: Any) -> Verdict:
    return Verdict(name, what, None, None, None, None, evidence, **more)  # type: ignore[arg-type]


def finding(code: str, claims: Sequence[str], computed: str | None = None) -> Finding:
    return Finding(
        code, code, "warning", "", None, computed, None, (), tuple(claims), (), None, None, None, code
    )


def audit(
    claims: Sequence[Claim] = (),
    reasons: Sequence[Reason] = (),
    verdicts: Sequence[Verdict] = (),
    findings: Sequence[Finding] = (),
    sentences: Sequence[str] = (),
    *,
    department: str | None = "青岚市档案局",
    year: int | None = 2023,
    kind: str = "final_accounts",
    titles: Sequence[str] = (),
    coverage: Coverage | None = None,
) -> Audit:
    """An audit of nothing but what is given."""
    sections = tuple(Section(f"s{n}", "", title, "explanation") for n, title in enumerate(titles))
    report = Report(
        (Source(f"{department}{year}.txt", f"{department}{year}", "text/plain"),), department, year,
        kind, None, "万元", "text", (), sections, (), (),  # type: ignore[arg-type]
    )  # fmt: skip
    told = tuple(
        Sentence(f"p{n}/s1", f"p{n}", None, 0, len(text), None, text) for n, text in enumerate(sentences)
    )
    return Audit(
        report, told, tuple(claims), (), tuple(reasons), (), tuple(verdicts), (), tuple(findings),
        coverage or Coverage(),
    )  # fmt: skip


def explaining(
    *texts: str, way: str = "decrease", types: Sequence[str] = ("personnel",), **more: Any
) -> Audit:
    """An audit whose reasons are the texts given, each of a change of its own."""
    claims = [
        claim(f"c{n}", "change", f"项目{n}", "1.00", direction=way, basis="上年") for n in range(len(texts))
    ]
    reasons = [
        reason(f"r{n}", text, [f"c{n}"], factor(text, *types, way=way)) for n, text in enumerate(texts)
    ]
    return audit(claims, reasons, **more)


def told(department: str, year: int, *texts: str, **more: Any) -> Card:
    """The card of a report whose reasons are the texts given."""
    return card(explaining(*texts, department=department, year=year, **more), f"{department}{year}")


def level(of: Audit, name: str | None) -> Audit:
    """The same audit, of a department's or a unit's report."""
    return replace(of, report=replace(of.report, level=name))  # type: ignore[arg-type]
