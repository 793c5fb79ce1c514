"""`python -m tests.bench.mutation REPORT...`: each verifiable figure of a narrative changed once; is it noticed?

A report is a file or a folder of its parts. Each printed figure that holds today is changed by itself: its last
digit (by three, where that is more than rounding leaves open), two neighbouring digits exchanged, ten per cent more, a thousandth of
a myriad (万元 for 元 or the other way round), or the word of change turned about. The changed report is audited
anew; the change is noticed where a finding is raised that was not there before and names the claim of that place.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import gouji
from gouji.model import Audit, Claim, Report
from gouji.read import read

HELD = {"supported", "consistent"}
TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "大于": "小于", "小于": "大于"}
MOST = 60
TARGETS = {"last_digit": 0.95, "ten_percent": 0.98}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def last_digit(number: str) -> str | None:
    """The last printed digit moved by three."""
    return number[:-1] + str((int(number[-1]) + 3) % 10)


def transposed(number: str) -> str | None:
    """The first two neighbouring digits that differ exchanged, but for a leading nought."""
    for at in range(len(number) - 1):
        one, two = number[at], number[at + 1]
        if one.isdigit() and two.isdigit() and one != two and not (at == 0 and two == "0"):
            return number[:at] + two + one + number[at + 2 :]
    return None


def ten_percent(number: str) -> str | None:
    """A tenth more, with as many decimals."""
    value = Decimal(number.replace(",", ""))
    places = len(number.partition(".")[2])
    more = (value * Decimal("1.1")).quantize(Decimal(1).scaleb(-places))
    return None if more == value else (f"{more:,f}" if "," in number else f"{more:f}")


CHANGES: dict[str, Callable[[str], str | None]] = {
    "last_digit": last_digit,
    "transposed": transposed,
    "ten_percent": ten_percent,
}


def mutants(report: Report, audit: Audit) -> Iterator[tuple[str, Claim, Report]]:
    """Each change of each figure that holds, with the claim at its place and the changed report."""
    verdicts = {v.claim: v for v in audit.verdicts}
    paragraph = {s.id: s.paragraph for s in audit.sentences}
    seen: set[tuple[str, int]] = set()
    for claim in audit.claims:
        place = (paragraph[claim.sentence], claim.start)
        verdict = verdicts[claim.id]
        if (
            claim.value in {None, Decimal(0)}
            or verdict.verdict not in HELD
            or claim.kind == "count"
            or place in seen
        ):
            continue
        if claim.unit == "%" and claim.value == 100:
            continue
        seen.add(place)
        yield from _of_figure(report, claim, *place)


def _of_figure(
    report: Report, claim: Claim, paragraph: str, start: int
) -> Iterator[tuple[str, Claim, Report]]:
    text = next(p.text for p in report.paragraphs if p.id == paragraph)
    number = NUMBER.search(text, start)
    if number is None or number.start() != start:
        return
    for name, change in CHANGES.items():
        new = change(number.group())
        if new is not None and new != number.group():
            yield name, claim, _with(report, paragraph, text[:start] + new + text[number.end() :])
    if claim.unit in {"万元", "元"}:
        other = {"万元": "元", "元": "万元"}[claim.unit]
        end = start + len(claim.text)
        yield "unit", claim, _with(report, paragraph, text[: end - len(claim.unit)] + other + text[end:])
    word = text[max(0, start - 2) : start]
    if claim.kind in {"change", "change_rate"} and word in TURNED:
        yield "sign_word", claim, _with(report, paragraph, text[: start - 2] + TURNED[word] + text[start:])


def _with(report: Report, paragraph: str, text: str) -> Report:
    paragraphs = tuple(replace(p, text=text) if p.id == paragraph else p for p in report.paragraphs)
    return replace(report, paragraphs=paragraphs)


def beyond_rounding(audit: Audit, claim: Claim) -> bool:
    """Whether three last digits are more than what the printed digits of all that recomputes from it leave open."""
    moved = 3 * (claim.step or Decimal(0))
    verdicts = {v.claim: v for v in audit.verdicts}
    own = verdicts[claim.id]
    if own.evidence in {"cell", "derivation"}:
        return own.allowed is None or own.allowed < moved
    open_to = []
    for link in audit.links:
        other = verdicts[link.claim]
        if claim.id in link.claims and other.said and other.allowed is not None:
            open_to.append(abs(other.allowed / other.said * (claim.value or 0)))
    own_range = [own.allowed] if own.allowed else []
    return (not open_to and not own_range) or min([*open_to, *own_range]) < moved


def noticed(before: Audit, after: Audit, claim: Claim) -> bool:
    """Whether a finding names the claim of the place that none named before."""
    known = {(f.code, f.claims, f.said) for f in before.findings}
    paragraph = {s.id: s.paragraph for s in after.sentences}
    own = {s.id: s.paragraph for s in before.sentences}[claim.sentence]
    here = {c.id for c in after.claims if paragraph[c.sentence] == own and abs(c.start - claim.start) <= 1}
    return any(here & set(f.claims) and (f.code, f.claims, f.said) not in known for f in after.findings)


def measure(report: Report, most: int, seed: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """How many changes of each kind were made and noticed, and which were not."""
    before = gouji.audit(report)
    grouped: defaultdict[str, list[tuple[Claim, Report]]] = defaultdict(list)
    for name, claim, mutant in mutants(report, before):
        if name != "last_digit" or beyond_rounding(before, claim):
            grouped[name].append((claim, mutant))
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[str] = []
    for name, each in grouped.items():
        for claim, mutant in random.Random(seed).sample(each, min(most, len(each))):
            made[name] += 1
            if noticed(before, gouji.audit(mutant), claim):
                found[name] += 1
            else:
                missed.append(f"{name}\t{claim.kind}\t{claim.subject}\t{claim.text}")
    return made, found, missed


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a report and a table of all; exit status 1 where a target is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=MOST, help="changes of a kind a report")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--missed", action="store_true", help="list what was not noticed")
    options = parser.parse_args(arguments)
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for path in options.reports:
        parts = sorted(path.iterdir()) if path.is_dir() else [path]
        some, hits, missed = measure(read(parts), options.most, options.seed)
        made, found = made + some, found + hits
        print(f"{path.stem}：{hits.total()}/{some.total()}", flush=True)
        for line in missed if options.missed else ():
            print("   ", line)
    for name, total in made.items():
        print(f"{name:<12}{found[name]:>5}/{total:<5}{found[name] / total:.3f}")
    sys.exit(any(found[name] < target * made[name] for name, target in TARGETS.items() if made[name]))


if __name__ == "__main__":
    main()
