"""The closed sets of names that the types are made of, as the contract fixes them."""

from __future__ import annotations

from typing import Literal

QuantityKind = Literal["money", "percent", "percentage_point", "multiple", "count", "number"]
Role = Literal["cover", "contents", "overview", "forms", "explanation", "glossary", "attachment"]
ReportKind = Literal["final_accounts", "budget", "three_public", "other"]
Level = Literal["department", "unit"]
ParagraphKind = Literal["body", "heading", "caption", "note"]
ClaimKind = Literal[
    "level", "change", "change_rate", "share", "completion", "comparison", "count", "score", "flat", "none"
]
Direction = Literal["increase", "decrease", "flat"]
Why = Literal[
    "year",
    "date",
    "ordinal",
    "table_or_figure_number",
    "code",
    "threshold",
    "document_number",
    "name",
    "definition",
    "placeholder",
]
LinkStatus = Literal["linked", "derived", "ambiguous", "none"]
VerdictName = Literal["supported", "consistent", "contradicted", "unverifiable"]
Evidence = Literal[
    "cell", "derivation", "narrative", "triangulation", "prior_report", "budget_report", "none"
]
Outcome = Literal["pass", "fail", "not_applicable", "insufficient_data"]
Severity = Literal["error", "warning", "notice"]
Depth = Literal["D0", "D1", "D2", "D3", "D4"]
ReasonType = Literal[
    "austerity",
    "personnel",
    "standard",
    "organisation",
    "workload",
    "project",
    "asset",
    "execution",
    "funding",
    "budgeting",
    "carryover",
    "classification",
    "revenue",
    "exogenous",
    "policy",
    "coverage",
    "circular",
    "component",
    "non_reason",
    "residue",
    "flat_note",
]
