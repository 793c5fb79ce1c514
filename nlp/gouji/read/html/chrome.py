"""Lines that a site prints around a text: where it stands, how often it was read, whom to share it with."""

from __future__ import annotations

import functools
import re

import msgspec

from gouji import patterns
from gouji.read.clean import folded


class ChromePattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of line that belongs to the site, not to the report.

    Attributes:
        name: what it is.
        pattern: a regular expression that must match the whole folded line (half width, no spaces).
        examples: lines of this kind.
        counter_examples: lines of a report that look like it.
    """

    name: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def is_chrome(line: str) -> bool:
    """Whether a line belongs to the frame of the site."""
    return bool(_pattern().fullmatch(folded(line)))


@functools.cache
def _pattern() -> re.Pattern[str]:
    loaded = patterns.load("chrome", ChromePattern)
    return re.compile("|".join(f"(?:{entry.pattern})" for entry in loaded), re.IGNORECASE)
