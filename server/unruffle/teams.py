"""Teams as admins make and name them: the unit of lists, keys and statistics."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from unruffle import trail
from unruffle.accounts import Admin
from unruffle.db import teams
from unruffle.db.engine import Database
from unruffle.errors import NameTaken, NotFound, NotPossible
from unruffle.scopes import team_scope


def add(database: Database, who: Admin | None, name: str, now: datetime) -> teams.Team:
    """A new team. Raises NameTaken, or NotPossible for a name that cannot be."""
    name = _team_named(name)
    try:
        with database.write() as connection:
            made = teams.add(connection, name, int(now.timestamp()))
            trail.record(connection, now, who, "team-added", team_scope(made.id), name)
    except IntegrityError:
        raise NameTaken from None
    return made


def rename(database: Database, who: Admin | None, team_id: int, name: str, now: datetime) -> None:
    """Give a team another name. Raises NameTaken, NotFound, or NotPossible."""
    name = _team_named(name)
    try:
        with database.write() as connection:
            team = next((team for team in teams.every(connection) if team.id == team_id), None)
            if team is None:
                raise NotFound
            teams.rename(connection, team_id, name)
            scope = team_scope(team_id)
            trail.record(connection, now, who, "team-renamed", scope, name, team.name, name)
    except IntegrityError:
        raise NameTaken from None


def _team_named(given: str) -> str:
    name = " ".join(given.split())
    if not (1 <= len(name) <= 100 and name.isprintable()):
        raise NotPossible("The name of a team has 1 to 100 characters in one line.")
    return name
