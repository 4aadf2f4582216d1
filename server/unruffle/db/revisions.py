"""Published revisions: immutable JSON snapshots with growing numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from unruffle.db.tables import revisions
from unruffle.db.versions import bump


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision: its number, the snapshot as JSON text, the package version that wrote it."""

    number: int
    snapshot: str
    package: str


def latest_number(connection: Connection) -> int:
    """The number of the newest revision, 0 when there is none."""
    return connection.execute(select(func.max(revisions.c.number))).scalar_one() or 0


def latest(connection: Connection) -> RevisionRow | None:
    """The newest revision."""
    row = connection.execute(
        select(revisions.c.number, revisions.c.snapshot, revisions.c.package)
        .order_by(revisions.c.number.desc())
        .limit(1)
    ).first()
    return RevisionRow(*row) if row else None


def add(connection: Connection, snapshot: str, package: str, now: int) -> int:
    """Store the next revision, tell every worker, and return its number."""
    number = latest_number(connection) + 1
    connection.execute(
        insert(revisions).values(
            number=number, snapshot=snapshot, package=package, published_at=now
        )
    )
    bump(connection)
    return number
