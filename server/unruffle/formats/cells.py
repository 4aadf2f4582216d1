"""Texts as cells of a spreadsheet, and back: what a spreadsheet would change is kept from it.

A cell that begins as a formula does, or looks like a number or a date, gets an apostrophe in front.
A list is one value a line; a value that is no plain line is written as JSON.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

#: Excel cuts a cell off behind 32,767 characters.
LONGEST_CELL = 30_000
_BOM = "\ufeff"
_DELIMITERS = ",;\t"
_FORMULA = frozenset("=+-@＝＋－＠")
_BEFORE = "' \t\n\r\f\v\u00a0"
# What a spreadsheet takes for a number, a date or a truth value. It bounds the text that is tried.
_LONGEST_TOUCHED = 40
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TOUCHED = re.compile(
    r"[\d\s.,:/%$€£()+-]+(?:e[+-]?\d+)?|\d[\d:.\s]*[ap]m?|true|false"
    rf"|(?:\d+[\s./-]*)?{_MONTH}(?:[\s./,-]*\d[\d\s./,:-]*)?",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u0085\u2028\u2029\ufeff]")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet changes or runs."""
    return f"'{text}" if _is_touched(text) else text


def bare(cell: str) -> str:
    """The text of a cell; takes back what `guarded` did."""
    return cell[1:] if cell.startswith("'") and _is_touched(cell[1:]) else cell


def _is_touched(text: str) -> bool:
    # An apostrophe in front changes nothing, so that `bare` knows what `guarded` has seen.
    core = text.lstrip(_BEFORE)
    short = len(core) <= _LONGEST_TOUCHED
    return core[:1] in _FORMULA or (short and bool(_TOUCHED.fullmatch(core.rstrip())))


def line_of(value: object) -> str:
    """A value as one line: a plain text as it is, everything else as JSON."""
    plain = (
        isinstance(value, str)
        and value == value.strip()
        and value != ""
        and "\n" not in value
        and not _CONTROL.search(value)
        and not value.startswith(('"', "{"))
    )
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def value_of(line: str) -> Any:
    """The value of a line; a line that is no JSON is itself the text."""
    if line.startswith(('"', "{")):
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            return line
    return line


def cells_of(values: Iterable[object]) -> list[str]:
    """Values as the lines of one cell, or of several where one would be cut off."""
    cells: list[str] = []
    for line in map(line_of, values):
        if cells and len(cells[-1]) + len(line) < LONGEST_CELL:
            cells[-1] += f"\n{line}"
        else:
            cells.append(line)
    return cells


def values_of(cell: str) -> list[Any]:
    """The values of a cell, one a line."""
    return [value_of(line.strip()) for line in cell.split("\n") if line.strip()]


def table(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Rows of texts as CSV that Excel and LibreOffice open with a double click."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(
        [guarded(cell) for cell in row] for row in rows
    )
    return _BOM + written.getvalue()


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, numbered as the spreadsheet does; raises csv.Error.

    The delimiter is that of `sep=`, or the one that splits the first row most often.
    """
    text = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        text, delimiter = rest, first[-1]
    else:
        delimiter = max(_DELIMITERS, key=first.count)
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        if any(cell.strip() for cell in row):
            yield number, [bare(cell.strip()) for cell in row]
