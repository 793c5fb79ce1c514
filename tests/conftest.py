"""What several folders of tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of the real reports; the test is skipped where it is not named."""
    folder = os.environ.get("GOUJI_REAL_REPORTS")
    if not folder:
        pytest.skip("GOUJI_REAL_REPORTS is not set: the real reports are not in the project")
    return Path(folder)
