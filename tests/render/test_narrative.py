"""The narrative in pieces: nothing is lost or doubled, whatever the spans."""

import dataclasses

from gouji.model import Audit, Claim, Paragraph, Reason, Sentence
from gouji.render.lookup import look_up
from gouji.render.narrative import Piece, chapters
from hypothesis import given
from hypothesis import strategies as st

from tests.render.sample import sample_audit

TEXT = "支出3.05万元，增长4%。主要是人员增加。"
SPANS = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted), max_size=4)


def audit_of(sentences: list[list[int]], claims: list[list[int]], reasons: list[list[int]]) -> Audit:
    whole = sample_audit()
    report = dataclasses.replace(
        whole.report, sections=(), tables=(), paragraphs=(Paragraph("p1", None, 1, TEXT),)
    )
    return dataclasses.replace(
        whole,
        report=report,
        sentences=tuple(Sentence(f"p1/s{i}", "p1", None, a, b, 1, TEXT[a:b]) for i, (a, b) in enumerate(sentences)),
        claims=tuple(Claim(f"c{i}", "p1/s0", a, b, TEXT[a:b], "level", None) for i, (a, b) in enumerate(claims)),
        reasons=tuple(
            Reason(f"r{i}", None, "p1/s0", a, b, TEXT[a:b], "", (), None, False, False, None, ())
            for i, (a, b) in enumerate(reasons)
        ),
        links=(), verdicts=(), findings=(), checks=(),
    )  # fmt: skip


def pieces(audit: Audit) -> list[Piece]:
    parts = [part for chapter in chapters(audit, look_up(audit)) for part in chapter.parts]
    stretches = [stretch for part in parts for passage in part.passages for stretch in passage.stretches]
    return [piece for stretch in stretches for piece in stretch.pieces]


@given(sentences=SPANS, claims=SPANS, reasons=SPANS)
def test_the_pieces_are_the_text(
    sentences: list[list[int]], claims: list[list[int]], reasons: list[list[int]]
) -> None:
    assert "".join(piece.text for piece in pieces(audit_of(sentences, claims, reasons))) == TEXT


def test_claims_that_overlap_and_lie_in_a_reason() -> None:
    audit = audit_of([[0, 14], [14, 22]], [[2, 8], [2, 12]], [[2, 12]])
    told = [(piece.text, piece.claims, piece.reason, piece.reason_ends) for piece in pieces(audit)]
    assert told == [
        ("支出", (), None, False),
        ("3.05万元", (0, 1), 0, False),
        ("，增长4", (1,), 0, True),
        ("%。", (), None, False),
        ("主要是人员增加。", (), None, False),
    ]


def test_a_claim_of_an_unknown_sentence_does_not_cost_the_page() -> None:
    audit = audit_of([], [[2, 8]], [])
    assert [piece.text for piece in pieces(audit)] == [TEXT]
