"""A workbook recomputed by LibreOffice: its cached values are taken out first, so that what comes back is computed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

_CACHED = re.compile(rb"(</f>)<v>[^<]*</v>")


def office() -> str:
    """The program; the test is skipped where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed: nothing here can recompute a workbook")
    return found


def without_values(data: bytes) -> bytes:
    """The workbook with its formulas, but without what they gave when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
            new.writestr(name, _CACHED.sub(rb"\1", held).replace(b' t="str"', b"") if sheet else held)
    return out.getvalue()


def recomputed(data: bytes, folder: Path) -> Workbook:
    """The workbook as LibreOffice computes it anew."""
    program = office()
    (folder / "in").mkdir()
    (folder / "in" / "book.xlsx").write_bytes(without_values(data))
    words = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    words += ["--outdir", str(folder / "out"), str(folder / "in" / "book.xlsx")]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert (folder / "out" / "book.xlsx").exists(), done.stderr
    return load_workbook(folder / "out" / "book.xlsx", data_only=True)
