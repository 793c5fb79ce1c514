"""Opening pictures: their frames one by one, no larger than the limits, with a resolution that makes sense."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from gouji.errors import UnreadableError
from gouji.model import Note
from gouji.read.scan.picture import POINTS, Gray, gray_of
from gouji.read.scan.settings import SCAN, ScanSettings
from gouji.read.settings import LIMITS, Limits
from gouji.read.source import File

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, OverflowError)
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of a picture file."""

    gray: Gray
    number: int
    dpi: float


def frames(file: File, limits: Limits = LIMITS, settings: ScanSettings = SCAN) -> Iterator[Frame | Note]:
    """The pages of a picture; a note for each one but the first that cannot be read.

    Raises:
        UnreadableError: the file is no picture, is damaged at its first page, or is too large.
    """
    with _opened(file, limits) as image:
        for index in range(limits.pages):
            with _hushed():
                frame = _frame(file, image, index, limits, settings)
            if frame is None:
                break
            yield frame


def _opened(file: File, limits: Limits) -> Image.Image:
    try:
        with _hushed():
            return Image.open(io.BytesIO(file.data), formats=_FORMATS)
    except _TOO_LARGE as error:
        raise _too_large(file, limits) from error
    except _BROKEN as error:
        raise UnreadableError(file.path, "不是有效的图片，或已损坏", "请重新下载或重新扫描") from error


@contextmanager
def _hushed() -> Iterator[None]:
    """Without warnings of damaged tags; one of a picture that is too large is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _frame(
    file: File, image: Image.Image, index: int, limits: Limits, settings: ScanSettings
) -> Frame | Note | None:
    """The frame with this index, counted from 0; None behind the last."""
    try:
        if index:
            image.seek(index)
        wide, high = image.size
        if wide * high > limits.image_pixels:
            raise _too_large(file, limits)
        if min(wide, high) < settings.least_dots:
            raise UnreadableError(file.path, "图片太小，没有可识别的文字", "请提高扫描分辨率")
        image.load()
        dpi = _dpi(image, settings)
        gray = gray_of(image)
    except _TOO_LARGE as error:
        raise _too_large(file, limits) from error
    except EOFError:
        return None if index else Note("page.unreadable", "第1页的图片已损坏，未能读取", 1)
    except _BROKEN as error:
        if index:
            return Note("page.unreadable", f"第{index + 1}页的图片已损坏，未能读取", index + 1)
        raise UnreadableError(file.path, "图片已损坏，无法读取", "请重新下载或重新扫描") from error
    return Frame(gray, index + 1, dpi)


def _too_large(file: File, limits: Limits) -> UnreadableError:
    most = limits.image_pixels // 10**6
    return UnreadableError(file.path, f"图片超过 {most} 百万像素", "请按 300 dpi 重新扫描或缩小")


def _dpi(image: Image.Image, settings: ScanSettings) -> float:
    """The resolution that the picture names, where a page of it has the size of paper; else that of an A4 page."""
    short = min(image.size)
    named = image.info.get("dpi", (0, 0))
    across = float(named[0]) if isinstance(named, tuple) and named else 0.0
    low, high = settings.paper
    if across > 0 and low <= short / across * POINTS <= high:
        return across
    return short / settings.page_width * POINTS
