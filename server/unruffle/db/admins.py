"""Admins, the teams they look after, and the one-time links that make them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from unruffle.db.admin_tables import admin_teams, admins, invitations


@dataclass(frozen=True, slots=True)
class AdminRow:
    """An admin as stored; `password` is a hash, empty for one who signs in elsewhere."""

    id: int
    name: str
    role: str
    password: str
    teams: frozenset[int]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """A one-time link as stored: `ends` in seconds since 1970."""

    hash: str
    name: str
    role: str
    teams: frozenset[int]
    ends: int


def every(connection: Connection) -> list[AdminRow]:
    """All admins by name."""
    return _found(connection)


def named(connection: Connection, name: str) -> AdminRow | None:
    """The admin with this name."""
    return next(iter(_found(connection, admins.c.name == name)), None)


def with_id(connection: Connection, id: int) -> AdminRow | None:
    """The admin with this id."""
    return next(iter(_found(connection, admins.c.id == id)), None)


def add(
    connection: Connection, name: str, role: str, teams: Iterable[int], password: str, now: int
) -> int:
    """Store a new admin and return the id; raises IntegrityError when the name is taken."""
    values = {"name": name, "role": role, "password": password, "created_at": now}
    id = int(connection.execute(insert(admins).values(values).returning(admins.c.id)).scalar_one())
    _look_after(connection, id, teams)
    return id


def change_role(connection: Connection, id: int, role: str, teams: Iterable[int]) -> None:
    """Give an admin another role and other teams."""
    connection.execute(update(admins).where(admins.c.id == id).values(role=role))
    connection.execute(delete(admin_teams).where(admin_teams.c.admin_id == id))
    _look_after(connection, id, teams)


def change_password(connection: Connection, id: int, password: str) -> None:
    """Store the hash of another password."""
    connection.execute(update(admins).where(admins.c.id == id).values(password=password))


def remove(connection: Connection, id: int) -> None:
    """Delete an admin with teams and sessions."""
    connection.execute(delete(admins).where(admins.c.id == id))


def add_invitation(connection: Connection, row: InvitationRow) -> None:
    """Store a one-time link; earlier ones for the same name are gone."""
    connection.execute(delete(invitations).where(invitations.c.name == row.name))
    teams = json.dumps(sorted(row.teams))
    values = {"hash": row.hash, "name": row.name, "role": row.role, "teams": teams}
    connection.execute(insert(invitations).values(**values, expires_at=row.ends))


def open_invitations(connection: Connection, now: int) -> list[InvitationRow]:
    """The links that may still be used, by name."""
    question = select(invitations).where(invitations.c.expires_at > now)
    return [
        InvitationRow(
            row.hash, row.name, row.role, frozenset(json.loads(row.teams)), row.expires_at
        )
        for row in connection.execute(question.order_by(invitations.c.name))
    ]


def use_invitation(connection: Connection, hash: str) -> bool:
    """Take a link away; False where it is gone, also for one of two at the same moment."""
    return bool(connection.execute(delete(invitations).where(invitations.c.hash == hash)).rowcount)


def take_back(connection: Connection, name: str) -> bool:
    """Take the link for this name away; False where there is none."""
    return bool(connection.execute(delete(invitations).where(invitations.c.name == name)).rowcount)


def _found(connection: Connection, *which: ColumnElement[bool]) -> list[AdminRow]:
    rows = connection.execute(select(admins).where(*which).order_by(admins.c.name)).all()
    teams: dict[int, set[int]] = {row.id: set() for row in rows}
    question = select(admin_teams).where(admin_teams.c.admin_id.in_(teams))
    for link in connection.execute(question):
        teams[link.admin_id].add(link.team_id)
    return [AdminRow(r.id, r.name, r.role, r.password, frozenset(teams[r.id])) for r in rows]


def _look_after(connection: Connection, id: int, teams: Iterable[int]) -> None:
    links = [{"admin_id": id, "team_id": team} for team in sorted(teams)]
    if links:
        connection.execute(insert(admin_teams), links)
