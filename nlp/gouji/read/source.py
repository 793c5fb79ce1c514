"""Opening an input: what it is by its content, its hash, and one clear line where it cannot be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import UnreadableError
from gouji.read.settings import LIMITS, Limits
from gouji.read.sniff import MEDIA, UTF16, media_of

FORMATS = (
    "可读取 PDF、Word（.docx）、Excel（.xlsx、.xls）、网页（.html）、文本（.txt）和 gouji read 生成的 .json"
)
_BROKEN_SHARE = 0.005

__all__ = ["FORMATS", "MEDIA", "File", "decode", "open_file"]


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


def open_file(path: str | Path, limits: Limits = LIMITS) -> File:
    """Read a file and tell what it is.

    Raises:
        UnreadableError: it is missing, a folder, empty, too large, not permitted, of a type that is not read,
            or not what its name says.
    """
    path = Path(path)
    try:
        if path.is_dir() and not any(path.iterdir()):
            raise UnreadableError(path, "文件夹是空的", FORMATS)
        if path.is_dir():
            raise UnreadableError(
                path, "这是文件夹，不是文件", "请给出其中的文件（同一报告的几个文件可一并给出）"
            )
        if path.stat().st_size > limits.file_bytes:
            most = limits.file_bytes // 2**20
            raise UnreadableError(path, f"文件超过 {most} MB", "请拆分文件，或确认它是决算报告")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(path, "文件不存在", "请检查路径") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(path, "无法打开文件", "请检查路径和读取权限") from error
    if not data.strip():
        raise UnreadableError(path, "文件为空", "请重新下载或导出")
    return File(path, data, media_of(path, data, FORMATS))


def decode(file: File) -> str:
    """The text of a text file: UTF-8, with or without a byte order mark, UTF-16 with one, or GB18030.

    A UTF-8 file with a few broken bytes keeps its text, with a mark (U+FFFD) in their place.

    Raises:
        UnreadableError: it is none of these.
    """
    unicode = "utf-16" if file.data.startswith(UTF16) else "utf-8-sig"
    text = file.data.decode(unicode, errors="replace")
    if text.count("\ufffd") <= _BROKEN_SHARE * len(text):
        return text
    try:
        return file.data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableError(file.path, "文字编码无法识别", "请另存为 UTF-8 编码") from error
