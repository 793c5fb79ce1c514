"""What is planted and how often: known before anything is drawn, and what that makes one expect of a panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from corpora.province.vocabulary import SHARED_TYPES

Json: TypeAlias = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

FAMILIES: Mapping[str, float] = MappingProxyType(
    {
        "shandong": 0.20,
        "shanghai": 0.15,
        "central": 0.10,
        "chongqing": 0.12,
        "sichuan": 0.13,
        "guangxi": 0.12,
        "guangxi_yuan": 0.05,
        "yunnan": 0.13,
    }
)
"""Weights of the template families; a department keeps its own."""
SPREAD = 0.5
"""Each department multiplies every habit by a draw of its own, even between 1 − SPREAD and 1 + SPREAD, for all years."""
COHORT = 20
"""So many departments in a row follow the first of them where they copy a reason from another department."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit of wording reasons: its mean over departments in the first year, and what each year adds to it."""

    first: float
    step: float
    definition: str
    of: str

    def mean(self, turn: int) -> float:
        """The mean over departments in a year, counted from 0; between 0.02 and 0.6."""
        return min(max(round(self.first + self.step * turn, 4), 0.02), 0.6)


HABITS: Mapping[str, Habit] = MappingProxyType(
    {
        "unexplained": Habit(
            0.24, -0.03, "a change that the template gives a reason for has none", "slots: all rows"
        ),
        "opposed": Habit(
            0.04, 0.0, "the reason tells of the other direction than what it explains", "rows with given = 1"
        ),
        "boilerplate": Habit(
            0.20, 0.0, "the reason is a stock phrase that could stand in any report", "rows with given = 1"
        ),
        "last_year": Habit(
            0.25, 0.0, "the reason stood in the department's report of the year before", "rows with given = 1"
        ),
        "other_department": Habit(
            0.10, 0.0, "the reason stands in the report of the cohort's leader of the same year",
            "rows with given = 1, reports with leader = 0",
        ),
        "self_serving": Habit(
            0.30, 0.0, "growth is laid to policy or funding, a fall to one's own thrift",
            "rows with given = 1, opposed = 0 and topic neither income nor carry",
        ),
    }
)  # fmt: skip
_TYPES = MappingProxyType(
    {
        "personnel": (0.40, -0.05),
        "standard": (0.15, 0.0),
        "workload": (0.20, 0.05),
        "execution": (0.15, 0.0),
        "organisation": (0.10, 0.0),
    }
)
_TURNS = 4


def type_mix(turn: int) -> dict[str, float]:
    """The mix of types of freshly worded reasons of work and people that do not serve the department itself.

    Personnel falls and workload rises by five points a year over five years.
    """
    return {kind: round(_TYPES[kind][0] + _TYPES[kind][1] * min(turn, _TURNS), 4) for kind in SHARED_TYPES}


@dataclass(frozen=True, slots=True)
class Rates:
    """All that is planted in a province. ``errors`` are probabilities a report by kind family, ``restated`` one a report."""

    errors: Mapping[str, float]
    restated: float = 0.0

    def habit(self, name: str, turn: int) -> float:
        """The mean of a habit in a year; nothing can be copied from last year in the first one."""
        return 0.0 if name == "last_year" and turn == 0 else HABITS[name].mean(turn)

    def any_error(self) -> float:
        """The probability that a report has at least one planted error."""
        none = 1.0
        for rate in self.errors.values():
            none *= 1 - rate
        return 1 - none


def expected_mix(rates: Rates, turn: int) -> dict[str, float]:
    """The mix of types of fresh reasons and those taken over from last year together, which lags behind type_mix."""
    mix = type_mix(turn)
    if turn == 0:
        return mix
    kept = rates.habit("last_year", turn)
    fresh = 1 - sum(
        rates.habit(name, turn) for name in ("opposed", "boilerplate", "last_year", "other_department")
    )
    before = expected_mix(rates, turn - 1)
    return {kind: round((fresh * mix[kind] + kept * before[kind]) / (fresh + kept), 4) for kind in mix}


def as_json(rates: Rates, first_year: int, years: int) -> dict[str, Json]:
    """The content of rates.json."""
    turns = {str(first_year + turn): turn for turn in range(years)}
    habits: dict[str, Json] = {
        name: {
            "definition": habit.definition,
            "of": habit.of,
            "by_year": {year: rates.habit(name, turn) for year, turn in turns.items()},
        }
        for name, habit in HABITS.items()
    }
    return {
        "families": dict(FAMILIES),
        "spread": SPREAD,
        "cohort": COHORT,
        "errors": {
            "definition": "probability that a report has one planted error of the kind family, drawn apart for each",
            "of": "all reports",
            "any": round(rates.any_error(), 6),
            "by_family": dict(rates.errors),
        },
        "restated": {
            "definition": "last year's basic spending of the office is not what last year's report said",
            "of": "reports but the first year's",
            "rate": rates.restated,
        },
        "habits": habits,
        "explained": {
            "definition": "1 - unexplained",
            "of": HABITS["unexplained"].of,
            "by_year": {year: round(1 - rates.habit("unexplained", t), 4) for year, t in turns.items()},
        },
        "types": {
            "definition": "type of the reason, by year",
            "of": "rows with origin = fresh, topic = work or people, self_serving = 0, opposed = 0",
            "by_year": {year: dict(type_mix(turn)) for year, turn in turns.items()},
            "with_last_year": {
                "definition": "the same with origin = fresh or last_year",
                "by_year": {year: dict(expected_mix(rates, turn)) for year, turn in turns.items()},
            },
        },
    }  # fmt: skip
