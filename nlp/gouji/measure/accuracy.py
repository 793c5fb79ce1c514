"""Whether what is said can be checked, whether it is right, and what kind of error it is where it is not."""

from __future__ import annotations

from collections import defaultdict

from gouji.measure.scene import Seen
from gouji.measure.values import Measure, Value, share
from gouji.model import Verdict

_TABLES = frozenset({"cell", "derivation"})
UNKNOWN = "unknown"


def verifiability(seen: Seen) -> Value:
    """Claims that anything speaks to ÷ claims: all verdicts but unverifiable.

    Source: defined here, to stand beside accuracy: what cannot be checked is neither right nor wrong. A claim is the
    unit; one printed figure that serves several accounts counts for each.
    """
    return share((v.verdict != "unverifiable" for v in seen.audit.verdicts), "no_claims")


def table_verifiability(seen: Seen) -> Value:
    """Claims that a cell, or an expression over cells, speaks to ÷ claims.

    Source: as verifiability.
    """
    return share((v.verdict != "unverifiable" and v.evidence in _TABLES for v in seen.audit.verdicts), "no_claims")  # fmt: skip


def accuracy(seen: Seen) -> Value:
    """Claims that hold (supported, consistent) ÷ claims that could be checked.

    Source: defined here.
    """
    return share((_holds(v) for v in _checked(seen)), "no_checked")


def table_accuracy(seen: Seen) -> Value:
    """As accuracy, of the claims that a cell or an expression over cells speaks to.

    What the narrative only says twice is no proof; it is left out here.

    Source: as accuracy; the restriction is defined here.
    """
    return share((_holds(v) for v in _checked(seen) if v.evidence in _TABLES), "no_checked")


def error_families(seen: Seen) -> dict[str, float]:
    """Contradicted claims by family of error: the hypotheses of their diagnosis, that share one claim equally.

    `unknown` holds claims without a diagnosis. Empty where nothing is contradicted. The families are those of
    `gouji.model.Diagnosis`. Source: defined here.
    """
    found: defaultdict[str, float] = defaultdict(float)
    for verdict in seen.audit.verdicts:
        if verdict.verdict == "contradicted":
            names = list(dict.fromkeys(d.hypothesis for d in verdict.diagnosis)) or [UNKNOWN]
            for name in names:
                found[name] += 1 / len(names)
    return dict(sorted(found.items()))


def _checked(seen: Seen) -> list[Verdict]:
    return [v for v in seen.audit.verdicts if v.verdict != "unverifiable"]


def _holds(verdict: Verdict) -> bool:
    return verdict.verdict in {"supported", "consistent"}


MEASURES = (
    Measure("verifiability", "可核实率", "ratio", 0, 1, verifiability),
    Measure("table_verifiability", "表内可核实率", "ratio", 0, 1, table_verifiability),
    Measure("accuracy", "准确率", "ratio", 0, 1, accuracy),
    Measure("table_accuracy", "与表相符率", "ratio", 0, 1, table_accuracy),
)
