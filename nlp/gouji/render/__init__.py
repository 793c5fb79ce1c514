"""Results for readers and programs: terminal, JSON, HTML. Shows what an Audit holds and computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from gouji.errors import GoujiError
from gouji.model import Audit
from gouji.render.files import stems, write
from gouji.render.html import page
from gouji.render.terminal import summary
from gouji.serial import to_json

__all__ = ["FORMATS", "page", "render", "stems", "summary", "write"]


def _json(audit: Audit, lang: str) -> str:
    return to_json(audit) + "\n"


def _html(audit: Audit, lang: str) -> str:
    return page(audit, lang=lang)


FORMATS: dict[str, Callable[[Audit, str], str]] = {"json": _json, "html": _html}


def render(
    audit: Audit, folder: Path, stem: str, formats: Iterable[str], lang: str = "zh"
) -> tuple[Path, ...]:
    """Write an audit in the asked formats as <stem>.audit.<format>.

    Args:
        audit: what to write.
        folder: where to; made where it is missing.
        stem: the name of the files, from `stems`; only its final component counts.
        formats: names out of FORMATS.
        lang: "zh" or "en", for readers; JSON is the same in both.

    Returns:
        The files written, in the order of `formats`.

    Raises:
        GoujiError: a format is not known, or a file cannot be written.
    """
    asked = tuple(dict.fromkeys(formats))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown:
        raise GoujiError(f"不支持的输出格式 {'、'.join(unknown)}；可用的有 {'、'.join(FORMATS)}")
    paths = []
    for name in asked:
        path = folder / f"{Path(stem).name}.audit.{name}"
        write(path, FORMATS[name](audit, lang))
        paths.append(path)
    return tuple(paths)
