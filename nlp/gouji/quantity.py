"""Text ↔ quantities: every figure of a text with exact offsets, value, canonical unit and last printed digit.

A figure is a maximal run of digits with its separators, point and unit; a year or a date is one figure; a
Chinese numeral counts before a unit or measure word only. The units are data (patterns/units.yaml). The work
is linear in the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

import msgspec

from gouji import patterns
from gouji.model import Figure, Quantity
from gouji.numerals import BIG, DIGITS, chinese_number
from gouji.vocabulary import QuantityKind, Why

_HALF = str.maketrans("０１２３４５６７８９．，％－−–（）：　", "0123456789.,%---():\u0020")
_RUN = re.compile(r"\d(?:[\d,.]*\d)?|\d")
_INSIDE_NUMBER = re.compile(r"[\d０-９][.,．]?$|\.$")
_GROUP = re.compile(r",\d{3}(?!\d)(\.\d+)?")
_DATE = re.compile(
    r"(?:(?:19|20)\d{2}\s?年\s?)?1?\d\s?月?\s?[-~～—至到]\s?(?:(?:19|20)\d{2}\s?年\s?)?1?\d\s?月(?:份)?(?![\d一-龥]*?度支)"
    r"|(?:(?:19|20)\d{2}\s?年\s?)\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?(?:份)?"
    r"|\d{1,2}\s?月\s?\d{1,2}\s?[日号]"
    r"|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
    r"|(?<![\d.,])1?\d\s?月(?:份|底|末|初)?(?![\d一-龥]*?度支)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}\s?(?:年度|年)|(?:19|20)\d{2}(?=[-—~～至、到/](?:19|20)\d{2}\s?年)")
_CHINESE_YEAR = re.compile(
    r"[二一][〇○零九][〇○零一二三四五六七八九]{2}年(?:度|[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_PERCENT_WORDS = re.compile(r"百分之([零〇一二两三四五六七八九十百点]+)")
_NUMERAL = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?"
)
_ANY = re.compile(r"[\d〇○零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]")
_NOT_NUMERAL_AFTER = frozenset("第之统唯同单不逐进任每某初星周专万唯独归另有这那哪其数某各上下前后的")
_AFTER_THESE = frozenset("有的各")
_VAGUE_UNITS = frozenset("个项次件")
_NAMES_WITH_NUMERALS = re.compile(
    r"[一二三四五六]期(?:工程|项目|建设|改造|）)|(?:一个|两个|三个|四个|五个|六个|七个|八个|九个|十个|[一二两三四五六七八九十]项)"
    r"(?:维护|意识|自信|务必|必须|确保|方面|窗口|平台|中心|目标|核心|坚持|基本|代表|文明|工程|规定|改革|清单|制度|安全|不)"
    r"|一(?:次性|人一|个个|件事|家人|天天|年一|项项|名一|套班子|批次性)|万一"
)
_APPROX_BEFORE = re.compile(
    r"(?:大约|约为|将近|接近|(?<!节)约|近|逾|超过|超|达到近|不足|不到|至少|不少于|不低于|不超过|控制在)$"
)
_APPROX_INSIDE = re.compile(r"\s?[余多几来](?=\s?[一-龥%])")
_APPROX_TAIL = re.compile(r"(?<=[万亿])\s?[余多]\s?元")
_APPROX_AFTER = re.compile(r"\s?(?:左右|上下|以内|以上|以下|余|多)(?![一-龥]?元)")
_POINT_FIRST = re.compile(r"(?:^|[^\d）)])\.$")
_RATIONAL = frozenset({"money", "percent"})
_SPACED = re.compile(r"(\d{1,3}(?:\x20\d{3}){1,4}(?:\.\d+)?)(?=\s?[万亿]?元)")
_JOINS_BEFORE = re.compile(r"[0-9A-Za-z%)\-次个人万亿元月日年号]")
_JOIN = re.compile(r"\s?(?:[-~～—至到]|[,，、和])\s?$")


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of patterns/units.yaml."""

    unit: str
    kind: QuantityKind
    factor: str
    forms: tuple[str, ...]
    example: str
    counter_example: str
    not_before: str = ""
    numerals: bool = False


_Maker = Callable[[str, str, int, int], Figure | None]


class _Units(NamedTuple):
    regex: re.Pattern[str]
    by_form: dict[str, Unit]
    not_before: dict[str, frozenset[str]]


class _Match(NamedTuple):
    unit: str | None
    kind: QuantityKind
    factor: Decimal
    end: int


def half_width(text: str) -> str:
    """Full-width digits, points, signs and brackets as half-width ones, character by character."""
    return text.translate(_HALF)


@functools.lru_cache(maxsize=1024)
def find(text: str) -> tuple[Figure, ...]:
    """All figures of ``text`` in order, with half-open offsets into ``text`` as given.

    Years and dates carry ``why``; whether any other figure states a fact is for the context to tell.
    """
    if _ANY.search(text) is None:
        return ()
    plain = half_width(text)
    found: list[Figure] = []
    taken = 0
    for start, end, make in _spans(plain):
        if start < taken:
            continue
        figure = make(plain, text, start, end)
        if figure is not None:
            found.append(figure)
            taken = figure.end
    return tuple(_inherit_units(found, text))


def parse_number(text: str) -> Decimal | None:
    """The value of a table cell's text, or None for blank, "-", "—", 无 and words.

    Separators and full-width forms are read, parentheses around a number mean a negative one, a percent sign is
    dropped (the value is the number as printed).
    """
    plain = half_width(text).replace(" ", "").replace("\u00a0", "")
    negative = plain.startswith("(") and plain.endswith(")")
    body = plain.strip("()").removesuffix("%").removesuffix("万元").removesuffix("元").removesuffix("万")
    if not re.fullmatch(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+", body):
        return None
    value = Decimal(body.replace(",", ""))
    return -value if negative else value


def step_of(text: str) -> Decimal:
    """The value of the last printed digit of a number's text ("8,415.64" → 0.01, "5834" → 1)."""
    digits = half_width(text)
    match = re.search(r"\.(\d+)", digits)
    return Decimal(1).scaleb(-len(match.group(1))) if match else Decimal(1)


def _spans(plain: str) -> Iterator[tuple[int, int, _Maker]]:
    sources = _sources()
    spans = [
        (m.start(), rank, m.end(), make)
        for rank, (needs, regex, make) in enumerate(sources)
        if needs in plain
        for m in regex.finditer(plain)
    ]
    spans += [(start, len(sources), end, _digits) for start, end in _numbers(plain)]
    spans.sort(key=lambda s: s[:2])
    for start, _, end, make in spans:
        yield start, end, make


@functools.cache
def _sources() -> tuple[tuple[str, re.Pattern[str], _Maker], ...]:
    """What reads a span, by rank, with the characters without which there is none."""
    return (
        ("年", _CHINESE_YEAR, _dated("year")),
        ("", _DATE, _dated("date")),
        ("", _YEAR, _dated("year")),
        ("百分之", _PERCENT_WORDS, _percent_words),
        ("", _NUMERAL, _numerals),
    )


def _dated(why: Why) -> _Maker:
    def make(plain: str, text: str, start: int, end: int) -> Figure | None:
        if _INSIDE_NUMBER.search(text[max(0, start - 2) : start]) and plain[start].isdigit():
            return None
        digits = re.search(r"\d+|[〇○零一二三四五六七八九]{4}", plain[start:end])
        value = Decimal("".join(str(DIGITS.get(c, c)) for c in digits.group())) if digits else Decimal(0)
        return Figure(
            start, end, text[start:end], Quantity(value, None, value, Decimal(1), "number"), why=why
        )

    return make


def _percent_words(plain: str, text: str, start: int, end: int) -> Figure | None:
    words = plain[start + 3 : end]
    value = chinese_number(words)
    step = Decimal(1).scaleb(-len(words.partition("点")[2]))
    return Figure(start, end, text[start:end], Quantity(value, "%", value / 100, step, "percent"))


def _numbers(plain: str) -> Iterator[tuple[int, int]]:
    """The numbers of every run of digits, commas and points; a comma that groups no thousands parts two."""
    taken = 0
    for run in _RUN.finditer(plain):
        start = run.start()
        start = max(start, taken)
        while start < run.end():
            if plain[start] == ",":
                start += 1
                continue
            stop = _number_end(plain, start, run.end())
            yield start, stop
            start = taken = stop + 1


def _digits(plain: str, text: str, start: int, end: int) -> Figure | None:
    number, stop = plain[start:end], end
    dotted = number.count(".") > 1
    value = Decimal(0) if dotted else Decimal(number.replace(",", "").replace(" ", ""))
    begin = start
    if plain[start - 1 : start] == "-" and not _JOINS_BEFORE.fullmatch(plain[max(0, start - 2) : start - 1]):
        begin, value = start - 1, -value
    inside = _APPROX_INSIDE.match(plain, stop)
    match = _unit_after(plain, inside.end() if inside else stop)
    if _POINT_FIRST.search(plain[max(0, start - 2) : start]) and number.isdigit() and match.kind in _RATIONAL:
        begin, number, value = start - 1, f"0.{number}", Decimal(f"0.{number}")
    if match.unit is None:
        inside = None
    last = match.end if match.unit is not None else stop
    tail = _APPROX_TAIL.match(plain, last) if match.kind == "money" else None
    last = tail.end() if tail else last
    approximate = _is_approximate(plain, begin, last) or inside is not None or tail is not None
    quantity = Quantity(value, match.unit, value * match.factor, step_of(number), match.kind)
    return Figure(begin, last, text[begin:last], quantity, approximate)


def _number_end(plain: str, start: int, end: int) -> int:
    if (spaced := _SPACED.match(plain, start)) is not None:
        return spaced.end(1)
    comma = plain.find(",", start, end)
    stop = end if comma < 0 else comma
    if stop - start > 3 or "." in plain[start:stop]:
        return stop
    while stop < end and (group := _GROUP.match(plain, stop, end)):
        stop = group.end()
        if group.group(1):
            break
    return stop


def _numerals(plain: str, text: str, start: int, end: int) -> Figure | None:
    if start and (plain[start - 1] in _NOT_NUMERAL_AFTER - _AFTER_THESE or plain[start - 1].isdigit()):
        return None
    if _NAMES_WITH_NUMERALS.match(plain, start):
        return None
    words = plain[start:end]
    approximate = False
    inside = re.compile("[余多几]").match(plain, end)
    tail = re.compile("[十百千万亿]*").match(plain, inside.end()) if inside else None
    stop = tail.end() if tail else end
    multiplier = plain[inside.end() : stop] if inside else ""
    if inside is not None:
        approximate = True
    while multiplier and multiplier[-1] in "万亿":
        stop, multiplier = stop - 1, multiplier[:-1]
    match = _unit_after(plain, stop, numerals=True)
    if match.unit is None and words[-1] in "万亿" and len(words) > 1 and inside is None:
        match = _unit_after(plain, end - 1, numerals=True)
        words = words[:-1]
    elif match.unit is not None and match.kind == "money" and words[-1] in "万亿" and inside is None:
        match, words = _unit_after(plain, end - 1, numerals=True), words[:-1]
    if match.unit is None or not words:
        return None
    if words == "一" and match.unit in _VAGUE_UNITS and plain[max(0, start - 1) : start] in _AFTER_THESE:
        return None
    value = chinese_number(words + multiplier)
    step = Decimal(1).scaleb(-len(words.partition("点")[2]))
    approximate = approximate or _is_approximate(plain, start, match.end)
    quantity = Quantity(value, match.unit, value * match.factor, step, match.kind)
    return Figure(start, match.end, text[start : match.end], quantity, approximate)


def _unit_after(plain: str, at: int, *, numerals: bool = False) -> _Match:
    units = _units()
    match = units.regex.match(plain, at)
    if match is None:
        return _Match(None, "number", Decimal(1), at)
    scale, form = match.group(1) or "", re.sub(r"\s", "", match.group(2))
    unit = units.by_form[form]
    following = plain[match.end() : match.end() + 1]
    if (following and following in units.not_before[form]) or (numerals and not unit.numerals):
        bare = units.by_form.get(scale)
        if bare is None:
            return _Match(None, "number", Decimal(1), at)
        return _Match(bare.unit, bare.kind, Decimal(bare.factor), match.start(1) + len(scale))
    if unit.kind == "count" and scale:
        return _Match(scale + unit.unit, "count", BIG[scale] * Decimal(unit.factor), match.end())
    return _Match(unit.unit, unit.kind, Decimal(unit.factor), match.end())


@functools.cache
def _units() -> _Units:
    by_form = {half_width(form): unit for unit in patterns.load("units", Unit) for form in unit.forms}
    counts = [form for form, unit in by_form.items() if unit.kind == "count"]
    forms = "|".join(re.escape(f) for f in sorted(counts, key=len, reverse=True))
    spaced = "|".join(r"\s?".join(map(re.escape, f)) for f in sorted(by_form, key=len, reverse=True))
    regex = re.compile(rf"\s{{0,2}}(?:([万亿])\s?(?={forms}))?({spaced})")
    return _Units(regex, by_form, {form: frozenset(half_width(u.not_before)) for form, u in by_form.items()})


def _is_approximate(plain: str, start: int, end: int) -> bool:
    return bool(_APPROX_BEFORE.search(plain[max(0, start - 5) : start]) or _APPROX_AFTER.match(plain, end))


def _inherit_units(figures: list[Figure], text: str) -> list[Figure]:
    """Give the first of a range or list (12至15万元; 412.5,414.4万元) the unit of the next."""
    out = list(figures)
    for i in range(len(out) - 2, -1, -1):
        this, following = out[i], out[i + 1]
        unit = following.quantity.unit
        between = text[this.end : following.start]
        bare = this.quantity.unit is None and this.why is None and unit is not None and following.why is None
        if (
            not bare
            or not _JOIN.fullmatch(between)
            or (between.strip() in ",，、和" and "." not in this.text)
        ):
            continue
        factor = _factor(following.quantity)
        quantity = Quantity(
            this.quantity.value,
            unit,
            this.quantity.value * factor,
            this.quantity.step,
            following.quantity.kind,
        )
        out[i] = Figure(
            this.start, this.end, this.text, quantity, this.approximate or between.strip() not in ",，、和"
        )
    return out


def _factor(quantity: Quantity) -> Decimal:
    units = _units().by_form
    name = half_width(quantity.unit or "")
    if name in units:
        return Decimal(units[name].factor)
    return BIG.get(name[:1], Decimal(1))
