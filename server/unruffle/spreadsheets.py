"""Tables as CSV files for people: lists, trail, accounts and closed statistics.

Left out is what lets somebody in, what is deleted after a time, and what is counted day by day:
figures of fewer than five agents are in no file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from unruffle.db import rows
from unruffle.db.engine import Database
from unruffle.formats.cells import guarded

#: The tables, and the columns of them that are left out.
TABLES: Final[dict[str, frozenset[str]]] = {
    "teams": frozenset(),
    "admins": frozenset({"password"}),
    "admin_teams": frozenset(),
    "working": frozenset(),
    "revisions": frozenset(),
    "trail": frozenset(),
    "weeks": frozenset(),
    "weekly": frozenset(),
    "outcomes": frozenset(),
}


def write(database: Database, folder: Path) -> Iterator[tuple[Path, int]]:
    """Write a file for each table; gives each with its number of rows. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with database.read() as connection:
        for table in rows.tables(connection):
            left_out = TABLES.get(table.name)
            if left_out is None:
                continue
            names = [name for name, _ in table.columns.items() if name not in left_out]
            path, count = folder / f"{table.name}.csv", 0
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                lines = csv.writer(file)
                lines.writerow(names)
                for row in rows.every(connection, table):
                    lines.writerow(guarded(c) if isinstance(c := row[n], str) else c for n in names)
                    count += 1
            yield path, count
