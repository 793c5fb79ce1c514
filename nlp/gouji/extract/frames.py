"""What a paragraph inherits, the slots that carry over from clause to clause, and what a reading leaves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gouji.extract.counted import CountTerm
from gouji.extract.reasons import ReasonSpan
from gouji.extract.subjects import Subject
from gouji.model import Figure
from gouji.topics import Topic
from gouji.vocabulary import ClaimKind, Direction

BUDGETS = ("年初预算", "全年预算", "调整预算")
OWN_MEASURES = frozenset({"采购", "绩效", "资产"})


@dataclass(frozen=True, slots=True)
class Context:
    """What a paragraph inherits: its topic, the report's years and kind, the class of its heading.

    ``default_measure`` is that of an amount that names none, ``budget`` what an unqualified 预算数 means,
    ``heading`` the title of the innermost section, ``as_of`` the year that stocks and ratings in a budget are of.
    """

    topic: Topic | None
    fiscal_year: int | None
    default_measure: str
    budget: str
    above: tuple[str | None, ...] = ()
    department: str | None = None
    heading: str | None = None
    as_of: int | None = None

    @property
    def scope(self) -> str | None:
        """The scope of money of the section."""
        return self.topic.scope if self.topic is not None else None

    @property
    def measure(self) -> str | None:
        """The measure of an amount that names none."""
        return (self.topic.measure if self.topic is not None else None) or self.default_measure

    @property
    def own_measure(self) -> bool:
        """Whether the section's amounts are of a measure of their own (采购, 绩效, 资产)."""
        return self.topic is not None and self.topic.measure in OWN_MEASURES


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has an id; offsets in the paragraph. ``reason`` is the reason it stands in."""

    start: int
    end: int
    kind: ClaimKind
    subject: Subject | None
    figure: Figure | None = None
    unit: str | None = None
    measure: str | None = None
    year: int | None = None
    basis: str | None = None
    of: str | None = None
    direction: Direction | None = None
    shared: bool = False
    scope: str | None = None
    reason: int | None = None


@dataclass(slots=True)
class Frame:
    """The slots that carry over.

    ``home`` is the paragraph's own subject, ``head`` the first subject of the sentence, ``listed`` the subjects of
    a list that figures are dealt out to, ``counted`` the thing last counted, ``project`` the one last scored,
    ``group`` the accounts last named together, until one is named alone.
    """

    home: Subject | None
    subject: Subject | None
    head: Subject | None = None
    listed: list[Subject] = field(default_factory=list)
    taken: int = 0
    basis: str | None = None
    budget: str | None = None
    counted: Subject | None = None
    counted_term: CountTerm | None = None
    project: Subject | None = None
    nested: bool = False
    recent: list[Subject] = field(default_factory=list)
    fund: str | None = None
    sentence: int = 0
    sentence_before: int = 0
    group: list[Subject] = field(default_factory=list)

    def opened(self) -> Frame:
        """A copy to come back to where a bracket closes."""
        return replace(self, listed=list(self.listed), recent=list(self.recent))

    def closed(self, before: Frame) -> None:
        """Take up again the subjects that held before a bracket."""
        self.subject, self.head, self.nested = before.subject, before.head, before.nested
        self.listed, self.taken, self.recent, self.group = (
            before.listed,
            before.taken,
            before.recent,
            before.group,
        )
        self.basis, self.budget = before.basis, before.budget

    def close_list(self) -> None:
        """Forget a list of subjects, the amounts just stated and what was counted."""
        self.listed, self.taken, self.recent = [], 0, []
        self.counted = self.counted_term = None


@dataclass(slots=True)
class Reading:
    """What a paragraph says: drafts in order, figures that are no claims, reasons, the subject it ends with."""

    drafts: list[Draft] = field(default_factory=list)
    nonclaims: list[Figure] = field(default_factory=list)
    reasons: list[ReasonSpan] = field(default_factory=list)
    subject: Subject | None = None

    def reason_at(self, place: int) -> ReasonSpan | None:
        """The reason that a place lies in."""
        last = self.reasons[-1] if self.reasons else None
        return last if last is not None and last.start <= place < last.end else None
