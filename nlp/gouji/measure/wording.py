"""The words of a report: how specific its reasons are, how stock, how often used again, how hard the text is to read."""

from __future__ import annotations

import re

from gouji import quantity, similar, words
from gouji.classify import depth
from gouji.measure.scene import Seen
from gouji.measure.values import Measure, Value, mean, none, ratio, share

CLAUSE_END = re.compile(r"[，。；：！？,;:!?]")
_QUOTED = re.compile(r"“[^”]{2,}”|《[^》]+》|「[^」]{2,}」")
_TRADE = frozenset({"“三公”"})
_MEASURED = frozenset({"money", "count", "percent", "percentage_point", "multiple"})
_HUNDRED = 100


def length(text: str) -> int:
    """The characters of a text without punctuation and white space; a figure, without its unit, counts as one."""
    return sum(map(str.isalnum, words.FIGURE.sub("0", text)))


def specific_items(text: str) -> list[tuple[int, int]]:
    """Where a text is specific, as spans that do not overlap.

    Specific are figures that measure (money, counts, percentages, multiples), dates and document numbers finer than
    the years compared, and names in quotes or book-title marks, but for “三公”.
    """
    spans = [(f.start, f.end) for f in quantity.find(text) if f.why is None and f.quantity.kind in _MEASURED]
    spans += [match.span() for match in depth.precise().finditer(text)]
    spans += [match.span() for match in _QUOTED.finditer(text) if match.group() not in _TRADE]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def specificity(seen: Seen) -> Value:
    """100 × specific items in the reasons ÷ their characters; see `specific_items` and `length`.

    Source: Hope, Hu & Lu (2016), The benefits of specific risk-factor disclosures, Review of Accounting Studies 21:
    specific entities through all words. By characters instead of words, so that no word segmentation decides; what is
    specific is narrowed to what can be told without a name recogniser.
    """
    text = [part.text for told in seen.told for part in told.parts]
    items = sum(len(specific_items(each)) for each in text)
    return ratio(_HUNDRED * items, sum(map(length, text)), "no_reasons")


def boilerplate_share(seen: Seen) -> Value:
    """Reasons that are stock phrasing without an object ÷ reasons.

    Stock is what patterns/reasons/stock.yaml lists; a reason is stock where hardly more than such phrases and the
    explained account is left, without amount or name (`classify.depth.boilerplate`).

    Source: defined here, with the list. That boilerplate is a quality of disclosure: Lang & Stice-Lawrence (2015), see
    `boilerplate_peers`.
    """
    return share((told.boilerplate for told in seen.told), "no_reasons")


def repetition(seen: Seen) -> Value:
    """1 − distinct reasons ÷ reasons of a report: what could be left out without losing a text.

    Reasons are the same where they copy each other by `similar.groups`, as in the check `reason.repeated`; reasons
    of nothing but figures and marks count as distinct.

    Source: Jaccard similarity of shingles, Broder (1997), On the resemblance and containment of documents, Compression
    and Complexity of Sequences; redundancy of disclosure, Dyer, Lang & Stice-Lawrence (2017), The evolution of 10-K
    textual disclosure, Journal of Accounting and Economics 64. The threshold and counting reasons are defined here.
    """
    texts = [told.text for told in seen.told]
    again = sum(len(group) - 1 for group in similar.groups(texts))
    return ratio(again, len(texts), "no_reasons")


def copied_items(seen: Seen) -> Value:
    """Reasons found to stand over unlike items of the report ÷ reasons: the check `reason.copied`.

    Source: defined here, on the check of the same name; what one cause can explain together is left to it.
    """
    claims = {
        c for f in seen.audit.findings if f.code == "reason.copied" and f.computed is None for c in f.claims
    }
    return share((any(c.id in claims for c in told.explained) for told in seen.told), "no_reasons")


def clause_length(seen: Seen) -> Value:
    """Mean characters of a clause of the explanation: stretches between ，。；：！？ that hold a character.

    、 joins a list inside a clause. Characters as in `length`: a long number is read as one thing. The more, the harder.

    Source: 徐巍、姚振晔、陈冬华 (2021)《中文年报可读性：衡量与检验》，会计研究: 每个分句的平均字数. The marks that end
    a clause and the counting of figures are defined here.
    """
    lengths = [length(c) for s in seen.audit.sentences for c in CLAUSE_END.split(_joined(s.text))]
    return mean([each for each in lengths if each], "no_text")


def adverbs_and_conjunctions(seen: Seen) -> Value:
    """Mean over the sentences of adverbs and conjunctions ÷ words. The more, the harder.

    Words are cut and tagged by jieba's dictionary with the accounts added (`words.known`, `words.modifiers`); a word
    has one tag whatever its place. Sentences without words are left out.

    Source: as clause_length: 每句话中的副词和连词比例. The tagger is defined here.
    """
    cuts = [words.known(sentence.text) for sentence in seen.audit.sentences]
    shares = [sum(w in words.modifiers() for w in cut) / len(cut) for cut in cuts if cut]
    return mean(shares, "no_text")


def readability(seen: Seen) -> Value:
    """½(clause_length + adverbs_and_conjunctions); the more, the harder.

    As printed, without standardisation: the length of clauses decides it. Standardise the two over a panel first
    where both should weigh.

    Source: as clause_length: the arithmetic mean of the two.
    """
    one, other = clause_length(seen).value, adverbs_and_conjunctions(seen).value
    return none("no_text") if one is None or other is None else Value((one + other) / 2)


def _joined(text: str) -> str:
    """The text with each figure made one character: 1,317.66 has no comma that ends a clause."""
    return words.FIGURE.sub("0", text)


MEASURES = (
    Measure("specificity", "原因具体程度", "per 100 characters", 0, 100, specificity),
    Measure("boilerplate_share", "套话占比", "ratio", 0, 1, boilerplate_share),
    Measure("repetition", "报告内重复率", "ratio", 0, 1, repetition),
    Measure("copied_items", "照搬于不同事项", "ratio", 0, 1, copied_items),
    Measure("clause_length", "分句平均字数", "characters", 0, None, clause_length),
    Measure("adverbs_and_conjunctions", "副词和连词占比", "ratio", 0, 1, adverbs_and_conjunctions),
    Measure("readability", "可读性（越大越难）", "index", 0, None, readability),
)
