"""Every type that flows between the stages: frozen values, data only.

Offsets are half-open character offsets. Money is ``Decimal``; ``value`` is the figure as printed, in the
unit as printed, ``base_value`` is in 元 (or the ratio for a percent), ``step`` is the value of the last
printed digit in the printed unit. Boxes are in PDF points, origin at the top left of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gouji import vocabulary as v


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points, origin top left; ``page`` counts from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number with its canonical unit (万元 for 万; None for a bare number) and the value of its last digit."""

    value: Decimal
    unit: str | None
    base_value: Decimal
    step: Decimal
    kind: v.QuantityKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A maximal run of digits with separators, point and unit; ``why`` is set where it states no fact."""

    start: int
    end: int
    text: str
    quantity: Quantity
    approximate: bool = False
    why: v.Why | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What could not be read, or was repaired on the way; ``code`` is area.name."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a report."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part; ``id`` spells its place (s3.1 lies in s3), ``title`` is without its number."""

    id: str
    number: str
    title: str
    role: v.Role
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where the characters [start, end) of a paragraph stand on a page."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Recognised:
    """How sure the recognition of a scanned page is, 0 to 1, of the figure [start, end) of a paragraph."""

    start: int
    end: int
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text without white space (kept between Latin words); ``section`` is None before the first one."""

    id: str
    section: str | None
    page: int | None
    text: str
    kind: v.ParagraphKind = "body"
    lines: tuple[LineBox, ...] = ()
    recognised: tuple[Recognised, ...] = field(default=(), metadata={"sparse": True})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value cell. ``value`` is None where it is blank or no number; label and code cells are not listed.

    ``row_index`` and ``column_index`` count from 1 below the header and from the left edge of the table.
    ``confidence`` is that of its least sure character on a scanned page, 0 to 1; None where nothing was recognised.
    """

    id: str
    row: str
    row_code: str | None
    row_path: tuple[str, ...]
    column: str
    column_path: tuple[str, ...]
    text: str
    value: Decimal | None
    row_index: int
    column_index: int
    page: int | None = None
    box: Box | None = None
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table over all its pages: canonical id, unit of its money, paragraph before it, paragraphs of its notes."""

    id: str
    form: str | None
    title: str
    unit: str | None
    pages: tuple[int, ...]
    doubtful: bool
    cells: tuple[Cell, ...]
    section: str | None = None
    anchor: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read: files, narrative in reading order, tables; ``unit`` is that of the money of its tables."""

    sources: tuple[Source, ...]
    department: str | None
    fiscal_year: int | None
    kind: v.ReportKind
    level: v.Level | None
    unit: str | None
    engine: str
    notes: tuple[Note, ...]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a paragraph up to 。！？ or its end; offsets in the paragraph's text."""

    id: str
    paragraph: str
    section: str | None
    start: int
    end: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of fact; offsets in the text of the sentence's paragraph.

    ``value`` is as printed in ``unit``, ``base_value`` in 元 (the ratio for a percent), ``step`` the last printed digit;
    all four are None for flat, none and comparison claims. ``subject`` is None where the figure was not understood.
    """

    id: str
    sentence: str
    start: int
    end: int
    text: str
    kind: v.ClaimKind
    subject: str | None
    subject_code: str | None = None
    measure: str | None = None
    scope: str | None = None
    year: int | None = None
    basis: str | None = None
    of: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    base_value: Decimal | None = None
    step: Decimal | None = None
    direction: v.Direction | None = None
    approximate: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class NonClaim:
    """A figure that states no fact, and why."""

    sentence: str
    start: int
    end: int
    text: str
    why: v.Why


@dataclass(frozen=True, slots=True)
class TypeScore:
    """A reason type with the weight of the votes for it, 0 to 1."""

    type: v.ReasonType
    score: Decimal


@dataclass(frozen=True, slots=True)
class Factor:
    """One separate cause inside a reason; offsets in the paragraph, ``amount`` in 元."""

    start: int
    end: int
    text: str
    types: tuple[TypeScore, ...] = ()
    object: str | None = None
    direction: v.Direction | None = None
    amount: Decimal | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said to have caused a change, without its cue; ``explains`` are claim ids, ``amount`` in 元."""

    id: str
    group: str | None
    sentence: str
    start: int
    end: int
    text: str
    cue: str
    explains: tuple[str, ...]
    depth: v.Depth | None
    quantified: bool
    boilerplate: bool
    amount: Decimal | None
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What `extract` finds in a report; its reasons have no types yet."""

    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    nonclaims: tuple[NonClaim, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """The cell, or the expression over ``[id]`` of cells and claims, that a claim describes; ``score`` is 0 to 1."""

    claim: str
    status: v.LinkStatus
    expression: str | None = None
    cells: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    score: Decimal | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    runners_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A hypothesis that was recomputed and fits; ``implied`` is the figure it makes right, in the unit as printed."""

    hypothesis: str
    implied: Decimal | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said against what was computed, in the printed unit of the claim; comparison and flat ones in 万元."""

    claim: str
    verdict: v.VerdictName
    said: Decimal | None
    computed: Decimal | None
    gap: Decimal | None
    allowed: Decimal | None
    evidence: v.Evidence
    diagnosis: tuple[Diagnosis, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One identity or rule applied once, "[cell] = [cell] + [claim]" or with ≤; figures in 万元, or counts."""

    code: str
    outcome: v.Outcome
    cells: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    said: Decimal | None = None
    computed: Decimal | None = None
    gap: Decimal | None = None
    allowed: Decimal | None = None
    message: str | None = None
    expression: str | None = field(default=None, metadata={"sparse": True})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader should know, its figures as texts with units; ``root`` is the finding that states its cause."""

    id: str
    code: str
    severity: v.Severity
    message: str
    said: str | None
    computed: str | None
    implied: str | None
    diagnosis: tuple[Diagnosis, ...]
    claims: tuple[str, ...]
    cells: tuple[str, ...]
    sentence: str | None
    page: int | None
    box: Box | None
    root: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The ledger of the explanation part: ``figures`` == figures in ``claims`` + figures in ``nonclaims``.

    ``self_supported`` counts verified figures whose only support is recomputed from themselves.
    """

    figures: int = 0
    claims: int = 0
    nonclaims: int = 0
    linkable: int = 0
    linked: int = 0
    verified: int = 0
    unverifiable: int = 0
    reasons_required: int = 0
    reasons_given: int = 0
    self_supported: int = 0
    attachments: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Audit:
    """All results of one report: a link and a verdict for each claim, the findings with the grave ones first."""

    report: Report
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    nonclaims: tuple[NonClaim, ...]
    reasons: tuple[Reason, ...]
    links: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
