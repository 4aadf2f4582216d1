"""Working copies: lists as admins edit them, an entry a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from unruffle.db.admin_tables import working


@dataclass(frozen=True, slots=True)
class WorkingRow:
    """An entry as stored; `body` is JSON."""

    kind: str
    name: str
    body: str
    version: int
    changed_by: str
    changed_at: int


_COLUMNS = tuple(working.c[name] for name in WorkingRow.__slots__)


def every(connection: Connection, scope: str, without: str = "") -> list[WorkingRow]:
    """All entries of a scope but those of one kind, by kind and name."""
    question = select(*_COLUMNS).where(working.c.scope == scope, working.c.kind != without)
    rows = connection.execute(question.order_by(working.c.kind, working.c.name))
    return [WorkingRow(*row) for row in rows]


def stamp(connection: Connection, scope: str) -> tuple[int, int]:
    """A pair that changes with every change of the scope: how many entries, the newest version."""
    newest = func.coalesce(func.max(working.c.version), 0)
    question = select(func.count(), newest).where(working.c.scope == scope)
    count, version = connection.execute(question).one()
    return count, version


def one(connection: Connection, scope: str, kind: str, name: str) -> WorkingRow | None:
    """The entry with this name."""
    row = connection.execute(
        select(*_COLUMNS).where(
            working.c.scope == scope, working.c.kind == kind, working.c.name == name
        )
    ).first()
    return WorkingRow(*row) if row else None


def search(
    connection: Connection, scope: str, kind: str, words: str, start: int, most: int
) -> tuple[list[WorkingRow], int]:
    """A page of the entries that hold the words in name or body, and how many there are."""

    where = [working.c.scope == scope, working.c.kind == kind]
    if words:
        columns = (working.c.name, working.c.body)
        where.append(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    count = connection.execute(select(func.count()).select_from(working).where(*where)).scalar_one()
    page = select(*_COLUMNS).where(*where).order_by(working.c.name).offset(start).limit(most)
    return [WorkingRow(*row) for row in connection.execute(page)], count


def put(connection: Connection, scope: str, rows: Sequence[WorkingRow]) -> int:
    """Write entries in place of those with their names; the last of their new versions."""
    newest = connection.execute(select(func.max(working.c.version))).scalar_one() or 0
    if not rows:
        return int(newest)
    there = (
        working.c.scope == scope,
        working.c.kind == bindparam("of_kind"),
        working.c.name == bindparam("of_name"),
    )
    names = [{"of_kind": row.kind, "of_name": row.name} for row in rows]
    connection.execute(delete(working).where(*there), names)
    values = [
        {**asdict(row), "scope": scope, "version": newest + n} for n, row in enumerate(rows, 1)
    ]
    connection.execute(insert(working), values)
    return int(newest) + len(rows)


def take(connection: Connection, scope: str, kind: str, name: str) -> None:
    """Delete an entry, if there is one."""
    connection.execute(
        delete(working).where(
            working.c.scope == scope, working.c.kind == kind, working.c.name == name
        )
    )


def take_all(connection: Connection, scope: str) -> None:
    """Delete every entry of a scope."""
    connection.execute(delete(working).where(working.c.scope == scope))
