"""图中的中文：输出 SVG，文字保留为文字，由看图的浏览器用自己的字体显示；本机的中文字体只用来量宽度。"""

from __future__ import annotations

import logging
import warnings

from matplotlib import font_manager, pyplot
from matplotlib_inline.backend_inline import set_matplotlib_formats

NEEDED = "勾稽决算说明万元"
SIMPLIFIED = (" SC", " GB", "YaHei", "PingFang", "WenQuanYi", "SimHei", "Heiti", "Droid Sans Fallback")
# 没有中文字体时，字宽只能估计：四周多留一些边（英寸）
SPARE = 0.6


def fonts() -> list[str]:
    """本机能显示中文的字体：简体、黑体（非宋体、非等宽）在前；只看字体里有没有这些字，不凭名称。"""
    found = set()
    for entry in font_manager.fontManager.ttflist:
        if entry.name.startswith("Last Resort"):  # 每个字都有，但都是方框
            continue
        try:
            font = font_manager.get_font(entry.fname)
        except (OSError, RuntimeError):
            continue
        if all(font.get_char_index(ord(character)) for character in NEEDED):
            found.add(entry.name)
    return sorted(found, key=_order)


def use() -> str | None:
    """使后面的图都能显示中文；返回所用的字体，没有则为 None（图在浏览器中仍显示中文）。"""
    name = next(iter(fonts()), None)
    families = [*([name] if name else []), "DejaVu Sans"]
    pyplot.rcParams.update(
        {
            "font.family": families,
            "svg.fonttype": "none",
            "svg.hashsalt": "gouji",
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "savefig.pad_inches": 0.1 if name else SPARE,
        }
    )
    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})
    if name is None:
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
        warnings.warn("本机没有中文字体：图在浏览器中仍显示中文，但文字的位置可能略有出入", stacklevel=2)
        warnings.filterwarnings("ignore", message="Glyph .* missing")
    return name


def _order(name: str) -> tuple[bool, bool, bool, str]:
    simplified = any(mark in f"{name} " or name.endswith(mark) for mark in SIMPLIFIED)
    return (not simplified, "Mono" in name, "Serif" in name or "Song" in name or "Ming" in name, name)
