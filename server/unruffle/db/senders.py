"""How many keys sent events in a week: numbers only, and only until the week is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, select

from unruffle.db.counters import insert_into
from unruffle.db.tables import senders, weeks

#: All hosts of a team, all revisions of a host.
ALL_HOSTS = ""
ALL_REVISIONS = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what a team sent in a week, and the number of keys that sent it."""

    host: str
    revision: int
    keys: int


def add(connection: Connection, team_id: int, week: date, host: str, revision: int) -> None:
    """Count one more key. The database adds, so two at the same moment are two."""
    place = {"team_id": team_id, "week": week, "host": host, "revision": revision}
    statement = insert_into(connection, senders).values(**place, keys=1)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(place), set_={"keys": senders.c["keys"] + 1}
        )
    )


def waiting(connection: Connection, until: date) -> tuple[int, date] | None:
    """Team and week of the oldest week up to this one that is not closed yet."""
    question = (
        select(senders.c.team_id, senders.c.week)
        .where(senders.c.week <= until)
        .order_by(senders.c.week, senders.c.team_id)
        .limit(1)
    )
    row = connection.execute(question).first()
    return (row.team_id, row.week) if row else None


def take(connection: Connection, team_id: int, week: date) -> list[Part]:
    """The numbers of a week, forgotten by this."""
    mine = (senders.c.team_id == team_id, senders.c.week == week)
    taken = delete(senders).where(*mine)
    rows = connection.execute(
        taken.returning(senders.c.host, senders.c.revision, senders.c["keys"])
    )
    return [Part(*row) for row in rows]


def close(connection: Connection, team_id: int, week: date, shown: bool) -> bool:
    """Write down that a week is closed; False when it was closed before."""
    statement = insert_into(connection, weeks).values(team_id=team_id, week=week, shown=shown)
    done = statement.on_conflict_do_nothing().returning(weeks.c.team_id)
    return connection.execute(done).first() is not None
