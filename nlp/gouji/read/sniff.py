"""What a file is: by its first bytes and members; its name decides only where the content cannot."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class _Media:
    """The media types that are read, by a short name."""

    pdf: str = "application/pdf"
    text: str = "text/plain"
    json: str = "application/json"
    html: str = "text/html"
    mhtml: str = "multipart/related"
    docx: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    xlsx: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    xls: str = "application/vnd.ms-excel"
    image: str = "image"
    doc: str = "application/msword"
    rtf: str = "application/rtf"
    odt: str = "application/vnd.oasis.opendocument.text"
    ods: str = "application/vnd.oasis.opendocument.spreadsheet"


MEDIA = _Media()
UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096
_TEXT = {".txt": MEDIA.text, ".text": MEDIA.text, ".json": MEDIA.json, ".tsv": MEDIA.text}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_PACKED = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh")
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_SHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", MEDIA.doc),
    ("Workbook", MEDIA.xls),
    ("Book", MEDIA.xls),
    ("PowerPoint Document", "other"),
)
_MEMBERS = (
    ("word/document.xml", MEDIA.docx),
    ("xl/workbook.xml", MEDIA.xlsx),
    ("xl/workbook.bin", "xlsb"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)
_REFUSED = {
    "encrypted": ("Office 文档已加密，需要密码", "请先解除密码再读取"),
    "ofd": ("暂不支持 OFD 格式", "请用 OFD 阅读器转换为 PDF"),
    "xlsb": ("这是二进制工作簿（.xlsb）", "请用 Excel、WPS 或 LibreOffice 另存为 .xlsx"),
    "xml": ("这是 XML 表格 2003 格式", "请用 Excel、WPS 或 LibreOffice 另存为 .xlsx"),
    "biff": ("这是 Excel 4.0 或更早的工作簿", "请用 Excel、WPS 或 LibreOffice 另存为 .xlsx"),
    "zip": ("这是压缩包", "请解压后给出其中的文件（同一报告的几个文件用 --bundle）"),
    "damaged": ("压缩包或 Office 文档已损坏", "请重新下载或重新导出"),
    "other": ("旧版 Office 文档中没有可读取的文字或表格", "请另存为 .docx、.xlsx 或 PDF"),
}


def media_of(path: Path, data: bytes, formats: str) -> str:
    """The media type of a file.

    Args:
        path: its name, which decides between kinds of text.
        data: all its bytes.
        formats: what to say where the type is not read.

    Raises:
        UnreadableError: the type is not read, or the content is not what the name says.
    """
    found = _sniff(data)
    if found in _REFUSED:
        raise UnreadableError(path, *_REFUSED[found])
    ending = path.suffix.lower()
    if found is not None:
        if found == "binary":
            _refuse_binary(path, ending, formats)
        return found
    if ending in _TEXT:
        return _TEXT[ending]
    known = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".xls": "Excel"}
    if ending in known:
        raise UnreadableError(path, f"不是有效的 {known[ending]} 文件", "请重新下载或重新导出")
    if ending in (".html", ".htm", ".mht", ".mhtml"):
        return MEDIA.html
    raise UnreadableError(path, f"不支持的文件类型 {ending or '（无扩展名）'}", formats)


def _refuse_binary(path: Path, ending: str, formats: str) -> None:
    if ending in _TEXT:
        raise UnreadableError(path, f"扩展名为 {ending}，内容却是二进制数据", "请取得原文件或改用正确的格式")
    raise UnreadableError(path, "文件内容无法识别（二进制数据）", formats)


def _sniff(data: bytes) -> str | None:
    """The type that the content tells; None for what may be text."""
    if b"%PDF-" in data[:1024]:
        return MEDIA.pdf
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _of_members(data)
    if data.startswith(_OLE):
        return _of_streams(data)
    if data.startswith(_IMAGES):
        return MEDIA.image
    if data.startswith(_PACKED):
        return "zip"
    if data.lstrip()[:5] == b"{\\rtf":
        return MEDIA.rtf
    if data.startswith(_BIFF):
        return "biff"
    wide = data.startswith(UTF16)
    head = data.decode("utf-16", errors="replace")[:_HEAD] if wide else data[:_HEAD].decode("latin-1")
    if _is_html(head):
        return MEDIA.html
    if _SHEET_XML in head and "<Workbook" in head:
        return "xml"
    if wide:
        return None
    if data[:_HEAD].lstrip().lower().startswith((b"mime-version:", b"from: <saved by")):
        return MEDIA.mhtml
    return "binary" if b"\x00" in data[:_HEAD] else None


def _is_html(head: str) -> bool:
    head = head.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html", "<head", "<body", "<table", "<meta")):
        return True
    return head.startswith(("<?xml", "<!--", "<div", "<!doctype")) and "<html" in head


def _of_members(data: bytes) -> str:
    """The kind of a ZIP file by the members it lists."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            kind = next((kind for member, kind in _MEMBERS if member in names), "zip")
            if kind != "odf":
                return kind
            with packed.open("mimetype") as stream:
                said = stream.read(100).decode("ascii", errors="replace")
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        NotImplementedError,
        OSError,
        EOFError,
        RuntimeError,
    ):
        return "damaged"
    return said if said in (MEDIA.odt, MEDIA.ods) else "zip"


def _of_streams(data: bytes) -> str:
    """The kind of a compound (OLE) file by the names of its streams, which stand in it as UTF-16."""
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") + b"\x00\x00" in data:
            return kind
    return "other"
