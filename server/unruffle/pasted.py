"""Texts that an admin pastes: several in one box, a line of `---` between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

#: Characters of one box.
LONGEST: Final = 200_000
_LINE: Final = re.compile(r"(?m)^[ \t]*---[ \t]*\r?$")


def blocks(text: str) -> list[str]:
    """The texts in their order, without empty ones."""
    return [block.strip() for block in _LINE.split(text) if block.strip()]


def pieces(text: str, spans: Iterable[tuple[int | None, int | None]]) -> Iterator[tuple[str, bool]]:
    """The text cut at the spans, each piece with whether it is marked; the first of two counts."""
    done = 0
    for start, end in sorted((s, e) for s, e in spans if s is not None and e is not None):
        if start >= done:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False
