"""What findings can be filtered by, and the verdicts of each section: one chapter of the text, one form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.model import Audit, Claim, Finding, Reason
from gouji.render.lookup import VERDICT_ORDER, Lookup, cells_of, sentence_of
from gouji.render.page_words import CONTROLS, DECIDING
from gouji.render.titles import finding_title
from gouji.render.wording import DIAGNOSES, PAGE, REASONS, in_language

STATES = ("undecided", "accepted", "rejected", "noted", "changed")
_LEVELS = 2
_WHOLE_CHAPTERS = frozenset({"attachment", "glossary", "overview", "cover", "contents"})


@dataclass(frozen=True, slots=True)
class Facets:
    """One finding: the part of the report it stands in, hypotheses, types of the reasons it concerns."""

    part: str
    hypotheses: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The verdicts on the claims of one part, the gravest first; `short` is its number alone."""

    part: str
    title: str
    short: str
    counts: tuple[tuple[str, int], ...]


def facets(audit: Audit, lookup: Lookup) -> tuple[Facets, ...]:
    """What each finding can be filtered by, in the order of the audit."""
    spoken = _spoken(audit.reasons)
    return tuple(_facets(finding, lookup, spoken) for finding in audit.findings)


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of the page: what it is called where nothing is chosen, and values with labels and counts."""

    name: str
    all: str
    options: tuple[tuple[str, str, int | None], ...]


def choices(audit: Audit, classed: Sequence[Facets], lang: str) -> tuple[Choice, ...]:
    """The filters of findings, each with the values that are there."""
    titled = dict(parts(audit, (facet.part for facet in classed)))
    codes = Counter(finding.code for finding in audit.findings)
    counted = {
        "code": (codes, {code: finding_title(code, lang) for code in sorted(codes)}),
        "part": (Counter(facet.part for facet in classed), titled),
        "hypothesis": (
            Counter(name for facet in classed for name in facet.hypotheses),
            in_language(DIAGNOSES, lang),
        ),
        "type": (Counter(name for facet in classed for name in facet.types), in_language(REASONS, lang)),
    }
    called = ("codes", "parts", "hypotheses", "types")
    words = in_language(PAGE, lang) | in_language(CONTROLS, lang)
    deciding = in_language(DECIDING, lang)
    listed = [
        Choice(name, words[f"all_{key}"], _options(*counts))
        for key, (name, counts) in zip(called, counted.items(), strict=True)
    ]
    states = tuple((name, deciding[name], None) for name in STATES)
    return (*listed, Choice("decided", words["all_states"], states))


def _options(counts: Counter[str], labels: Mapping[str, str]) -> tuple[tuple[str, str, int | None], ...]:
    names = [*(name for name in labels if counts[name]), *sorted(counts.keys() - labels.keys() - {""})]
    return tuple((name, labels.get(name, name), counts[name]) for name in names)


def parts(audit: Audit, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The parts with these names and their titles: sections in reading order, then forms."""
    wanted = set(names)
    sections = [section for section in audit.report.sections if section.id in wanted]
    titled = [(section.id, f"{section.number}{section.title}") for section in sections]
    forms = {table.form or table.title: table.title for table in audit.report.tables}
    shown = sorted(wanted - {section.id for section in sections} - {""})
    return (*titled, *((form, _form_title(form, forms.get(form, ""))) for form in shown))


def bars(audit: Audit, lookup: Lookup) -> tuple[Bar, ...]:
    """The chart of verdicts: a bar for each part of the text that has claims, in reading order."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim in audit.claims:
        counts[_part_of_claim(claim, lookup)][lookup.verdict_of(claim.id)] += 1
    places = {section.id: place for place, section in enumerate(audit.report.sections)}
    order = sorted((part for part in counts if part in places), key=places.__getitem__)
    return tuple(_bar(part, counts[part], lookup) for part in order)


def part_of(section: str | None, lookup: Lookup) -> str:
    """The part a section belongs to: of the explanation its numbered section, else the whole chapter; "" for none."""
    if section is None or section not in lookup.sections:
        return ""
    levels = 1 if lookup.sections[section].role in _WHOLE_CHAPTERS else _LEVELS
    name = ".".join(section.split(".")[:levels])
    return name if name in lookup.sections else section


def types_of(reason: Reason) -> list[str]:
    """The types of all factors of a reason, each once."""
    return list(dict.fromkeys(score.type for factor in reason.factors for score in factor.types))


def _facets(finding: Finding, lookup: Lookup, spoken: dict[str, list[str]]) -> Facets:
    sentence = sentence_of(finding, lookup)
    part = part_of(sentence.section, lookup) if sentence else _form_of(finding, lookup)
    held = finding.diagnosis or [
        one
        for claim in finding.claims
        if claim in lookup.verdicts
        for one in lookup.verdicts[claim].diagnosis
    ]
    names = [*finding.claims, *([finding.sentence] if finding.sentence else [])]
    types = [kind for name in names for kind in spoken.get(name, ())]
    return Facets(part, _once(one.hypothesis for one in held), _once(types))


def _spoken(reasons: Sequence[Reason]) -> dict[str, list[str]]:
    """The types of reasons by the sentences they stand in and the claims they explain."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for reason in reasons:
        for name in (reason.sentence, *reason.explains):
            found[name] += types_of(reason)
    return found


def _form_of(finding: Finding, lookup: Lookup) -> str:
    cells = cells_of(finding, lookup)
    table = lookup.cells[cells[0]][0] if cells else None
    return (table.form or table.title) if table else ""


def _part_of_claim(claim: Claim, lookup: Lookup) -> str:
    sentence = lookup.sentences.get(claim.sentence)
    return part_of(sentence.section, lookup) if sentence else ""


def _bar(part: str, counts: Counter[str], lookup: Lookup) -> Bar:
    section = lookup.sections[part]
    told = tuple((verdict, counts[verdict]) for verdict in VERDICT_ORDER if counts[verdict])
    return Bar(
        part,
        f"{section.number}{section.title}",
        section.number.strip("、（）()第部分章") or section.title[:2],
        told,
    )


def _form_title(form: str, title: str) -> str:
    return form if title == form else f"{form} {title}".strip()


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
