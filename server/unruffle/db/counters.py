"""Daily counters, and the marks that keep an event from counting twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from unruffle.db.tables import counters, event_marks


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """What is counted: one line of the daily roll-up."""

    team_id: int
    day: date
    type: str
    rule: str
    suggestion: int
    reason: str
    revision: int
    host: str


def insert_into(connection: Connection, table: Table) -> Any:
    """An insert that knows ON CONFLICT; both databases spell it alike."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def add(connection: Connection, count: Count, times: int) -> None:
    """Count so many. The database adds, so two at the same moment are two."""
    values = {name: getattr(count, name) for name in Count.__slots__}
    statement = insert_into(connection, counters).values(**values, count=times)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(Count.__slots__),
            set_={"count": counters.c.count + statement.excluded.count},
        )
    )


def hosts(connection: Connection, team_id: int, day: date) -> set[str]:
    """The hosts that a team has counters for on a day."""
    question = select(counters.c.host).where(counters.c.team_id == team_id, counters.c.day == day)
    return set(connection.execute(question.distinct()).scalars())


def mark(connection: Connection, groups: Sequence[Collection[str]], expires_at: int) -> list[bool]:
    """Mark events, each by its group of hashes, and say which of them were not marked yet.

    An event that shares a hash with a mark, or with an event before it, leaves no mark of its own.
    """
    wanted = {hash for group in groups for hash in group}
    known = select(event_marks.c.hash).where(event_marks.c.hash.in_(wanted))
    taken, added, new = set(connection.execute(known).scalars()), set[str](), list[bool]()
    for group in groups:
        new.append(taken.isdisjoint(group))
        if new[-1]:
            taken.update(group)
            added.update(group)
    if not added:
        return new
    # In one order everywhere, so that no two batches wait for each other.
    rows = [{"hash": hash, "expires_at": expires_at} for hash in sorted(added)]
    statement = insert_into(connection, event_marks).on_conflict_do_nothing()
    # Rows that come back were inserted, not by another batch meanwhile; counts of affected rows
    # differ between drivers.
    inserted = connection.execute(statement.returning(event_marks.c.hash), rows).scalars()
    there = set(inserted)
    return [is_new and there.issuperset(group) for group, is_new in zip(groups, new, strict=True)]


def delete_expired_marks(connection: Connection, before: int) -> None:
    """Delete the marks whose time ended before this moment."""
    connection.execute(delete(event_marks).where(event_marks.c.expires_at < before))
