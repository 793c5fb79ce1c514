"""A province on disk: Report JSON for every report, PDFs for a sample, truth tables; the same bytes from any number of workers."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from gouji.model import Report, Source
from gouji.read.assemble import assemble
from gouji.read.text import blocks
from gouji.serial import to_json

from corpora.ledger.document import Document
from corpora.ledger.text import to_text
from corpora.province.department import Plan, name_of, reports
from corpora.province.planting import planted
from corpora.province.rates import as_json
from corpora.province.truth import Tables, Truth, path_of, truth_of

_MEDIA = "text/plain"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written where. ``pdfs`` are the reports, as (department, turn), that are also set as PDF."""

    folder: Path
    plan: Plan
    pdfs: frozenset[tuple[int, int]]


def sample(plan: Plan, departments: int, count: int) -> frozenset[tuple[int, int]]:
    """As many reports as asked for, or all, drawn evenly over departments and years."""
    everything = [(index, turn) for index in range(departments) for turn in range(plan.years)]
    rng = Random(f"province-{plan.seed}-pdf")
    return frozenset(rng.sample(everything, min(count, len(everything))))


def read_back(text: str, name: str) -> Report:
    """The Report that gouji's text reader makes of a report, as if it were read from a file of that name."""
    data = text.encode()
    source = Source(name, hashlib.sha256(data).hexdigest(), _MEDIA, None)
    return assemble(blocks(text), [source], (), "text")


def write_department(order: Order, index: int) -> list[Truth]:
    """Write all reports of a department; its truth, year by year."""
    plan, out = order.plan, []
    (order.folder / name_of(index)).mkdir(parents=True, exist_ok=True)
    for told in reports(plan, index):
        rng = plan.rng(index, f"{told.turn}-errors")
        document, errors = planted(told.document, plan.rates.errors, rng)
        year = told.ledger.this.year
        report = read_back(to_text(document), f"{name_of(index)}-{year}.txt")
        path = order.folder / path_of(index, year)
        path.write_text(to_json(report, indent=None) + "\n", encoding="utf-8", newline="\n")
        pdf = f"pdf/{name_of(index)}-{year}.pdf" if (index, told.turn) in order.pdfs else ""
        if pdf:
            _set(document, order.folder / pdf)
        out.append(truth_of(told, document, errors, pdf))
    return out


def _set(document: Document, path: Path) -> None:
    from corpora.ledger.pdf import write_pdf

    path.parent.mkdir(parents=True, exist_ok=True)
    write_pdf(document, path)


def write(order: Order, departments: int, workers: int) -> Iterator[int]:
    """Write a province; yields the number of reports written so far, department by department."""
    truth = order.folder / "truth"
    done = 0
    with ExitStack() as stack:
        tables = stack.enter_context(Tables(truth))
        rates = as_json(order.plan.rates, order.plan.first_year, order.plan.years)
        _dump(truth / "rates.json", {"seed": order.plan.seed, "departments": departments, **rates})
        task = partial(write_department, order)
        if workers > 1:
            pool = stack.enter_context(multiprocessing.get_context("spawn").Pool(workers))
            made: Iterator[list[Truth]] = pool.imap(task, range(departments), chunksize=4)
        else:
            made = map(task, range(departments))
        for rows in made:
            for row in rows:
                tables.add(row)
            done += len(rows)
            yield done


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
