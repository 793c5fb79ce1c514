"""gouji 勾稽: reads what Chinese government departments say about their money and checks it.

``gouji.read(path)`` gives a Report, ``gouji.audit(path or Report)`` an Audit; ``gouji.to_json`` and
``gouji.from_json`` carry both to and from JSON, ``gouji.frames(audit)`` gives the tables as data frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.pipeline import audit
    from gouji.read import read
    from gouji.render.frames import frames
    from gouji.serial import from_json, to_json

__version__ = "0.1.0"
__all__ = ["__version__", "audit", "frames", "from_json", "read", "to_json"]

_HOMES = {
    "audit": "gouji.pipeline",
    "frames": "gouji.render.frames",
    "from_json": "gouji.serial",
    "read": "gouji.read",
    "to_json": "gouji.serial",
}


def __getattr__(name: str) -> Any:
    """The public functions, imported on first use, so that ``import gouji`` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
