"""The text of a web page: its bytes by mark, declaration or trial; a saved archive (.mht) opened."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import EmailMessage

from gouji.errors import UnreadableError
from gouji.read.sniff import MEDIA, UTF16
from gouji.read.source import File

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_HEAD = 4096
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8", "gb_2312-80": "gb18030"}
_BROKEN_SHARE = 0.005


def page_text(file: File) -> str:
    """The markup of a page as text, of an archive that of its first page.

    Raises:
        UnreadableError: the encoding is none that is known, or the archive holds no page.
    """
    if file.media_type != MEDIA.mhtml:
        return _decoded(file, file.data, None)
    message = email.message_from_bytes(file.data, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                return _decoded(file, data, part.get_content_charset())
    raise UnreadableError(file.path, "网页存档（.mht）中没有网页", "请另存为 .html 或 PDF")


def _decoded(file: File, data: bytes, charset: str | None) -> str:
    """A page is often declared as what it is not: the first encoding that fits is taken."""
    if data.startswith(UTF16):
        return data.decode("utf-16", errors="replace")
    found = _DECLARED.search(data[:_HEAD])
    declared = charset or (found[1].decode("ascii") if found else "utf-8")
    for name in dict.fromkeys((_known(declared), "utf-8-sig", "gb18030", "big5")):
        text = data.decode(name, errors="replace")
        if text.count("\ufffd") <= _BROKEN_SHARE * len(text):
            return text.removeprefix("\ufeff")
    raise UnreadableError(
        file.path, "网页的文字编码无法识别", "请用浏览器打开后另存为 UTF-8 编码，或打印为 PDF"
    )


def _known(name: str) -> str:
    name = name.lower()
    name = _WIDER.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"
