"""The trail: who changed what, when, from what to what. It only grows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from unruffle.db import trail
from unruffle.db.trail import Entry

if TYPE_CHECKING:
    from unruffle.accounts import Admin

#: Who stands behind a change that was made on the command line.
COMMAND_LINE: Final = "command line"

COLUMNS: Final = ("at", "who", "action", "scope", "subject", "before", "after", "note")

#: Characters of a subject; an approved wording may be longer than its column.
SUBJECT: Final = 254

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def record(
    connection: Connection,
    now: datetime,
    who: Admin | None,
    action: str,
    scope: str,
    subject: str,
    before: str = "",
    after: str = "",
    note: str = "",
) -> None:
    """Write a change down, in the transaction that makes it; nobody is the command line."""
    trail.add(
        connection,
        int(now.timestamp()),
        who=who.name if who else COMMAND_LINE,
        action=action,
        scope=scope,
        subject=subject[:SUBJECT],
        before=before,
        after=after,
        note=note,
    )


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries as lines of CSV with a head; no cell is taken for a formula."""
    yield _csv_line(COLUMNS)
    for entry in entries:
        row = _plain(entry)
        yield _csv_line(row[name] for name in COLUMNS)


def as_jsonl(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries as one JSON object a line."""
    for entry in entries:
        yield json.dumps(_plain(entry), ensure_ascii=False) + "\n"


def _plain(entry: Entry) -> dict[str, str]:
    moment = datetime.fromtimestamp(entry.at, UTC).isoformat()
    return {name: str(value) for name, value in asdict(entry).items()} | {"at": moment}


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(
        f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell for cell in cells
    )
    return line.getvalue()
