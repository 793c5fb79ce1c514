"""Wording that a template or a slip of the pen has left, and missing percent signs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

import msgspec

from gouji import accounts, patterns
from gouji.model import Claim, Finding, Sentence
from gouji.verify.findings import Maker
from gouji.vocabulary import Severity


class TextPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/checks/text.yaml."""

    code: str
    severity: Severity
    pattern: str
    message: str
    example: str
    counter_example: str
    source: str = ""


@functools.cache
def text_patterns() -> tuple[tuple[TextPattern, re.Pattern[str]], ...]:
    """All wording checks, as data, with their compiled patterns."""
    return tuple((p, re.compile(p.pattern)) for p in patterns.load("checks/text", TextPattern))


def text_findings(sentences: Sequence[Sentence], claims: Sequence[Claim], maker: Maker) -> Iterator[Finding]:
    """All findings about wording of the explanation part."""
    for sentence in sentences:
        folded = accounts.fold(sentence.text)
        taken: list[tuple[int, int]] = []
        for pattern, regex in text_patterns():
            for match in regex.finditer(folded):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                taken.append(match.span())
                said = sentence.text[match.start() : match.end()]
                yield maker.make(
                    pattern.code, pattern.severity, f"{pattern.message}：“{said}”", sentence=sentence.id,
                    span=(sentence.start + match.start(), sentence.start + match.end()), said=said, key=said,
                )  # fmt: skip
    for claim in claims:
        if claim.unit == "%" and not re.search(r"[%％‰成]|百分", claim.text) and claim.value is not None:
            message = f"{claim.subject or ''}：“{claim.text}”缺少百分号"
            yield maker.make(
                "text.percent_sign", "notice", message, claim=claim, said=claim.text, implied=f"{claim.text}%"
            )
