"""Names of invented places and departments: as many as a province needs, each of its own, none of them real."""

from __future__ import annotations

from dataclasses import replace

from corpora.ledger.ledger import Department
from corpora.ledger.profiles import PROFILES, Profile

_FIRST = "霁渌泠翎筠槿珩琬蘅荻砚汐栎桕楝栩漪澹滢沚淇岫嶂崤旸昀暄璟瑀瑶"
_SECOND = "陂墅垟墩坳圩壑岙屿浜渚湄溇濑矶磴砦蓼蒲薮"
_WARDS = ["片区", "灌区", "新城", "河东", "河西", "北岸", "南岸", "库区", "山前", "滨江", "老城", "湖畔"]
_PREFIXES: tuple[str, ...] = ("", *"上下东西南北")
SUFFIXES = {"city": "市", "county": "县", "nation": "市"}
STEMS = tuple(first + second for first in _FIRST for second in _SECOND)
MOST = len(_PREFIXES) * len(STEMS) * len(PROFILES)
"""How many departments have a name of their own."""


def profile_of(index: int) -> Profile:
    """The kind of bureau of a department: the three take turns."""
    return PROFILES[index % len(PROFILES)]


def place_name(index: int) -> str:
    """The place of a department without 市 or 县.

    Raises:
        ValueError: the province has no more names.
    """
    if not 0 <= index < MOST:
        raise ValueError(f"a province has at most {MOST} departments")
    prefix, stem = divmod(index // len(PROFILES), len(STEMS))
    return _PREFIXES[prefix] + STEMS[stem * 7 % len(STEMS)]


def renamed(department: Department, index: int, level: str) -> Department:
    """A department of the ledger with its place, its units and its duties in the province."""
    city = place_name(index) + SUFFIXES[level]
    name = city + profile_of(index).bureau
    duties = department.duties
    if level == "county":
        duties = tuple(
            duty.replace("全市", "全县").replace("市委、市政府", "县委、县政府") for duty in duties
        )
    return replace(
        department,
        city=city,
        name=name,
        duties=duties,
        units=(name + "本级", *(city + unit for unit in profile_of(index).units)),
    )


def spots() -> tuple[str, ...]:
    """Places within the province, for reasons to name."""
    return tuple(stem + ward for stem in STEMS for ward in _WARDS)
