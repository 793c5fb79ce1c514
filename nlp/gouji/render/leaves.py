"""What the pages of a report are called: of a workbook they are sheets."""

from __future__ import annotations

from gouji.model import Report
from gouji.render.wording import LABELS, Words

_WORKBOOKS = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
_SHEETS: Words = {"page": ("工作表{}", "sheet {}"), "pages": ("个工作表", "sheets")}


def labels_of(report: Report) -> Words:
    """The labels of a report; pages are sheets where all files that have pages are workbooks."""
    paged = [source.media_type for source in report.sources if source.pages is not None]
    return {**LABELS, **_SHEETS} if paged and all(kind in _WORKBOOKS for kind in paged) else LABELS
