"""Thresholds of the reading of scanned pages, by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """How a picture of a page becomes characters and ruling lines; lengths in points, shares from 0 to 1.

    Attributes:
        dpi: at which a page of a PDF is drawn.
        least_dpi: coarser pictures are enlarged to it.
        page_width: of a page whose picture does not say its resolution.
        paper: the shortest and the longest of the short sides that a page may have.
        least_dots: a picture that is narrower or lower holds no text.
        filled: a picture that covers this share of a page fills it.
        stray: a page filled by a picture with fewer characters of text is a scanned page.
        more: what is recognised replaces the text of a page where it is more than this many times as long.
        dark: ink is darker than its surroundings by this share of the contrast of the page.
        contrast: what differs less from the paper is no ink.
        blank: a page with fewer dots of ink is blank.
        around: the surroundings of a dot, within which the paper shows.
        blot: ink dots among a dot and its eight neighbours; fewer are dust.
        most_skew: the largest skew that is looked for, in degrees.
        least_skew: a smaller one is left as it is.
        skew_step: the finest difference of two skews.
        across: the shortest ruling line across.
        down: the shortest ruling line down.
        framing: a shorter line is a ruling where it meets a longer one only.
        solid: the share of a ruling line that is ink.
        thick: the thickest ruling line.
        beside: the width of the strip along a ruling that is looked at.
        crowded: a stretch of ink with more ink than this share along one side is a row of letters.
        alone: a longer one is a ruling all the same.
        slanted: a stretch of ink may be thicker where it is this many times as long: a line that slants.
        reach: how far the ends of a ruling may lie from the line they meet.
        usual: the size of a character on a page that tells nothing better.
        smallest: of the sizes that tell something.
        largest: of them.
        least_share: the least height of a line of text, in sizes; flatter ink is a dash or dust.
        dash_share: the least length of a dash.
        line: a line of text is at most this many times as high as a character.
        tall: ink more than this many times as high as a character is no line of text.
        pitch: characters are at most this many times as high as they are far apart.
        digit_pitch: the same of digits.
        large: a line this many times as high as most is a title, or no text.
        least_title: the characters that a title has at least.
        han: the height of Chinese characters, as a part of their size.
        digit: the same of digits and capital letters.
        same_size: sizes of lines that differ by no more than this share are one.
        word: stretches of ink on one line closer than this many sizes are one area of text.
        margin: paper left around a line before it is read, as a part of its height.
        garbled: a line that is read with less confidence on the whole is no text.
        turned: a page read with less confidence on the whole may lie on its side.
        sample: lines that are read to see which side is up.
        repaired: the most confidence that is left to a character put right.
    """

    dpi: int = 200
    least_dpi: int = 150
    page_width: float = 595.0
    paper: tuple[float, float] = (200.0, 1300.0)
    least_dots: int = 12
    filled: float = 0.7
    stray: int = 60
    more: float = 1.5
    dark: float = 0.3
    contrast: int = 40
    blank: int = 60
    around: float = 12.0
    blot: int = 3
    most_skew: float = 3.0
    least_skew: float = 0.04
    skew_step: float = 0.02
    across: float = 20.0
    down: float = 11.0
    framing: float = 40.0
    solid: float = 0.85
    thick: float = 3.0
    beside: float = 1.5
    crowded: float = 0.3
    alone: float = 150.0
    slanted: float = 20.0
    reach: float = 3.0
    usual: float = 10.5
    smallest: float = 3.5
    largest: float = 30.0
    least_share: float = 0.35
    dash_share: float = 0.25
    line: float = 1.25
    tall: float = 2.0
    pitch: float = 1.6
    digit_pitch: float = 3.2
    large: float = 2.0
    least_title: int = 3
    han: float = 0.92
    digit: float = 0.73
    same_size: float = 0.12
    word: float = 1.2
    margin: float = 0.15
    garbled: float = 0.5
    turned: float = 0.75
    sample: int = 12
    repaired: float = 0.5


SCAN = ScanSettings()
