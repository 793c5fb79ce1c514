"""gouji 勾稽: reads what Chinese government departments say about their money and checks it.

``gouji.read(path)`` gives a Report, ``gouji.audit(path or Report)`` an Audit; ``gouji.to_json`` and
``gouji.from_json`` carry both to and from JSON, ``gouji.frames(audit)`` gives the tables as data frames.
``gouji.reasons`` types loose reasons and learns from labels, ``gouji.measure`` measures explanations.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.errors import GoujiError
    from gouji.pipeline import audit
    from gouji.read import read
    from gouji.render.frames import frames
    from gouji.serial import from_json, to_json

__version__ = "0.1.0"
__all__ = [
    "GoujiError", "__version__", "audit", "frames", "from_json", "measure", "read", "reasons", "to_json",
]  # fmt: skip

# not imported above: the layers below them import this package
_ROOMS = ("measure", "reasons")
_HOMES = {
    "GoujiError": "gouji.errors",
    "audit": "gouji.pipeline",
    "frames": "gouji.render.frames",
    "from_json": "gouji.serial",
    "read": "gouji.read",
    "to_json": "gouji.serial",
}


def __getattr__(name: str) -> Any:
    """The public names, imported on first use, so that ``import gouji`` is quick."""
    if name in _ROOMS:
        return import_module(f"gouji.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
