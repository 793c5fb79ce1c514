"""The reviewer's page: one HTML file that needs nothing else and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from gouji.decisions import Carried
from gouji.model import Audit, Table
from gouji.render import titles, wording
from gouji.render.boxes import places
from gouji.render.facets import bars, choices, facets, types_of
from gouji.render.figures import expressions, report_title, said_computed_implied
from gouji.render.grid import Grid, grid
from gouji.render.leaves import labels_of
from gouji.render.lookup import (
    Lookup,
    forms,
    groups,
    look_up,
    outcome_counts,
    page_of,
    verdict_counts,
    worst_verdict,
)
from gouji.render.narrative import chapters
from gouji.render.page_words import KEYS, MARKS
from gouji.render.payload import payload, review, words_of
from gouji.render.pdf_page import Leaf

_STYLES = ("base", "findings", "narrative", "tables", "detail", "print")
_SCRIPTS = ("base", "light", "tables", "leaves", "cards", "decisions", "findings", "events")
_WRAPPER = "'use strict';\n(() => {{\n{}\n}})();\n"
_NAMES = {
    "marks": MARKS,
    "forms": wording.FORMS,
    "outcomes": wording.OUTCOMES,
    "reasons": wording.REASONS,
    "roles": wording.ROLES,
    "severities": wording.SEVERITIES,
    "verdicts": wording.VERDICTS,
    "in_full": wording.VERDICTS_IN_FULL,
}
# What ends a script element or a line of a script inside JSON; each has a JSON escape of the same meaning.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def page(
    audit: Audit, *, lang: str = "zh", decisions: Iterable[Carried] = (), leaves: Sequence[Leaf] = ()
) -> str:
    """An audit as one self-contained HTML page.

    Args:
        audit: what to show.
        lang: "zh" or "en".
        decisions: a reviewer's decisions that the page opens with.
        leaves: pictures of the pages of its PDF, from `gouji.render.pdf_page.pictures`.

    Raises:
        GoujiError: the language is not known.
    """
    lookup = look_up(audit)
    names = {**_NAMES, "labels": labels_of(audit.report)}
    style = "\n".join(_resource(f"{name}.css") for name in _STYLES)
    script = _WRAPPER.format("\n".join(_resource(f"{name}.js") for name in _SCRIPTS))
    classed = facets(audit, lookup)
    data = payload(audit, lookup, classed, lang) | {
        "review": review(audit, decisions, lang),
        "leaves": places(audit, lookup, leaves),
    }
    template = _environment().get_template("page.html.j2")
    return template.render(
        lang={"zh": "zh-CN"}.get(lang, lang),
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        data=embedded(data),
        leaves=leaves,
        title=report_title(audit.report, lang),
        audit=audit,
        words=words_of(lang),
        keys=wording.in_language(KEYS, lang),
        names={name: wording.in_language(words, lang) for name, words in names.items()},
        finding_title=lambda code: titles.finding_title(code, lang),
        about_figures=titles.about_figures,
        verdicts=verdict_counts(audit),
        outcomes=outcome_counts(audit),
        severities=Counter(finding.severity for finding in audit.findings),
        choices=choices(audit, classed, lang),
        bars=bars(audit, lookup),
        groups=groups(audit.findings),
        page_of=lambda finding: page_of(finding, lookup),
        figures_of=lambda finding: said_computed_implied(finding, lookup),
        expressions_of=lambda finding: expressions(finding, lookup, lang),
        chapters=chapters(audit, lookup),
        types_of=types_of,
        forms=forms(audit.report),
        tables=_tables(audit, lang),
        marked=_marked(audit, lookup),
        flagged={cell for finding in audit.findings for cell in finding.cells},
    )


def embedded(value: Any) -> Markup:
    """JSON text that is safe inside a script element of type application/json."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or run but the style and script of the page itself, and pictures it carries."""
    allowed = {"style-src": style, "script-src": script}
    rules = [f"{rule} 'sha256-{_digest(text)}'" for rule, text in allowed.items()]
    return "; ".join(["default-src 'none'", *rules, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class _TableView:
    index: int
    table: Table
    grid: Grid
    tabbed: bool


def _tables(audit: Audit, lang: str) -> list[_TableView]:
    item, code = (wording.word(wording.PAGE, key, lang) for key in ("item", "code"))
    tabbed = {table.id for form in forms(audit.report) for table in form.tables}
    return [
        _TableView(index, table, grid(table, item, code), table.id in tabbed)
        for index, table in enumerate(audit.report.tables)
    ]


def _marked(audit: Audit, lookup: Lookup) -> dict[str, str]:
    """The verdict to show on each cell: of the claims that state it, else of those derived from it."""
    direct: defaultdict[str, list[str]] = defaultdict(list)
    derived: defaultdict[str, list[str]] = defaultdict(list)
    for link in audit.links:
        for cell in link.cells:
            (direct if link.status == "linked" else derived)[cell].append(lookup.verdict_of(link.claim))
    return {cell: worst_verdict(verdicts) for cell, verdicts in (derived | direct).items()}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _resource(name: str) -> str:
    return (resources.files("gouji.render") / "web" / name).read_text("utf-8")
