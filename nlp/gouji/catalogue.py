"""All kinds of patterns with the type of their entries: what `gouji patterns` checks and lists."""

from __future__ import annotations

from typing import Any

import msgspec

from gouji import patterns
from gouji.accounts import Account, Term
from gouji.classify.cores import Core
from gouji.classify.depth import Precise, Stock
from gouji.classify.direction import Effect
from gouji.classify.taxonomy import TypeEntry
from gouji.classify.themes import Theme
from gouji.classify.votes import Vote
from gouji.extract.connectors import Connector
from gouji.extract.counted import Appraisal, CountTerm
from gouji.extract.cues import BasisCue, ChangeCue, MeasureCue, ReasonCue, UsageCue
from gouji.extract.factor_parts import Move
from gouji.extract.short_names import ShortName
from gouji.facts import FormFacts
from gouji.pairs import CountPattern
from gouji.quantity import Unit
from gouji.read.html.chrome import ChromePattern
from gouji.read.narrative.roles import SectionPattern
from gouji.read.tables.forms import FormPattern
from gouji.sums import SumPattern
from gouji.topics import Topic
from gouji.verify.change_parts import Bound, ChangeParts
from gouji.verify.evaluations import EvaluationPattern
from gouji.verify.reasons.booking import Booked
from gouji.verify.reasons.scene import Wording
from gouji.verify.required import RequiredItem, RequiredSection
from gouji.verify.rules import Rule
from gouji.verify.selects import Identity
from gouji.verify.tallies import TallyPattern
from gouji.verify.text import TextPattern
from gouji.verify.told import Told
from gouji.words import WordList

KINDS: dict[str, type[msgspec.Struct]] = {
    "accounts/counts": CountTerm,
    "accounts/economic": Account,
    "accounts/functional": Account,
    "accounts/short": ShortName,
    "accounts/terms": Term,
    "checks/booked": Booked,
    "checks/bounds": Bound,
    "checks/counts": CountPattern,
    "checks/evaluations": EvaluationPattern,
    "checks/parts": ChangeParts,
    "checks/reasons": Wording,
    "checks/required": RequiredItem,
    "checks/rules": Rule,
    "checks/sections": RequiredSection,
    "checks/sums": SumPattern,
    "checks/tallies": TallyPattern,
    "checks/text": TextPattern,
    "checks/told": Told,
    "chrome": ChromePattern,
    "cues/appraisals": Appraisal,
    "cues/change": ChangeCue,
    "cues/comparator": BasisCue,
    "cues/measures": MeasureCue,
    "cues/reasons": ReasonCue,
    "cues/usage": UsageCue,
    "facts": FormFacts,
    "forms": FormPattern,
    "identities": Identity,
    "reasons/connectors": Connector,
    "reasons/cores": Core,
    "reasons/effects": Effect,
    "reasons/moves": Move,
    "reasons/precise": Precise,
    "reasons/stock": Stock,
    "reasons/themes": Theme,
    "reasons/types": TypeEntry,
    "reasons/votes": Vote,
    "reasons/words": WordList,
    "sections": SectionPattern,
    "topics": Topic,
    "units": Unit,
}
_NAMES = ("code", "id", "form", "unit", "name", "type", "role")
_WORDS = (
    "formula",
    "message",
    "definition",
    "name",
    "pattern",
    "measure",
    "basis",
    "titles",
    "words",
    "scope",
)


def catalogue() -> dict[str, tuple[Any, ...]]:
    """Kind → its entries, all loaded and so all checked against their schema.

    Raises:
        PatternError: an entry breaks its schema.
    """
    return {kind: patterns.load(kind, struct) for kind, struct in KINDS.items()}


def described(kind: str) -> list[str]:
    """One line for each entry of a kind: its name, then what it says, parted by a tab."""
    lines = []
    for entry in catalogue()[kind]:
        name = next((getattr(entry, key) for key in _NAMES if getattr(entry, key, None)), "")
        words = next(
            (getattr(entry, key) for key in _WORDS if getattr(entry, key, None) not in (None, name)), ""
        )
        text = "、".join(words) if isinstance(words, tuple) else str(words)
        lines.append(f"{kind}\t{name}\t{text}")
    return lines
