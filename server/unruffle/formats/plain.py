"""Reads lists as people keep them: "not this / rather this", stop words, lines pasted from a page.

A line is one entry. Better words stand behind a tab, an arrow or `=>`; behind a semicolon or comma
where every line has one. `|` between better words separates suggestions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from unruffle.core.phrases import parse
from unruffle.core.syntax import PhraseError
from unruffle.formats.collecting import MOST_ROWS, Collector
from unruffle.formats.imported import Defaults, Imported

_ARROW = re.compile(r"\t+|\s*(?:->|=>|→|⇒|➔)\s*")
_BULLET = re.compile(r"\s*(?:[-–•·▪◦]\s+|\*\s+|\d{1,3}[.)]\s+)")
_QUOTED = re.compile(r"[\"“„«‘'](.+)[\"”“»’']")
_STOPS = ".!?…,;:"
_HEADERS = frozenset(
    "not this|rather this|instead|avoid|use|phrase|phrases|word|words|term|say|don't say|"
    "do not say|better|suggestion|replacement|stop word|stop words".split("|")
)
_COMMENT = "#"


def read(text: str, defaults: Defaults) -> Imported:
    """Trial rules, one a line; the row of a rule is its line."""
    collector = Collector(defaults)
    lines = [line.strip("\ufeff\u200b \t\r") for line in text.split("\n")]
    separator = _separator([line for line in lines if _counts(line)])
    for row, line in enumerate(lines, 1):
        if row > MOST_ROWS:
            collector.problem(row, "The list goes on.", f"Bring in {MOST_ROWS} lines at a time.")
            break
        if not _counts(line):
            continue
        phrase, *rest = _cells(line, separator)
        if row == 1 and {phrase.casefold(), *(cell.casefold() for cell in rest)} <= _HEADERS:
            continue
        rather = [better for cell in rest[:1] for better in cell.split("|")]
        collector.made(row, [_words(phrase, defaults)], rather, why="; ".join(rest[1:]))
    return collector.done()


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(_COMMENT)


def _separator(lines: Sequence[str]) -> str | None:
    """The character that splits every line in two; None where lines are entries or have arrows."""
    if any(_ARROW.search(line) for line in lines):
        return None
    for separator in (";", ","):
        if lines and all(len(_split(line, separator)) == 2 for line in lines):
            return separator
    return None


def _split(line: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return [line]
    return [cell.strip() for cell in cells] if all(cell.strip() for cell in cells) else [line]


def _cells(line: str, separator: str | None) -> list[str]:
    """The entry, its better words, and what else stands on the line."""
    if separator:
        return _split(line, separator)
    bare = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    return [cell.strip() for cell in _ARROW.split(bare)]


def _words(entry: str, defaults: Defaults) -> str:
    """The phrase that an entry means: as written where it is one, else without its punctuation."""
    quoted = _QUOTED.fullmatch(entry)
    bare = (quoted[1] if quoted else entry).strip()
    try:
        parse(bare, defaults.classes)
    except PhraseError:
        return bare.rstrip(_STOPS + " ") or bare
    return bare
