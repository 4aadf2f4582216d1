"""Teams: the unit of lists, keys and statistics."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from unruffle.db.tables import teams
from unruffle.db.versions import bump


@dataclass(frozen=True, slots=True)
class Team:
    """A team by its id and name."""

    id: int
    name: str


def add(connection: Connection, name: str, now: int) -> Team:
    """A new team; raises IntegrityError when the name is taken."""
    statement = insert(teams).values(name=name, created_at=now).returning(teams.c.id)
    team = Team(connection.execute(statement).scalar_one(), name)
    bump(connection)
    return team


def named(connection: Connection, name: str) -> Team | None:
    """The team with this name."""
    row = connection.execute(select(teams.c.id).where(teams.c.name == name)).first()
    return Team(row.id, name) if row else None


def every(connection: Connection) -> list[Team]:
    """All teams, oldest first."""
    rows = connection.execute(select(teams.c.id, teams.c.name).order_by(teams.c.id))
    return [Team(row.id, row.name) for row in rows]
