"""The trail in the database: rows are added and read; nothing here changes or deletes one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from unruffle.db.admin_tables import trail


@dataclass(frozen=True, slots=True)
class Entry:
    """One change; `at` in seconds since 1970, `before` and `after` as text or JSON."""

    id: int
    at: int
    who: str
    action: str
    scope: str
    subject: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to read. What is empty does not narrow; `since` and `until` are moments."""

    scopes: Collection[str] | None = None
    who: str = ""
    action: str = ""
    since: int | None = None
    until: int | None = None
    before_id: int | None = None


def add(connection: Connection, at: int, **values: str) -> None:
    """Write one change down."""
    connection.execute(insert(trail).values(at=at, **values))


def entries(connection: Connection, wanted: Filter, limit: int | None = None) -> Iterator[Entry]:
    """The entries that fit, newest first."""
    question = select(trail).order_by(trail.c.id.desc()).limit(limit)
    if wanted.scopes is not None:
        question = question.where(trail.c.scope.in_(list(wanted.scopes)))
    if wanted.who:
        question = question.where(trail.c.who == wanted.who)
    if wanted.action:
        question = question.where(trail.c.action == wanted.action)
    if wanted.since is not None:
        question = question.where(trail.c.at >= wanted.since)
    if wanted.until is not None:
        question = question.where(trail.c.at < wanted.until)
    if wanted.before_id is not None:
        question = question.where(trail.c.id < wanted.before_id)
    for row in connection.execute(question):
        yield Entry(**row._mapping)


def actions(connection: Connection) -> list[str]:
    """Every kind of change that was ever made, by name."""
    return list(
        connection.execute(select(trail.c.action).distinct().order_by(trail.c.action)).scalars()
    )


def names(connection: Connection) -> list[str]:
    """Everybody who ever changed something, by name."""
    return list(connection.execute(select(trail.c.who).distinct().order_by(trail.c.who)).scalars())
