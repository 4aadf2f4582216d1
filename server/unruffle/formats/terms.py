"""Term lists of other products, such as Grammarly's or Acrolinx's: CSV whose columns are named.

A mapping says which column holds what. It is guessed from the header, and an admin can change it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from unruffle.formats.cells import rows_of
from unruffle.formats.collecting import MOST_ROWS, Collector
from unruffle.formats.imported import Defaults, Imported

#: What a column may hold, with the headers that it is recognized by.
FIELDS: dict[str, tuple[str, ...]] = {
    "phrase": (
        *("term", "phrase", "pattern", "word", "not this", "avoid", "don't use", "do not use"),
        *("incorrect", "incorrect term", "mistake", "mistakes", "trigger", "find", "from"),
    ),
    "rather": (
        *("replacement", "replacements", "rather this", "rather", "suggestion", "suggestions"),
        *("use instead", "use", "preferred", "preferred term", "correct", "replace", "to"),
    ),
    "status": ("status", "term status", "type", "action", "usage", "usage status"),
    "reason": (
        *("description", "definition", "note", "notes", "comment", "reason", "why", "guidance"),
    ),
    "entry": ("entry", "entry id", "concept", "concept id", "term set", "group", "head term"),
}
_AVOIDED = frozenset(
    "deprecated|forbidden|banned|avoid|don't use|do not use|not allowed|incorrect|disallowed|"
    "block|censor|replace|restricted|proposed|pending|obsolete|prohibited".split("|")
)
_WELCOME = frozenset(
    "preferred|admitted|approved|allowed|use|correct|valid|standard|recommended".split("|")
)
_SEVERAL = re.compile(r"\s*[|\n]\s*")


def guess(header: Sequence[str]) -> dict[str, str]:
    """The column of each field that the header shows, by the names that are common."""
    plain = {" ".join(re.split(r"[\s_-]+", cell.casefold().strip())): cell for cell in header}
    return {
        name: next(plain[known] for known in names if known in plain)
        for name, names in FIELDS.items()
        if any(known in plain for known in names)
    }


def header_of(text: str) -> list[str]:
    """The cells of the first row; none where it cannot be read."""
    try:
        return next(rows_of(text), (1, []))[1]
    except csv.Error:
        return []


def read(text: str, defaults: Defaults, columns: Mapping[str, str] | None = None) -> Imported:
    """Trial rules for the terms to be avoided; `columns` names a column for each of FIELDS.

    In a list with a status, the preferred term of an entry is the suggestion for its others.
    """
    collector = Collector(defaults)
    header = header_of(text)
    mapping = guess(header) if columns is None else columns
    missing = [column for column in mapping.values() if column not in header]
    if "phrase" not in mapping or missing:
        collector.problem(
            1,
            f"No column is called “{missing[0]}”." if missing else "No column holds the words.",
            f"Say which of these does what: {', '.join(header)}.",
        )
        return collector.done()
    places = {name: header.index(column) for name, column in mapping.items()}
    try:
        rows = [
            (row, {name: cells[at] for name, at in places.items() if at < len(cells)})
            for row, cells in rows_of(text)
        ][1:]
    except csv.Error as refused:
        collector.problem(None, f"The table cannot be read: {refused}.", "Save it as CSV again.")
        return collector.done()
    if len(rows) > MOST_ROWS:
        collector.problem(MOST_ROWS + 1, "The table goes on.", "Bring it in by parts.")
    preferred = _preferred(rows)
    for row, cells in rows[:MOST_ROWS]:
        _term(collector, row, cells, preferred)
    return collector.done()


def _term(
    collector: Collector,
    row: int,
    cells: Mapping[str, str],
    preferred: Mapping[str, Sequence[str]],
) -> None:
    status = cells.get("status", "").casefold()
    if status in _WELCOME:
        return
    if status and status not in _AVOIDED:
        collector.problem(
            row,
            f"The status “{cells['status']}” does not say whether the term is welcome.",
            f"Write one of these: {', '.join(sorted(_AVOIDED))}.",
        )
        return
    rather = [text for text in _SEVERAL.split(cells.get("rather", "")) if text]
    collector.made(
        row,
        [text for text in _SEVERAL.split(cells.get("phrase", "")) if text] or [""],
        rather or preferred.get(cells.get("entry", ""), ()),
        why=cells.get("reason", ""),
    )


def _preferred(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Mapping[str, Sequence[str]]:
    """The welcome terms of each entry, the preferred ones first."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, cells in rows:
        if cells.get("entry") and cells.get("status", "").casefold() == "preferred":
            found[cells["entry"]].append(cells.get("phrase", ""))
    return found
