"""A grey picture of a page: what on it is ink, how far it is turned askew, and set straight."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from gouji.read.scan.settings import SCAN, ScanSettings

Gray = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.bool_]
_Places = npt.NDArray[np.float64]
_Dark = npt.NDArray[np.float32]
PAPER = 255
POINTS = 72.0
_COARSE = 4
_MOST_DOTS = 60_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as dots: grey values, which of them are ink, and how many dots make a point."""

    gray: Gray
    ink: Ink
    scale: float


def gray_of(image: Image.Image) -> Gray:
    """The red part of a picture: black and blue ink stay dark, red seals fade."""
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if image.mode.startswith("I") or image.mode == "F":
        deep = np.asarray(image, dtype=np.float32)
        flat: Gray = np.clip(deep * (PAPER / max(float(deep.max()), 1.0)), 0, PAPER).astype(np.uint8)
        return flat
    if "A" in image.mode or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, (PAPER, PAPER, PAPER, PAPER))
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return np.asarray(image.convert("RGB").getchannel("R"))


def picture_of(gray: Gray, dpi: float, settings: ScanSettings = SCAN) -> Picture:
    """A picture set straight, coarse ones enlarged, its paper white and its ink black, whatever the scanner made."""
    if dpi < settings.least_dpi:
        gray = _enlarged(gray, settings.least_dpi / dpi)
        dpi = settings.least_dpi
    scale = dpi / POINTS
    skew = skew_of(ink_of(gray, scale, settings), settings)
    if abs(skew) >= settings.least_skew:
        gray = _rotated(gray, skew)
    dark, full = _darkness(gray, scale, settings)
    even: Gray = (PAPER - np.clip(dark * (PAPER / full), 0, PAPER)).astype(np.uint8)
    return Picture(even, _inked(dark, full, settings), scale)


def ink_of(gray: Gray, scale: float, settings: ScanSettings = SCAN) -> Ink:
    """The dots that are clearly darker than the lightest ones around them, dust left out."""
    return _inked(*_darkness(gray, scale, settings), settings)


def _darkness(gray: Gray, scale: float, settings: ScanSettings) -> tuple[_Dark, float]:
    """How much darker than the paper around it each dot is, and how much full ink is; infinite on a blank page."""
    high, wide = gray.shape
    padded = np.pad(gray, ((0, -high % _COARSE), (0, -wide % _COARSE)), mode="edge")
    blocks = padded.reshape(padded.shape[0] // _COARSE, _COARSE, padded.shape[1] // _COARSE, _COARSE)
    window = max(round(settings.around * scale / _COARSE), 3)
    paper = ndimage.maximum_filter(blocks.mean(axis=(1, 3), dtype=np.float32), size=window)
    spread = np.repeat(np.repeat(paper, _COARSE, axis=0), _COARSE, axis=1)[:high, :wide]
    dark: _Dark = spread.astype(np.float32) - gray
    strong = dark[dark > settings.contrast]
    return dark, float(np.percentile(strong, 90)) if len(strong) >= settings.blank else math.inf


def _inked(dark: _Dark, full: float, settings: ScanSettings) -> Ink:
    ink = dark > settings.dark * full
    crowd = ndimage.uniform_filter(ink.astype(np.float32), size=3, mode="constant") * 9
    found: Ink = ink & (crowd >= settings.blot - 0.5)
    return found


def skew_of(ink: Ink, settings: ScanSettings = SCAN) -> float:
    """By how many degrees the lines of a page fall to the right: where rows of ink are most distinct."""
    ys, xs = np.nonzero(ink)
    if not len(ys):
        return 0.0
    step = max(len(ys) // _MOST_DOTS, 1)
    down, across = ys[::step].astype(np.float64), xs[::step].astype(np.float64) - ink.shape[1] / 2
    best, width = 0.0, settings.most_skew
    while width >= settings.skew_step:
        tried = best + np.linspace(-width, width, 13)
        best = float(max(tried, key=lambda angle: (_sharpness(across, down, angle), -abs(angle))))
        width /= 5
    return best if abs(best) <= settings.most_skew else 0.0


def _sharpness(across: _Places, down: _Places, angle: float) -> float:
    rows = down - across * math.tan(math.radians(angle))
    counted = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float((counted**2).sum())


def _rotated(gray: Gray, angle: float) -> Gray:
    turned = Image.fromarray(gray).rotate(angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return np.asarray(turned)


def _enlarged(gray: Gray, times: float) -> Gray:
    high, wide = gray.shape
    size = (max(round(wide * times), 1), max(round(high * times), 1))
    return np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BICUBIC))
