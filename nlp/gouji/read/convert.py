"""Older and other office formats by way of LibreOffice, where it is installed."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.blocks import Options, Parsed
from gouji.read.settings import LIMITS
from gouji.read.sniff import MEDIA
from gouji.read.source import File, open_file

_PROGRAMS = ("soffice", "libreoffice")
_KINDS = {
    MEDIA.doc: (".doc", "旧版 Word 文档（.doc）", "docx", "MS Word 97"),
    MEDIA.rtf: (".rtf", "RTF 文档", "docx", "Rich Text Format"),
    MEDIA.odt: (".odt", "OpenDocument 文档", "docx", "writer8"),
    MEDIA.ods: (".ods", "OpenDocument 表格", "xlsx", "calc8"),
}
_PARSERS = {"docx": "gouji.read.docx.reader", "xlsx": "gouji.read.sheet.reader"}


def parse(file: File, options: Options) -> Parsed:
    """The blocks of a document that LibreOffice turns into one that is read; a note says so.

    Raises:
        UnreadableError: LibreOffice is not installed, does not end in time, or makes nothing of it.
    """
    ending, name, target, filtered = _KINDS[file.media_type]
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise UnreadableError(
            file.path,
            f"这是{name}",
            f"请用 Word、WPS 或 LibreOffice 另存为 .{target} 或 PDF（装有 LibreOffice 时自动转换）",
        )
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"source{ending}"
        source.write_bytes(file.data)
        made = Path(folder) / f"source.{target}"
        _run(file, [program, *_arguments(folder, target, filtered), str(source)])
        if not made.is_file():
            raise UnreadableError(file.path, f"{name}无法转换", f"请用 Word 或 WPS 另存为 .{target} 或 PDF")
        converted = open_file(made)
    renamed = File(file.path, converted.data, converted.media_type)
    parsed: Parsed = importlib.import_module(_PARSERS[target]).parse(renamed, options)
    note = Note("file.converted", f"{name}由 LibreOffice 转换为 .{target} 后读取")
    return Parsed(parsed.blocks, (note, *parsed.notes), parsed.engine, parsed.pages)


def _arguments(folder: str, target: str, filtered: str) -> list[str]:
    """A profile of its own, so that a running LibreOffice is not disturbed and no macro is trusted."""
    profile = (Path(folder) / "profile").as_uri()
    return [
        f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        f"--infilter={filtered}", "--convert-to", target, "--outdir", folder,
    ]  # fmt: skip


def _run(file: File, command: list[str]) -> None:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(LIMITS.convert_seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise UnreadableError(
            file.path, f"LibreOffice 转换超过 {LIMITS.convert_seconds} 秒", "请另存为 .docx 或 PDF"
        ) from error
