from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read import read
from gouji.read.scan.images import Frame, frames
from gouji.read.settings import Limits
from gouji.read.source import MEDIA, File
from PIL import Image

from tests.read.scan.fake import Fake, Sheet


def _file(data: bytes, name: str = "page.png") -> File:
    return File(Path(name), data, MEDIA.image)


def _saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _sheet(dots: tuple[int, int] = (840, 600)) -> Image.Image:
    sheet = Sheet()
    sheet.text(40, 40, 12)
    return sheet.image.resize(dots)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _huge(wide: int, high: int) -> bytes:
    """A few bytes that say they are an enormous picture."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + head + body + _chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(9_000, 9_000), (12_000, 12_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_larger_than_the_limit_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(UnreadableError, match="百万像素"):
        list(frames(_file(_huge(*size))))


@pytest.mark.parametrize("size", [(0, 0), (0, 100), (100, 0)])
def test_a_picture_without_dots_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(UnreadableError):
        list(frames(_file(_huge(*size))))


def test_a_tiny_picture_holds_no_text() -> None:
    with pytest.raises(UnreadableError, match="太小"):
        list(frames(_file(_saved(Image.new("L", (4, 4))))))


@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif"), ("BMP", "a.bmp")]
)
def test_a_damaged_picture_is_refused_with_a_remedy(kind: str, name: str) -> None:
    data = _saved(_sheet(), kind)
    for cut in (12, len(data) // 3, len(data) // 2):
        with pytest.raises(UnreadableError, match=r"图片.*；请"):
            list(frames(_file(data[:cut], name)))


def test_bytes_that_only_begin_like_a_picture_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"rubbish" * 50)
    with pytest.raises(UnreadableError, match="图片"):
        read(path, ocr="auto")


def test_all_pages_of_a_tiff_are_read_and_a_damaged_one_is_noted() -> None:
    pages = [_sheet(), _sheet(), _sheet()]
    data = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate")
    found = list(frames(_file(data, "a.tif")))
    assert [frame.number for frame in found if isinstance(frame, Frame)] == [1, 2, 3]
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        (start, *_), (long, *_) = image.tag_v2[273], image.tag_v2[279]
    broken = data[:start] + b"\xff" * long + data[start + long :]
    second = list(frames(_file(broken, "a.tif")))[1]
    assert isinstance(second, Note)
    assert (second.code, second.page) == ("page.unreadable", 2)


def test_no_more_pages_are_read_than_the_limit() -> None:
    data = _saved(_sheet(), "TIFF", save_all=True, append_images=[_sheet()] * 4)
    assert len(list(frames(_file(data, "a.tif"), Limits(pages=2)))) == 2


@pytest.mark.parametrize(
    ("size", "said", "dpi"),
    [((1654, 2339), 200, 200), ((1654, 2339), 72, 200), ((2480, 3508), None, 300), ((3508, 2480), None, 300)],
)
def test_a_resolution_that_makes_no_page_is_not_believed(
    size: tuple[int, int], said: int | None, dpi: float
) -> None:
    options = {"dpi": (said, said)} if said else {}
    (frame,) = frames(_file(_saved(Image.new("L", size, 255), **options)))
    assert isinstance(frame, Frame)
    assert frame.dpi == pytest.approx(dpi, abs=1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_picture_has_dark_ink_on_light_paper(mode: str) -> None:
    flat = _sheet().convert("L")
    deep = Image.fromarray(np.asarray(flat).astype(np.uint16) * 257)
    image = deep if mode == "I;16" else flat.convert(mode)
    kind = "TIFF" if mode == "CMYK" else "PNG"
    (frame,) = frames(_file(_saved(image, kind)))
    assert isinstance(frame, Frame)
    assert frame.gray.dtype == np.uint8
    assert np.median(frame.gray) > 240
    assert frame.gray.min() < 60


def test_paper_that_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    (frame,) = frames(_file(_saved(image)))
    assert isinstance(frame, Frame)
    assert frame.gray.min() == 255


def test_red_seals_fade() -> None:
    image = Image.new("RGB", (200, 100), (255, 255, 255))
    image.paste((230, 20, 20), (20, 20, 80, 80))
    (frame,) = frames(_file(_saved(image)))
    assert isinstance(frame, Frame)
    assert frame.gray.min() > 200


def test_a_blank_picture_says_that_nothing_was_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.read.scan.reader.recogniser", lambda name: Fake([]))
    path = tmp_path / "page.png"
    Image.new("L", (1000, 1400), 255).save(path)
    with pytest.raises(UnreadableError, match="没有认出文字"):
        read(path)
