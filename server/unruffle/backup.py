"""A backup: everything that the database holds, in one file that both databases can read.

Compressed lines of JSON. The first says what it is and of which revision, each after it is a row
with the name of its table, and the last counts them, so that a file that was cut is told from a
whole one. It holds hashes of keys and passwords, and the sentences of open reports: nobody but its
owner may read it.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from unruffle.db import migrate, rows
from unruffle.db.engine import Database
from unruffle.errors import BackupUnreadable, DatabaseTaken

_WHAT = "unruffle backup"
_CUT = "The backup is not whole: the file was cut, or is none of unruffle."

#: Called with the name of a table and how many of its rows are done.
Progress = Callable[[str, int], None]
Row = tuple[str, dict[str, Any]]


def lines(connection: Connection, progress: Progress) -> Iterator[Any]:
    """The backup of one moment, as what its lines hold."""
    yield {"what": _WHAT, "revision": migrate.current(connection)}
    total = 0
    for table in rows.tables(connection):
        for count, row in enumerate(rows.every(connection, table), 1):
            yield table.name, row
            total += 1
            if count % rows.BATCH == 0:
                progress(table.name, count)
    yield {"rows": total}


def write(database: Database, path: Path, progress: Progress) -> None:
    """Write a backup to a new file, whole or not at all. Raises OSError where that cannot be."""
    partial = path.with_name(f".{path.name}.partial")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(handle, "wb") as raw,
            gzip.open(raw, "wt", encoding="utf-8") as file,
            database.read() as connection,
        ):
            for line in lines(connection, progress):
                file.write(json.dumps(line, default=date.isoformat, ensure_ascii=False) + "\n")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def read(path: Path) -> Iterator[Any]:
    """What the lines of a backup hold. Raises BackupUnreadable where it is not whole."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)
    except (OSError, EOFError, ValueError) as error:
        raise BackupUnreadable(_CUT) from error


def restore(database: Database, source: Iterable[Any], progress: Progress) -> None:
    """Fill an empty database and bring it up to date, all or nothing.

    Raises DatabaseTaken where it holds tables already, and BackupUnreadable for a backup that is
    not whole or was made by a newer unruffle.
    """
    found = iter(source)
    first = next(found, None)
    if not isinstance(first, dict) or first.get("what") != _WHAT:
        raise BackupUnreadable(_CUT)
    if first["revision"] not in migrate.known():
        raise BackupUnreadable(
            "The backup was made by a newer unruffle.", "Update this one, then restore it."
        )
    with database.write() as connection:
        if not rows.is_empty(connection):
            raise DatabaseTaken
        migrate.bring_to(connection, first["revision"])
        tables = {table.name: table for table in rows.tables(connection)}
        for table in tables.values():
            rows.clear(connection, table)
        for name, group in groupby(_rows_of(found, tables), itemgetter(0)):
            count, incoming = 0, (row for _, row in group)
            while batch := list(islice(incoming, rows.BATCH)):
                rows.add(connection, tables[name], batch)
                count += len(batch)
                progress(name, count)
        migrate.bring_to(connection, "head")


def _rows_of(found: Iterable[Any], tables: Mapping[str, Table]) -> Iterator[Row]:
    """The rows up to the line that counts them. Raises BackupUnreadable where it does not come."""
    total = 0
    for line in found:
        match line:
            case [str(name), dict(row)] if name in tables and row.keys() == set(
                tables[name].columns.keys()
            ):
                total += 1
                yield name, row
            case {"rows": number} if number == total:
                return
            case _:
                break
    raise BackupUnreadable(_CUT)
