"""Claims against gold: kind, subject, measure, basis and direction, figure by figure and sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from gouji.corpus.subjects import same_subject
from gouji.evaluate.scores import Evaluation
from gouji.model import Claim, NonClaim
from gouji.quantity import find

_FIELDS = ("kind", "subject", "measure", "basis", "direction")
Pairs = Sequence[tuple[dict[str, Any], list[Claim]]]


def claims(
    pairs: Pairs,
    gold: Sequence[dict[str, Any]],
    claims: Sequence[Claim],
    found: Evaluation,
) -> None:
    """Aligned claims field by field, and precision and recall by kind."""
    base = found.score("claims: figure + unit")
    for name in ("kind", "kind + subject", "all fields"):
        score = found.score(f"claims: figure + unit + {name}")
        score.gold, score.predicted = base.gold, base.predicted
    by_kind: Counter[str] = Counter()
    for entry, group in pairs:
        agree = {name: any(_agrees(entry, claim, name) for claim in group) for name in _FIELDS}
        found.score("claims: figure + unit + kind").right += agree["kind"]
        found.score("claims: figure + unit + kind + subject").right += agree["kind"] and agree["subject"]
        found.score("claims: figure + unit + all fields").right += all(agree.values())
        by_kind[entry["kind"]] += agree["kind"]
        if agree["kind"]:
            _further(entry, group, found)
        if not all(agree.values()):
            off = [f"{n} {entry.get(n)}≠{getattr(group[0], n)}" for n in _FIELDS if not agree[n]]
            found.wrong.append(f"异 {entry['id']} {entry['value']}{entry['unit'] or ''}：{'；'.join(off)}")
    golds, predictions = Counter(g["kind"] for g in gold), Counter(c.kind for c in claims)
    for kind in sorted(golds.keys() | predictions.keys()):
        score = found.score(f"kind: {kind}")
        score.right, score.gold, score.predicted = by_kind[kind], golds[kind], predictions[kind]


def _further(entry: dict[str, Any], group: Sequence[Claim], found: Evaluation) -> None:
    """The fields beside those of a claim's figure: the denominator of a share, the year, the scope of money."""
    agree: dict[str, tuple[bool, Callable[[Claim], bool]]] = {
        "years": ("year" in entry, lambda c: entry["year"] == c.year),
        "scopes": ("scope" in entry, lambda c: entry["scope"] == c.scope),
        "share denominators": (
            entry["kind"] == "share" and "of" in entry,
            lambda c: same_subject(entry["of"], c.of),
        ),
    }
    for name, (annotated, test) in agree.items():
        score = found.score(f"claims: {name}")
        score.gold, score.predicted = score.gold + annotated, score.predicted + annotated
        score.right += annotated and any(test(claim) for claim in group)


def _agrees(entry: dict[str, Any], claim: Claim, name: str) -> bool:
    if name == "subject":
        return same_subject(entry["subject"], claim.subject, (entry.get("scope"), claim.scope))
    if name in {"measure", "basis", "direction"} and name not in entry:
        return True
    wanted = entry.get(name)
    have = getattr(claim, name)
    if name == "direction" and claim.kind not in {"change", "change_rate", "flat", "comparison"}:
        return True
    return bool(wanted == have)


def sentences(
    pairs: Pairs, gold: Sequence[dict[str, Any]], claims: Sequence[Claim], found: Evaluation
) -> None:
    """Sentences in which every claim is right, none is missing and none too many."""
    partner = {id(entry): group for entry, group in pairs}
    wrong: set[str] = set()
    place = claims[0].sentence if claims else ""
    seen: set[str] = {c.sentence for c in claims}
    for entry in gold:
        group = partner.get(id(entry))
        if group is None:
            if not entry.get("shared") or entry["value"] is None:
                wrong.add(place)
            continue
        place = group[0].sentence
        if not all(any(_agrees(entry, claim, name) for claim in group) for name in _FIELDS):
            wrong.add(place)
    used = {claim.id for _, group in pairs for claim in group}
    wrong |= {claim.sentence for claim in claims if claim.id not in used}
    score = found.score("claims: sentences all right")
    score.gold = score.predicted = len(seen)
    score.right = len(seen - wrong)


def figures(
    gold: Sequence[dict[str, Any]],
    gold_nonclaims: Sequence[dict[str, Any]],
    claims: Sequence[Claim],
    nonclaims: Sequence[NonClaim],
    found: Evaluation,
) -> None:
    """Printed figures that are somewhere in the ledger, be it as a claim or as a nonclaim."""
    printed = Counter(
        _digits(str(e["value"])) for e in gold if e["value"] is not None and not e.get("shared")
    )
    printed.update({_digits(str(e["value"])) for e in gold if e["value"] is not None and e.get("shared")})
    printed.update(_digits(str(e.get("value", ""))) for e in gold_nonclaims)
    told = Counter(_digits(format(c.value, "f")) for c in claims if c.value is not None)
    told.update(_digits(_in_digits(n.text)) for n in nonclaims)
    score = found.score("figures: in the ledger")
    score.gold, score.right = printed.total(), (printed & told).total()
    score.predicted = score.right


def _in_digits(text: str) -> str:
    """A figure as digits, also where it is printed as a Chinese numeral."""
    found = find(text) if not re.search(r"\d", text) else ()
    return format(found[0].quantity.value, "f") if found else text


def _digits(text: str) -> str:
    """The digits of a figure without zeros at the end of a fraction; only the first four of a year or date."""
    whole, _, fraction = text.partition(".")
    return "".join(c for c in whole if c.isdigit())[:4] + fraction.rstrip("0")[:2]
