"""Bad files by kind: what lies in folders of reports and is none, or is broken, with words of the line that says so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping


def _archive(name: str, number: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, "<x/>" * number)
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

KINDS: Mapping[str, tuple[Callable[[int], bytes], str]] = {
    "empty.pdf": (lambda n: b" " * n, "文件为空"),
    "text.pdf": (lambda n: b"no pdf %d" % n, "不是有效的 PDF"),
    "torn.pdf": (lambda n: b"%%PDF-1.7\n%d 0 obj\n<<" % n, "PDF"),
    "binary.txt": (lambda n: bytes(range(256)) * n, "二进制数据"),
    "torn.docx": (lambda n: _archive("word/document.xml", n)[:40], "已损坏"),
    "locked.docx": (lambda n: _OLE + b"\0" * (7 + n), "已加密"),
    "layout.ofd": (lambda n: _archive("OFD.xml", n), "OFD"),
    "packed.rar": (lambda n: b"Rar!\x1a\x07\x00" + b"\0" * (31 + n), "压缩包"),
    "old.xls": (lambda n: b"\x09\x04\x06\x00" + b"\0" * (31 + n), "Excel 4.0"),
    "binary.xlsx": (lambda n: _archive("xl/workbook.bin", n), "xlsb"),
    "torn.zip": (lambda n: b"PK\x03\x04 torn %d" % n, "已损坏"),
}
"""Name → the bytes of its number one, two, …, all different; words of the reader's line."""
