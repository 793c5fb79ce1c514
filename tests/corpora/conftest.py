from __future__ import annotations

import pytest

from corpora.ledger.fonts import FontMissing, font_path


@pytest.fixture(scope="session")
def font() -> str:
    try:
        return str(font_path())
    except FontMissing as missing:
        pytest.skip(str(missing))
