"""Published revisions: immutable JSON snapshots with growing numbers."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Published:
    """What is told of a revision; scope, author and note are empty for lists of the package."""

    number: int
    package: str
    published_at: int
    scope: str
    author: str
    note: str


_ROW = tuple(revisions.c[name] for name in RevisionRow.__slots__)
_TOLD = tuple(revisions.c[name] for name in Published.__slots__)


def latest_number(connection: Connection) -> int:
    """The number of the newest revision, 0 when there is none."""
    return connection.execute(select(func.max(revisions.c.number))).scalar_one() or 0


def latest(connection: Connection) -> RevisionRow | None:
    """The newest revision."""
    newest = select(*_ROW).order_by(revisions.c.number.desc()).limit(1)
    row = connection.execute(newest).first()
    return RevisionRow(*row) if row else None


def numbered(connection: Connection, number: int) -> RevisionRow | None:
    """The revision with this number."""
    row = connection.execute(select(*_ROW).where(revisions.c.number == number)).first()
    return RevisionRow(*row) if row else None


def history(connection: Connection, scopes: Sequence[str], most: int = 100) -> list[Published]:
    """The last revisions in which lists of these scopes changed, newest first."""
    question = select(*_TOLD).where(revisions.c.scope.in_(scopes))
    found = connection.execute(question.order_by(revisions.c.number.desc()).limit(most))
    return [Published(*row) for row in found]


def changed(connection: Connection, until: int) -> dict[str, tuple[int, int]]:
    """By scope the last revision up to this one in which its lists changed, and when it was.

    The moment is in seconds since 1970; lists of the package have the empty scope.
    """
    question = select(
        revisions.c.scope, func.max(revisions.c.number), func.max(revisions.c.published_at)
    ).where(revisions.c.number <= until)
    found = connection.execute(question.group_by(revisions.c.scope))
    return {scope: (number, at) for scope, number, at in found}


def add(
    connection: Connection,
    snapshot: str,
    package: str,
    now: int,
    scope: str = "",
    author: str = "",
    note: str = "",
) -> int:
    """Store the next revision, tell every worker, and return its number."""
    number = latest_number(connection) + 1
    connection.execute(
        insert(revisions).values(
            number=number,
            snapshot=snapshot,
            package=package,
            published_at=now,
            scope=scope,
            author=author,
            note=note,
        )
    )
    bump(connection)
    return number
