"""Gold ↔ Label Studio JSON: one task a paragraph, one region a claim, nonclaim or reason.

What a region says is editable there: its label is the kind (or nonclaim, reason), the per-region fields hold subject,
measure, basis and so on. What Label Studio has no field for (id, cells, verdict, factors) travels in ``meta``, so that
export and import give the same gold. Offsets are half-open, in the text of the task.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, get_args

from gouji.corpus.gold import Gold
from gouji.corpus.places import Place, places_of
from gouji.errors import GoldError
from gouji.model import Report
from gouji.quantity import find
from gouji.vocabulary import ClaimKind, Why

CHOICES = {
    "measure": ("决算", "本年预算", "年初预算", "全年预算", "调整预算", "结转结余", "采购", "资产", "绩效"),
    "basis": ("上年", "年初预算", "全年预算", "调整预算", "同口径上年"),
    "direction": ("increase", "decrease", "flat"),
    "scope": ("全部资金", "财政拨款", "一般公共预算", "政府性基金", "国有资本经营"),
}
TEXTS = ("subject", "year", "of", "note")
FLAGS = ("shared", "approximate")
_FIGURELESS = frozenset({"flat", "none", "comparison"})
_OURS = re.compile(r"(?:claim|nonclaim|reason)-(?P<number>\d{4,})")


class Files(NamedTuple):
    """The three files of a gold, as lists of objects."""

    claims: list[dict[str, Any]]
    nonclaims: list[dict[str, Any]]
    reasons: list[dict[str, Any]]


def config() -> str:
    """The labelling interface for Label Studio: its ``label_config``."""
    labels = (*get_args(ClaimKind), *(f"nonclaim:{why}" for why in get_args(Why)), "reason")
    lines = ["<View>", '  <Labels name="kind" toName="text">']
    lines += [f'    <Label value="{label}"/>' for label in labels]
    lines += ["  </Labels>", '  <Text name="text" value="$text"/>']
    for name, values in CHOICES.items():
        lines.append(f'  <Choices name="{name}" toName="text" perRegion="true">')
        lines += [f'    <Choice value="{value}"/>' for value in values]
        lines.append("  </Choices>")
    lines += [f'  <TextArea name="{name}" toName="text" perRegion="true"/>' for name in TEXTS]
    lines.append('  <Choices name="flags" toName="text" perRegion="true" choice="multiple">')
    lines += [f'    <Choice value="{flag}"/>' for flag in FLAGS]
    return "\n".join([*lines, "  </Choices>", "</View>", ""])


def tasks(gold: Gold, report: Report) -> list[dict[str, Any]]:
    """The gold of a report as Label Studio tasks, a paragraph each, in order.

    Raises:
        GoldError: an entry is not found in the report's text.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    kinds: Iterable[tuple[str, Sequence[dict[str, Any]]]] = (
        ("claim", gold.claims), ("nonclaim", gold.nonclaims), ("reason", gold.reasons),
    )  # fmt: skip
    for sort, entries in kinds:
        for number, (entry, place) in enumerate(
            zip(entries, places_of(sort, entries, report), strict=True), 1
        ):
            found.setdefault(place.paragraph, []).extend(_results(sort, number, entry, place))
    texts = {p.id: p for p in report.paragraphs}
    return [
        {
            "data": {
                "report": gold.id,
                "paragraph": name,
                "page": texts[name].page,
                "text": texts[name].text,
            },
            "annotations": [{"result": found[name]}],
        }
        for name in texts
        if name in found
    ]


def _results(sort: str, number: int, entry: dict[str, Any], place: Place) -> Iterator[dict[str, Any]]:
    region = f"{sort}-{number:04d}"
    where = {"start": place.start, "end": place.end, "text": place.text}
    label = (
        entry["kind"] if sort == "claim" else f"nonclaim:{entry['why']}" if sort == "nonclaim" else "reason"
    )
    meta = {"meta": {"text": [json.dumps(entry, ensure_ascii=False)]}}
    yield _result(region, "kind", "labels", where | {"labels": [label]}) | meta
    if sort != "claim":
        return
    for name, values in CHOICES.items():
        value = entry.get(name)
        if value in values:
            yield _result(region, name, "choices", where | {"choices": [value]})
        elif value is not None:
            yield _result(region, name, "textarea", where | {"text": [str(value)]})
    for name in TEXTS:
        if entry.get(name) is not None:
            yield _result(region, name, "textarea", where | {"text": [str(entry[name])]})
    flags = [flag for flag in FLAGS if entry.get(flag)]
    if flags:
        yield _result(region, "flags", "choices", where | {"choices": flags})


def _result(region: str, name: str, sort: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": region, "from_name": name, "to_name": "text", "type": sort, "value": value}


def files(exported: Sequence[dict[str, Any]]) -> dict[str, Files]:
    """The gold of Label Studio tasks, by report: what we exported in its order, new regions where they stand.

    Raises:
        GoldError: a task has no text, or a region lies outside it or has no label that is known.
    """
    found: dict[str, list[tuple[float, int, dict[str, Any]]]] = {}
    for number, task in enumerate(exported, 1):
        data = task.get("data")
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            raise GoldError(f"第{number}个任务：没有 data.text")
        into = found.setdefault(str(data.get("report") or "report"), [])
        for region in (r for a in task.get("annotations", ())[:1] for r in _regions(a.get("result", ()))):
            sort, entry = _entry(region, data, number)
            match = _OURS.fullmatch(region["id"])
            before = max((order for order, other, _ in into if other == sort), default=0.0)
            into.append((float(match["number"]) if match else before, sort, entry))
    return {name: _files(entries) for name, entries in found.items()}


def _files(entries: list[tuple[float, int, dict[str, Any]]]) -> Files:
    ordered = sorted(entries, key=lambda e: e[0])
    claims, nonclaims, reasons = ([e for _, s, e in ordered if s == sort] for sort in range(3))
    return Files(_named(claims, "n"), nonclaims, _named(reasons, "m"))


def _named(entries: list[dict[str, Any]], letter: str) -> list[dict[str, Any]]:
    """Entries with ids: those that have none get the next free one."""
    taken = {e.get("id") for e in entries}
    free = (f"{letter}{n:03d}" for n in itertools.count(1) if f"{letter}{n:03d}" not in taken)
    return [entry | {"id": next(free)} if entry.get("id") == "" else entry for entry in entries]


def _regions(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The regions of a task, each with what its fields say, in the order of the text."""
    by_id: dict[str, dict[str, Any]] = {}
    for result in (r for r in results if "id" in r):
        into = by_id.setdefault(result["id"], {"id": result["id"], "fields": {}})
        value = result.get("value", {})
        if result.get("type") == "labels":
            into |= {
                "label": value.get("labels", [""])[0],
                "start": value.get("start"),
                "end": value.get("end"),
            }
            into["meta"] = (result.get("meta", {}).get("text") or ["{}"])[0]
        else:
            into["fields"][result.get("from_name")] = value.get("choices") or value.get("text") or []
    return sorted((r for r in by_id.values() if "label" in r), key=lambda r: (r["start"] or 0, r["end"] or 0))


def _entry(region: dict[str, Any], data: dict[str, Any], task: int) -> tuple[int, dict[str, Any]]:
    """Which file a region belongs to, and its line there."""
    text, start, end = data["text"], region["start"], region["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise GoldError(f"第{task}个任务：标注的起止位置不在文本之内")
    label = str(region["label"])
    try:
        kept = json.loads(region["meta"])
    except json.JSONDecodeError as error:
        raise GoldError(f"第{task}个任务：标注“{text[start:end]}”的 meta 不是有效的 JSON") from error
    new = {"page": data.get("page"), "sentence": _sentence(text, start)}
    if label == "reason":
        empty = {"span": text[start:end], "cue": "", "explains": [], "factors": []}
        return 2, kept or {"id": "", **new, **empty}
    if label.startswith("nonclaim:"):
        return 1, (kept or new | {"value": text[start:end]}) | {"why": label.removeprefix("nonclaim:")}
    if label in get_args(ClaimKind):
        return 0, _claim(label, region["fields"], text[start:end], kept, new)
    raise GoldError(f"第{task}个任务：没有“{label}”这种标签")


def _claim(
    label: str, fields: dict[str, Any], words: str, kept: dict[str, Any], new: dict[str, Any]
) -> dict[str, Any]:
    figure = next((f for f in find(words) if f.why is None), None)
    stated: dict[str, str | None] = {"value": None, "unit": None}
    if figure is not None and label not in _FIGURELESS:
        stated = {"value": format(figure.quantity.value, "f"), "unit": figure.quantity.unit}
    entry: dict[str, Any] = dict(kept) if kept else {"id": "", "section": None, **new, **stated}
    moved = (
        kept.get("value") is not None
        and figure is not None
        and Decimal(kept["value"]) != figure.quantity.value
    )
    if moved:
        entry |= stated
    entry["kind"] = label
    for name in (*CHOICES, *TEXTS):
        said = fields.get(name) or []
        value: str | int | None = str(said[0]) if said else None
        if value is not None or name in entry or not kept:
            entry[name] = int(value) if name == "year" and value is not None else value
    for flag in FLAGS:
        entry.pop(flag, None)
        if flag in (fields.get("flags") or []):
            entry[flag] = True
    return entry


def _sentence(text: str, at: int) -> str:
    """The sentence of a place, without white space."""
    ends = [m.end() for m in re.finditer(r"[。！？][”’」）)】。！？]*", text)]
    start = max((e for e in ends if e <= at), default=0)
    return re.sub(r"\s", "", text[start : min((e for e in ends if e > at), default=len(text))])
