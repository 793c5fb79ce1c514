"""Opening an input: what it is by its first bytes, its hash, and one clear line where it cannot be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import UnreadableError

FORMATS = "现可读取 .pdf（带文字层）、.txt（表格以制表符分隔）和 gouji read 生成的 .json"
_ENDINGS = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".json": "application/json",
}
_OFFICE = {".docx", ".doc", ".xlsx", ".xls", ".wps", ".et", ".ofd", ".rtf", ".odt", ".ods"}
_WEB = {".html", ".htm", ".mht", ".mhtml"}
_HEAD = 4096
_BROKEN_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class File:
    """A file as read from disk; ``media_type`` is by content, not by name."""

    path: Path
    data: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """The hash of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def open_file(path: str | Path) -> File:
    """Read a file and tell what it is.

    Raises:
        UnreadableError: it is missing, a folder, empty, not permitted, of a type that is not read, or not
            what its name says.
    """
    path = Path(path)
    if path.is_dir():
        raise UnreadableError(
            path, "这是文件夹，不是文件", "请给出其中的文件（同一报告的几个文件可一并给出）"
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(path, "文件不存在", "请检查路径") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(path, "无法打开文件", "请检查路径和读取权限") from error
    if not data.strip():
        raise UnreadableError(path, "文件为空", "请重新下载或导出")
    return File(path, data, _media_type(path, data))


def _media_type(path: Path, data: bytes) -> str:
    ending = path.suffix.lower()
    found = _sniff(data)
    if found == "application/pdf":
        return found
    if ending in _OFFICE or ending in _WEB:
        raise UnreadableError(path, f"暂不支持 {ending} 格式", f"请另存为 PDF 或制表符分隔的文本；{FORMATS}")
    if ending not in _ENDINGS:
        raise UnreadableError(path, f"不支持的文件类型 {ending or '（无扩展名）'}", FORMATS)
    if found is not None:
        raise UnreadableError(
            path, f"扩展名为 {ending}，内容却是{_NAMES[found]}", "请取得原文件或改用正确的格式"
        )
    if ending == ".pdf":
        raise UnreadableError(path, "不是有效的 PDF 文件", "请重新下载或重新导出为 PDF")
    return _ENDINGS[ending]


_NAMES = {
    "text/html": "网页（HTML）",
    "application/zip": "压缩包或 Office 文档",
    "application/msword": "旧版 Office 文档",
    "application/octet-stream": "二进制数据",
    "image": "图片",
}
_MAGIC = (
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "application/octet-stream"),
    (b"Rar!", "application/zip"),
    (b"7z\xbc\xaf", "application/zip"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _sniff(data: bytes) -> str | None:
    """The type that the first bytes tell; None for what may be text."""
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if b"\x00" in data[:_HEAD] and not data.startswith(_UTF16):
        return "application/octet-stream"
    return None


def decode(file: File) -> str:
    """The text of a text file: UTF-8, with or without a byte order mark, UTF-16 with one, or GB18030.

    A UTF-8 file with a few broken bytes keeps its text, with a mark (U+FFFD) in their place.

    Raises:
        UnreadableError: it is none of these.
    """
    unicode = "utf-16" if file.data.startswith(_UTF16) else "utf-8-sig"
    text = file.data.decode(unicode, errors="replace")
    if text.count("\ufffd") <= _BROKEN_SHARE * len(text):
        return text
    try:
        return file.data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableError(file.path, "文字编码无法识别", "请另存为 UTF-8 编码") from error
