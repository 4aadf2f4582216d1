"""A text with markup in it, and the way from the plain text that is checked back to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from unruffle.errors import BadRequest

_ITEM = 'Each item of "annotation" has "text", or "markup" with or without "interpretAs".'


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where a part of the plain text begins, and where it stands in what was written."""

    plain: int
    start: int
    end: int
    is_markup: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """`written` is text and markup as sent; `plain` is what a reader sees, and what is checked."""

    written: str
    plain: str
    pieces: tuple[_Piece, ...]

    def start(self, offset: int) -> int:
        """Where in `written` what begins at this offset of `plain` begins."""
        piece = self._at(offset)
        return piece.start if piece.is_markup else piece.start + offset - piece.plain

    def end(self, offset: int) -> int:
        """Where in `written` what ends at this offset of `plain` ends; offset is above 0."""
        piece = self._at(offset - 1)
        return piece.end if piece.is_markup else piece.start + offset - piece.plain

    def _at(self, offset: int) -> _Piece:
        return self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda p: p.plain) - 1)]


def plain(text: str) -> Annotated:
    """A text without markup."""
    return Annotated(text, text, (_Piece(0, 0, len(text), is_markup=False),))


def annotated(items: Iterable[Any]) -> Annotated:
    """The text that these items make. Raises BadRequest for one that is neither text nor markup."""
    written, seen, at, read = list[str](), list[str](), 0, 0
    pieces = []
    for item in items:
        raw, shown = _parts(item)
        if shown:
            pieces.append(_Piece(read, at, at + len(raw), "markup" in item))
        written.append(raw)
        seen.append(shown)
        at, read = at + len(raw), read + len(shown)
    return Annotated("".join(written), "".join(seen), tuple(pieces) or plain("").pieces)


def _parts(item: Any) -> tuple[str, str]:
    """What was written, and what a reader sees of it."""
    if not isinstance(item, Mapping) or not all(isinstance(part, str) for part in item.values()):
        raise BadRequest("An annotation is not an object of texts.", _ITEM)
    if "text" in item and not item.keys() & {"markup", "interpretAs"}:
        return item["text"], item["text"]
    if "markup" in item and "text" not in item:
        return item["markup"], item.get("interpretAs", "")
    raise BadRequest("An annotation is neither text nor markup.", _ITEM)
