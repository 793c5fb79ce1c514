"""Opening a PDF: decrypted, repaired, cut to what can be read; what was lost on the way is noted."""

from __future__ import annotations

import io
import logging
import re

import pikepdf

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.pdf.guard import oversized
from gouji.read.settings import LIMITS, Limits
from gouji.read.source import File

_DAMAGE = re.compile(
    r"xref|cross-reference|damaged|recover|reconstruct|trailer|startxref|can't find", re.IGNORECASE
)
_AGAIN = "请重新下载或重新导出"


def prepare(file: File, limits: Limits = LIMITS) -> tuple[bytes, list[Note]]:
    """The bytes of a PDF that an engine can take: decrypted where no password is needed, repaired where damaged.

    Raises:
        UnreadableError: a password is needed, or nothing can be repaired.
    """
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    try:
        with pikepdf.open(io.BytesIO(file.data)) as pdf:
            damaged = any(_DAMAGE.search(str(warning)) for warning in pdf.get_warnings())
            if not len(pdf.pages):
                raise UnreadableError(file.path, "PDF 没有页面", _AGAIN)
            notes = [*_damage(pdf, damaged=damaged), *_cut(pdf, limits)]
            if not notes and not pdf.is_encrypted:
                return file.data, []
            out = io.BytesIO()
            pdf.save(out, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise UnreadableError(file.path, "PDF 已加密，需要密码", "请先解除密码再读取") from error
    except (
        pikepdf.PdfError,
        pikepdf.DataDecodingError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
    ) as error:
        raise UnreadableError(file.path, "PDF 已损坏，无法修复", _AGAIN) from error
    return out.getvalue(), notes


def _damage(pdf: pikepdf.Pdf, *, damaged: bool) -> list[Note]:
    """That a file was repaired, and how many of the pages it speaks of are gone."""
    if not damaged:
        return []
    said = pdf.Root.get("/Pages", pikepdf.Dictionary()).get("/Count", 0)
    lost = int(said) - len(pdf.pages) if isinstance(said, int) else 0
    bare = [number for number, page in enumerate(pdf.pages, start=1) if "/Contents" not in page.obj]
    gone = f"；原有{int(said)}页，缺{lost}页" if lost > 0 else ""
    if bare:
        gone += f"；第{'、'.join(map(str, bare))}页的内容已丢失"
    return [Note("pdf.repaired", f"PDF 的交叉引用表已损坏，修复后读取{gone}")]


def _cut(pdf: pikepdf.Pdf, limits: Limits) -> list[Note]:
    """Pages beyond the limits taken out of the document, one by one or from the last allowed one on."""
    notes = []
    for number in oversized(pdf, limits):
        page = pdf.pages[number - 1].obj
        page.Contents = pdf.make_stream(b"")
        page.Resources = pikepdf.Dictionary()
        notes.append(Note("page.oversized", f"第{number}页的内容异常庞大，未读取", number))
    if len(pdf.pages) > limits.pages:
        notes.append(Note("pdf.cut", f"共{len(pdf.pages)}页，超过{limits.pages}页的部分未读取"))
        del pdf.pages[limits.pages :]
    return notes
