"""Pages as a scanner or a copier leaves them: coarse, askew, blurred, noisy, compressed."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Gray = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wear:
    """What befell a page: ``noise`` as a standard deviation of grey, ``quality`` of JPEG, ``skew`` in degrees."""

    dpi: int = 200
    blur: float = 0.0
    skew: float = 0.0
    noise: float = 0.0
    quality: int = 0
    fade: float = 0.0


CLEAN = Wear()
WEAR = {
    "150": Wear(150),
    "200": CLEAN,
    "300": Wear(300),
    "150 noisy": Wear(150, noise=15, quality=60),
    "200 noisy": Wear(200, noise=20, quality=60),
    "200 skewed": Wear(200, skew=0.8, noise=10, quality=75),
    "200 blurred": Wear(200, blur=1.4, noise=8, quality=50),
    "200 faded": Wear(200, fade=0.55, noise=12, quality=60),
    "100 jpeg": Wear(100, blur=0.6, noise=6, quality=50),
    "80 poor": Wear(80, blur=0.7, noise=12, quality=40),
    "300 noisy": Wear(300, blur=1.0, noise=25, quality=50),
}


def worn(gray: Gray, wear: Wear, seed: int) -> Gray:
    """The picture of a page after that; the same for the same seed."""
    image = Image.fromarray(gray)
    if wear.blur:
        image = image.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.skew:
        image = image.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255)
    dots = np.asarray(image, dtype=np.float32)
    if wear.fade:
        dots = 240 - (255 - dots) * (1 - wear.fade)
    if wear.noise:
        dots = dots + np.random.default_rng(seed).normal(0, wear.noise, dots.shape)
    image = Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8))
    if wear.quality:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=wear.quality)
        image = Image.open(out)
    return np.asarray(image)
