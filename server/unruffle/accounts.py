"""Admins: their roles and teams, and the one-time links by which they come."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from sqlalchemy import Connection

from unruffle import passwords, trail
from unruffle.auth import digest
from unruffle.db import admins, sessions, teams
from unruffle.db.admins import AdminRow, InvitationRow
from unruffle.db.engine import Database
from unruffle.errors import InvitationUnknown, LastOwner, NameTaken, NotFound, NotPossible
from unruffle.scopes import ORGANIZATION, team_of

#: An owner may do everything; a lead tunes the lists of own teams; an observer looks.
Role = Literal["owner", "lead", "observer"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

_NAME: Final = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


@dataclass(frozen=True, slots=True)
class Admin:
    """A person who is signed in to the console; `name` is what she signs in with."""

    id: int
    name: str
    role: Role
    teams: frozenset[int]

    def may_edit(self, scope: str) -> bool:
        """Whether she may change what stands in a scope."""
        return self.role == "owner" or (self.role == "lead" and team_of(scope) in self.teams)

    def may_see(self, scope: str) -> bool:
        """Whether she may read what stands in a scope; a lead reads the organization's too."""
        return self.role != "lead" or scope == ORGANIZATION or team_of(scope) in self.teams


def admin_from(row: AdminRow) -> Admin:
    """The admin that a stored row describes."""
    return Admin(row.id, row.name, _role(row.role), row.teams)


def invite(
    database: Database,
    who: Admin | None,
    name: str,
    role: str,
    team_ids: Iterable[int],
    now: datetime,
    days: int,
) -> str:
    """The secret of a one-time link for `name`; an earlier link for the same name is void.

    For an admin who is there already it is a way to a new password, and changes nothing else.
    Raises NotPossible for a name or role that cannot be, and for a lead without a team.
    """
    name = _named(name)
    with database.write() as connection:
        there = admins.named(connection, name)
        if there is not None:
            role, wanted = there.role, there.teams
        else:
            wanted = _teams_for(connection, _role(role), frozenset(team_ids))
        secret = _link(connection, name, role, wanted, now, days)
        after = _shown(role, wanted)
        trail.record(connection, now, who, "invited", ORGANIZATION, name, after=after)
    return secret


def first_owner_link(database: Database, now: datetime) -> str | None:
    """The secret of a link for the first owner, for one day; None where there is an owner."""
    with database.write() as connection:
        if any(row.role == "owner" for row in admins.every(connection)):
            return None
        return _link(connection, "", "owner", frozenset(), now, days=1)


def invitation(database: Database, secret: str, now: datetime) -> InvitationRow:
    """The open invitation behind a secret or a whole link. Raises InvitationUnknown."""
    with database.read() as connection:
        return _invitation(connection, secret, now)


def accept(database: Database, secret: str, name: str, password: str, now: datetime) -> Admin:
    """Use a one-time link: choose a password, and a name where the link names nobody.

    Raises InvitationUnknown, NameTaken, or NotPossible for a name or password that cannot be.
    """
    hashed = passwords.hashed(password, invitation(database, secret, now).name or name)
    with database.write() as connection:
        found = _invitation(connection, secret, now)
        if not admins.use_invitation(connection, found.hash):
            raise InvitationUnknown
        chosen = found.name or _named(name)
        there = admins.named(connection, chosen)
        if there is not None and not found.name:
            raise NameTaken
        admin = _join(connection, found, chosen, hashed, now)
        sessions.end_all(connection, admin.id)
    return admin


def accept_elsewhere(database: Database, name: str, now: datetime) -> Admin | None:
    """The admin whom another provider vouches for: there already, or invited under this name."""
    name = name.strip().lower()
    with database.write() as connection:
        there = admins.named(connection, name)
        if there is not None:
            return admin_from(there)
        for found in admins.open_invitations(connection, int(now.timestamp())):
            if found.name == name and admins.use_invitation(connection, found.hash):
                return _join(connection, found, name, "", now)
    return None


def change_role(
    database: Database,
    who: Admin | None,
    admin_id: int,
    role: str,
    team_ids: Iterable[int],
    now: datetime,
) -> None:
    """Give an admin another role and other teams. Raises LastOwner, NotFound, NotPossible."""
    with database.write() as connection:
        row = _row(connection, admin_id)
        wanted = _teams_for(connection, _role(role), frozenset(team_ids))
        if role != "owner":
            _refuse_last_owner(connection, row)
        admins.change_role(connection, admin_id, role, wanted)
        trail.record(
            connection,
            now,
            who,
            "role-changed",
            ORGANIZATION,
            row.name,
            _shown(row.role, row.teams),
            _shown(role, wanted),
        )


def remove(database: Database, who: Admin | None, admin_id: int, now: datetime) -> None:
    """Remove an admin, with every session. Raises LastOwner or NotFound."""
    with database.write() as connection:
        row = _row(connection, admin_id)
        _refuse_last_owner(connection, row)
        admins.remove(connection, admin_id)
        admins.take_back(connection, row.name)
        shown = _shown(row.role, row.teams)
        trail.record(connection, now, who, "removed", ORGANIZATION, row.name, before=shown)


def take_back(database: Database, who: Admin | None, name: str, now: datetime) -> None:
    """Make the open link for this name void. Raises NotFound where there is none."""
    with database.write() as connection:
        if not name or not admins.take_back(connection, name):
            raise NotFound
        trail.record(connection, now, who, "invitation-withdrawn", ORGANIZATION, name)


def _join(
    connection: Connection, found: InvitationRow, name: str, password: str, now: datetime
) -> Admin:
    there = admins.named(connection, name)
    if there is not None:
        admins.change_password(connection, there.id, password)
        admin = admin_from(there)
        trail.record(connection, now, admin, "password-changed", ORGANIZATION, name)
        return admin
    id = admins.add(connection, name, found.role, found.teams, password, int(now.timestamp()))
    admin = Admin(id, name, _role(found.role), found.teams)
    after = _shown(found.role, found.teams)
    trail.record(connection, now, admin, "joined", ORGANIZATION, name, after=after)
    return admin


def _link(
    connection: Connection, name: str, role: str, teams: frozenset[int], now: datetime, days: int
) -> str:
    secret = secrets.token_urlsafe(24)
    ends = int((now + timedelta(days=days)).timestamp())
    row = InvitationRow(digest(secret), name, role, teams, ends)
    admins.add_invitation(connection, row)
    return secret


def _invitation(connection: Connection, secret: str, now: datetime) -> InvitationRow:
    hash = digest(secret.strip().rpartition("#")[2])
    for found in admins.open_invitations(connection, int(now.timestamp())):
        if found.hash == hash:
            return found
    raise InvitationUnknown


def _row(connection: Connection, admin_id: int) -> AdminRow:
    row = admins.with_id(connection, admin_id)
    if row is None:
        raise NotFound
    return row


def _refuse_last_owner(connection: Connection, row: AdminRow) -> None:
    owners = [other for other in admins.every(connection) if other.role == "owner"]
    if [owner.id for owner in owners] == [row.id]:
        raise LastOwner


def _teams_for(connection: Connection, role: Role, wanted: frozenset[int]) -> frozenset[int]:
    if role != "lead":
        return frozenset()
    if not wanted or not wanted <= {team.id for team in teams.every(connection)}:
        raise NotPossible("A lead looks after at least one team.", "Choose a team.")
    return wanted


def _role(given: str) -> Role:
    for role in ROLES:
        if role == given:
            return role
    raise NotPossible(f"A role is one of {', '.join(ROLES)}.")


def _named(given: str) -> str:
    name = given.strip().lower()
    if not _NAME.fullmatch(name):
        raise NotPossible("A name has 1 to 100 characters in one line.")
    return name


def _shown(role: str, team_ids: Iterable[int]) -> str:
    return json.dumps({"role": role, "teams": sorted(team_ids)})
