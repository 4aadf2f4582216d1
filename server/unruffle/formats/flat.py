"""CSV in full: a row per phrase, rows with one id are one rule, and nothing is lost on the way.

A rule's single texts stand in its first row; lists hold one value a line, and go on in later rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from unruffle.formats.cells import cells_of, line_of, rows_of, table, value_of, values_of
from unruffle.formats.collecting import MOST_ROWS, Collector
from unruffle.formats.imported import Defaults, Exported, Form, Imported
from unruffle.formats.suggested import line_of_suggestion, suggestion_of_line

_SINGLE = ("severity", "detector", "message", "why")
_LISTS = ("unless", "when", "severity_if", "unless_near", "only_near", "principles", "sources")
_PLACES = ("hosts", "channels")
_EXAMPLES = ("flags", "passes")
COLUMNS = (*("id", "phrase", "status", *_SINGLE, "suggestions", *_EXAMPLES, *_LISTS, *_PLACES),)
_TRIAL, _LIVE = "trial", "live"


def write(rules: Mapping[str, Form], delimiter: str = ",") -> Exported:
    """One file, `phrases.csv`."""
    rows = [COLUMNS, *(row for rule_id, form in rules.items() for row in _rows(rule_id, form))]
    return Exported({"phrases.csv": table(rows, delimiter)})


def _rows(rule_id: str, form: Form) -> Iterator[list[str]]:
    examples = form.get("examples", {})
    columns: dict[str, list[str]] = {
        "phrase": [line_of(phrase) for phrase in form.get("phrases", [])],
        "status": [_TRIAL if form.get("trial") else _LIVE],
        "suggestions": cells_of(map(line_of_suggestion, form.get("suggestions", []))),
        **{name: [line_of(form[name])] for name in _SINGLE if name in form},
        **{name: cells_of(examples.get(name, [])) for name in _EXAMPLES},
        **{name: cells_of(form.get(name, [])) for name in (*_LISTS, *_PLACES)},
    }
    for cells in zip_longest(*(columns.get(name, []) for name in COLUMNS[1:]), fillvalue=""):
        yield [rule_id, *cells]


def read(text: str, defaults: Defaults) -> Imported:
    """The rules of a table with these columns; their order does not count."""
    collector = Collector(defaults)
    forms: dict[str, _Rows] = {}
    try:
        rows = rows_of(text)
        header = _header(collector, next(rows, (1, []))[1])
        if not header:
            return collector.done()
        for number, row in rows:
            if number > MOST_ROWS:
                collector.problem(number, "The table goes on.", "Bring it in by parts.")
                break
            cells = {name: cell for name, cell in zip(header, row, strict=False) if cell and name}
            rule_id = cells.pop("id", "")
            if rule_id:
                forms.setdefault(rule_id, _Rows(number)).add(number, cells, collector)
            else:
                _unnamed(collector, number, cells)
    except csv.Error as refused:
        collector.problem(None, f"The table cannot be read: {refused}.", "Save it as CSV again.")
    for rule_id, gathered in forms.items():
        status = gathered.single.pop("status", _LIVE)
        if status.casefold() not in (_TRIAL, _LIVE):
            collector.problem(
                gathered.row, f"No status is called “{status}”.", "Write trial or live."
            )
            continue
        collector.written(gathered.row, rule_id, gathered.form(trial=status.casefold() == _TRIAL))
    return collector.done()


def _header(collector: Collector, cells: Sequence[str]) -> list[str]:
    """The names of the columns, "" for those that are left out."""
    names = ["_".join(cell.casefold().split()) for cell in cells]
    if "phrase" not in names:
        collector.problem(
            1,
            "No column is called “phrase”.",
            f"Name the columns in the first row: {', '.join(COLUMNS)}.",
        )
        return []
    for name, cell in zip(names, cells, strict=True):
        if name and name not in COLUMNS:
            collector.problem(
                1, f"The column “{cell}” is not known.", "It is left out.", taken=True
            )
    return [name if name in COLUMNS else "" for name in names]


def _unnamed(collector: Collector, number: int, cells: Mapping[str, str]) -> None:
    """A row without an id is a new phrase: it becomes a rule on trial."""
    kept = {"phrase", "suggestions", "message", "why", "unless", "status"}
    if more := set(cells) - kept:
        collector.problem(
            number,
            f"A row without an id says more than a new phrase has: {', '.join(sorted(more))}.",
            "Give it an id, such as house/calm-down.",
        )
        return
    collector.made(
        number,
        [str(value_of(cells.get("phrase", "")))],
        [str(line) for line in values_of(cells.get("suggestions", ""))],
        message=cells.get("message", ""),
        why=cells.get("why", ""),
        unless=[str(line) for line in values_of(cells.get("unless", ""))],
    )


class _Rows:
    """The rows of one rule."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.single: dict[str, str] = {}
        self.lists: dict[str, list[Any]] = {}

    def add(self, row: int, cells: Mapping[str, str], collector: Collector) -> None:
        for name, cell in cells.items():
            if name in (*_SINGLE, "status"):
                before = self.single.setdefault(name, cell)
                if before != cell:
                    collector.problem(
                        row,
                        f"Another {name} stands in row {self.row} for this rule.",
                        "Write it once; the first is taken.",
                        taken=True,
                    )
                continue
            values = [value_of(cell)] if name == "phrase" else values_of(cell)
            known = self.lists.setdefault(name, [])
            # A row that was copied for one more phrase says nothing twice.
            known += [value for value in values if value not in known]

    def form(self, *, trial: bool) -> Form:
        lists = dict(self.lists)
        form: Form = {name: value_of(cell) for name, cell in self.single.items()}
        examples = {name: lists.pop(name, []) for name in _EXAMPLES}
        phrases, suggestions = lists.pop("phrase", []), lists.pop("suggestions", [])
        if phrases:
            form["phrases"] = phrases
        if suggestions:
            form["suggestions"] = [suggestion_of_line(line) for line in suggestions]
        form.update(lists)
        form["examples"] = examples
        if trial:
            form["trial"] = True
        return form
