"""All rows of all tables, as they are: what a backup reads, and what a restore writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, MetaData, Table, delete, func, insert, inspect, select

#: Rows that are read or written at once.
BATCH = 500
#: Alembic's own; it says which revision the others have.
_BOOKKEEPING = "alembic_version"


def tables(connection: Connection) -> list[Table]:
    """The tables as they are in this database, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _BOOKKEEPING]


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table at all."""
    return not inspect(connection).get_table_names()


def every(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order of its key, a batch in memory at a time."""
    question = select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(question, execution_options={"yield_per": BATCH}):
        yield row._asdict()


def clear(connection: Connection, table: Table) -> None:
    """Take out what a migration has put in."""
    # The trail does not even let nothing be deleted.
    if connection.execute(select(table).limit(1)).first():
        connection.execute(delete(table))


def add(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows in as they are; numbers that the database gives go on after theirs.

    A day may be text as JSON has it.
    """
    days = {column.name for column in table.columns if isinstance(column.type, Date)}
    connection.execute(insert(table), [_with_days(row, days) for row in rows])
    counted = table.autoincrement_column
    if counted is not None and connection.dialect.name == "postgresql":
        newest = select(func.max(counted)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        connection.execute(select(func.setval(sequence, newest)))


def _with_days(row: Mapping[str, Any], days: set[str]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in days and isinstance(value, str) else value
        for name, value in row.items()
    }
