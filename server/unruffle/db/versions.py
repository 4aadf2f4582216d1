"""The number that tells every worker that there is something new to load."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from unruffle.db.tables import version


def number(connection: Connection) -> int:
    """The number now."""
    return int(connection.execute(select(version.c.number)).scalar_one())


def bump(connection: Connection) -> None:
    """Tell every worker. Call it in the transaction of the change it tells about."""
    connection.execute(update(version).values(number=version.c.number + 1))
