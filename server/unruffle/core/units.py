"""From offsets in code points to offsets in UTF-16 units, for the few offsets of an answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` has."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def utf16(text: str) -> Callable[[int], int]:
    """A function from an offset in code points of `text` to the same place in UTF-16 units."""
    if text.isascii():
        return int
    astral = [found.start() for found in _ASTRAL.finditer(text)]
    if not astral:
        return int
    return lambda offset: offset + bisect_left(astral, offset)
