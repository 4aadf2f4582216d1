"""Weekly totals from a helpdesk, read from a CSV file: reopened replies and satisfied customers.

They are shown beside the statistics. Nothing ties them to a rule: two lines side by side prove
nothing, and the page says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from unruffle.auth import week_of
from unruffle.db.outcomes import Outcome

COLUMNS = ("week", "team", "replies", "reopened", "satisfied", "rated")
#: Rows of the largest file: 50 teams for some eight years.
MOST_ROWS = 20_000
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Problem:
    """What a row needs; `row` counts from 1, which is the line with the names of the columns."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds. With a problem, nothing of it is to be stored."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]


def read(text: str, teams: Mapping[str, int]) -> Read:
    """The totals in a CSV file, for these teams by name; comma, semicolon or tab separate cells."""
    found: dict[tuple[int, date], Outcome] = {}
    problems: list[Problem] = []
    try:
        for number, row in _rows(text):
            outcome = _outcome(row, teams)
            if isinstance(outcome, str):
                problems.append(Problem(number, outcome))
            elif (outcome.team_id, outcome.week) in found:
                problems.append(Problem(number, "This team and week stand in the file twice."))
            else:
                found[outcome.team_id, outcome.week] = outcome
    except (csv.Error, ValueError) as error:
        problems.append(Problem(1, str(error) or "This is not read as CSV."))
    if not found and not problems:
        problems.append(Problem(1, "There is no row below the names of the columns."))
    return Read(tuple(found.values()), tuple(problems))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Row numbers and cells by column; raises ValueError for a file without the columns."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise ValueError(f"The first line needs the columns {', '.join(missing)}.")
    for number, cells in enumerate(reader, 2):
        if number > MOST_ROWS + 1:
            raise ValueError(f"The file has more than {MOST_ROWS:,} rows; send it in parts.")
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _outcome(row: Mapping[str, str], teams: Mapping[str, int]) -> Outcome | str:
    """The totals of a row, or what it needs."""
    week = _week(row.get("week", ""))
    if week is None:
        return "The week is a date such as 2026-11-23, or a week such as 2026-W48."
    if row.get("team", "") not in teams:
        return f"No team “{row.get('team', '')[:100]}” is yours to import for."
    numbers = [_whole(row.get(name, "")) for name in COLUMNS[2:]]
    if None in numbers:
        return "Replies, reopened, satisfied and rated are whole numbers."
    replies, reopened, satisfied, rated = (number or 0 for number in numbers)
    if reopened > replies:
        return "More replies are reopened than there are."
    if satisfied > rated:
        return "More ratings are satisfied than there are."
    return Outcome(teams[row["team"]], week, replies, reopened, satisfied, rated)


def _week(text: str) -> date | None:
    try:
        return week_of(date.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _whole(text: str) -> int | None:
    # isdigit also takes signs of other scripts, which int() does not read alike.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
