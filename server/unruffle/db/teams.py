"""Teams: the unit of lists, keys and statistics."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select, update

from unruffle.core.choices import Choices
from unruffle.db.tables import teams
from unruffle.db.versions import bump


@dataclass(frozen=True, slots=True)
class Team:
    """A team by its id and name, with what it switched on and off."""

    id: int
    name: str
    choices: Choices = field(default_factory=Choices)


def add(connection: Connection, name: str, now: int) -> Team:
    """A new team; raises IntegrityError when the name is taken."""
    statement = insert(teams).values(name=name, created_at=now).returning(teams.c.id)
    team = Team(connection.execute(statement).scalar_one(), name)
    bump(connection)
    return team


def rename(connection: Connection, id: int, name: str) -> None:
    """Give a team another name; raises IntegrityError when it is taken."""
    connection.execute(update(teams).where(teams.c.id == id).values(name=name))
    bump(connection)


def named(connection: Connection, name: str) -> Team | None:
    """The team with this name."""
    return next((team for team in every(connection) if team.name == name), None)


def every(connection: Connection) -> list[Team]:
    """All teams, oldest first."""
    rows = connection.execute(select(teams).order_by(teams.c.id))
    return [Team(row.id, row.name, _choices(json.loads(row.choices))) for row in rows]


def choose(connection: Connection, team: Team, choices: Choices) -> None:
    """Write down what the team switched on and off, and tell every worker."""
    chosen = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(choices).items()
        if value
    }
    values = {"choices": json.dumps(chosen, sort_keys=True)}
    connection.execute(update(teams).where(teams.c.id == team.id).values(values))
    bump(connection)


def _choices(stored: dict[str, Any]) -> Choices:
    """The choices as written down; a name that this version does not know is left alone."""
    known: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in Choices.__dataclass_fields__
    }
    return Choices(**known)
