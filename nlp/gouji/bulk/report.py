"""The job of a worker: one report read, audited and packed."""

from __future__ import annotations

from pathlib import Path

from gouji.bulk.tables import packed
from gouji.bulk.tasks import Work
from gouji.pipeline import audit


def audited(work: Work) -> bytes:
    """The tables of one report, see `gouji.bulk.tables.packed`.

    Raises:
        UnreadableError: nothing can be had from its files.
    """
    paths = [Path(path) for path in work.paths]
    result = audit(paths, engine=work.settings.engine, ocr=work.settings.ocr)
    return packed(result, work.report, work.key)
