"""Office files are ZIP files: what is in them is weighed before any of it is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from gouji.errors import UnreadableError
from gouji.read.settings import LIMITS, Limits
from gouji.read.source import File

_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError)
_AGAIN = "请用 Word、Excel 或 WPS 打开后另存，或取得原文件"


def checked(file: File, limits: Limits = LIMITS) -> None:
    """See that a ZIP file is whole and unpacks to a size that can be held.

    Args:
        file: an OOXML file.
        limits: the most members, the most bytes unpacked, and how many times the packed size that may be.

    Raises:
        UnreadableError: its directory is damaged, a member is encrypted, or a limit is passed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
            members = packed.infolist()
    except _BROKEN as error:
        raise UnreadableError(file.path, "Office 文档的压缩结构已损坏", "请重新下载或重新导出") from error
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError(file.path, "Office 文档已加密，需要密码", "请先解除密码再读取")
    if len(members) > limits.members:
        raise UnreadableError(file.path, f"Office 文档的内部文件超过 {limits.members} 个", _AGAIN)
    size = sum(member.file_size for member in members)
    if size > limits.unpacked_bytes:
        raise UnreadableError(file.path, f"Office 文档解压后超过 {limits.unpacked_bytes // 2**20} MB", _AGAIN)
    if size > limits.unpacked_free and size > limits.unpacked_ratio * len(file.data):
        raise UnreadableError(file.path, "Office 文档的压缩比异常（可能是压缩炸弹）", _AGAIN)


def member(file: File, name: str, limits: Limits = LIMITS) -> bytes | None:
    """The bytes of one member of a file that was checked; None where there is none of that name.

    Raises:
        UnreadableError: the member is damaged, or is larger than its directory says and than is allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
            if name not in packed.namelist():
                return None
            with packed.open(name) as stream:
                data = stream.read(limits.unpacked_bytes + 1)
    except _BROKEN as error:
        raise UnreadableError(file.path, "Office 文档的内容已损坏", "请重新下载或重新导出") from error
    if len(data) > limits.unpacked_bytes:
        raise UnreadableError(file.path, f"Office 文档解压后超过 {limits.unpacked_bytes // 2**20} MB", _AGAIN)
    return data
