"""Enrollment codes and keys of extensions. Both are random, shown once and stored as SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from unruffle import trail
from unruffle.db import credentials, teams
from unruffle.db.engine import Database
from unruffle.errors import (
    CodeExpired,
    CodeUnknown,
    CodeUsed,
    KeyRevoked,
    KeyScope,
    KeyUnknown,
    NotAllowed,
    NotFound,
)
from unruffle.scopes import team_scope

if TYPE_CHECKING:
    from unruffle.accounts import Admin

#: `full` checks and reports events; `check-only` checks.
Scope = Literal["full", "check-only"]

# 20 of these 32 signs are 100 bits; none of them is taken for another when read aloud.
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_CODE_SIGNS = 20
CODE_DAYS = 7
DEMO_TEAM = "Demo"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as every worker holds it in memory. `ends` is None for a key without a fixed end."""

    id: int
    team_id: int
    scope: str
    used_on: date
    ends: datetime | None
    revoked: bool


def digest(secret: str) -> str:
    """The SHA-256 under which a secret is stored. It is random, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_from(row: credentials.KeyRow) -> Key:
    """The key that a stored row describes."""
    ends = None if row.expires_at is None else datetime.fromtimestamp(row.expires_at, UTC)
    return Key(row.id, row.team_id, row.scope, row.used_on, ends, row.revoked_at is not None)


def new_code(
    database: Database,
    team_id: int,
    now: datetime,
    max_uses: int = 1,
    days: int = CODE_DAYS,
    who: Admin | None = None,
) -> str:
    """A fresh enrollment code in groups of five, like `k7m2p-...`."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_CODE_SIGNS))
    with database.write() as connection:
        credentials.add_code(
            connection,
            hash=digest(signs),
            team_id=team_id,
            max_uses=max_uses,
            now=int(now.timestamp()),
            expires_at=int((now + timedelta(days=days)).timestamp()),
        )
        for_whom = f"{max_uses} uses, {days} days"
        trail.record(connection, now, who, "code-made", team_scope(team_id), "", after=for_whom)
    return "-".join(signs[i : i + 5] for i in range(0, _CODE_SIGNS, 5))


def revoke_code(database: Database, who: Admin | None, id: int, now: datetime) -> None:
    """Revoke a code; keys it gave stay valid. Raises NotFound, or NotAllowed for another team's."""
    with database.write() as connection:
        row = next((row for row in credentials.every_code(connection) if row.id == id), None)
        scope = _scope_for(who, row)
        credentials.revoke_code(connection, id, int(now.timestamp()))
        trail.record(connection, now, who, "code-revoked", scope, f"code {id}")


def revoke_key(database: Database, who: Admin | None, id: int, now: datetime) -> None:
    """Revoke a key, at once for every worker. Raises NotFound, or NotAllowed for another team's."""
    with database.write() as connection:
        row = next((row for row in credentials.every_key(connection) if row.id == id), None)
        scope = _scope_for(who, row)
        credentials.revoke_key(connection, id, int(now.timestamp()))
        trail.record(connection, now, who, "key-revoked", scope, f"key {id}")


def enroll(database: Database, code: str, now: datetime) -> tuple[str, int]:
    """Trade a code for a new key with its team's id.

    Raises CodeUnknown, CodeUsed or CodeExpired.
    """
    signs = "".join(sign for sign in code.lower() if sign not in "- \t\r\n")
    moment = int(now.timestamp())
    with database.write() as connection:
        row = credentials.code(connection, digest(signs))
        if row is None:
            raise CodeUnknown
        if row.revoked_at is not None or row.expires_at <= moment:
            raise CodeExpired
        if not credentials.use_code(connection, row.id):
            raise CodeUsed
        secret = _new_secret()
        credentials.add_key(
            connection,
            hash=digest(secret),
            team_id=row.team_id,
            scope="full",
            today=now.date(),
            expires_at=None,
        )
    return secret, row.team_id


def demo_key(database: Database, now: datetime, seconds: int) -> str:
    """A check-only key of the demo team that ends after `seconds`."""
    return brief_key(database, demo_team(database, now).id, now, seconds)


def brief_key(database: Database, team_id: int, now: datetime, seconds: int) -> str:
    """A key of a team that can check and nothing else, and ends after `seconds`."""
    secret = _new_secret()
    with database.write() as connection:
        credentials.delete_expired_keys(connection, int(now.timestamp()))
        credentials.add_key(
            connection,
            hash=digest(secret),
            team_id=team_id,
            scope="check-only",
            today=now.date(),
            expires_at=int(now.timestamp()) + seconds,
        )
    return secret


def demo_team(database: Database, now: datetime) -> teams.Team:
    """The team of the demo helpdesk, made when it is not there yet."""
    with database.write() as connection:
        found = teams.named(connection, DEMO_TEAM)
        return found or teams.add(connection, DEMO_TEAM, int(now.timestamp()))


def week_of(day: date) -> date:
    """The Monday of a day's week: nothing about the use of a key is told more finely."""
    return day - timedelta(days=day.weekday())


def bearer(authorization: str | None) -> str:
    """The secret in an Authorization header; empty when it carries none."""
    kind, _, secret = (authorization or "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def authenticate(
    authorization: str | None,
    keys: Mapping[str, Key],
    scope: Scope,
    now: datetime,
    lapse_days: int,
) -> Key:
    """The key that an Authorization header carries.

    Raises KeyUnknown, KeyRevoked (also for an expired or lapsed key) or KeyScope.
    """
    key = keys.get(digest(bearer(authorization)))
    if key is None:
        raise KeyUnknown
    lapsed = now.date() - key.used_on > timedelta(days=lapse_days)
    if key.revoked or lapsed or (key.ends is not None and key.ends <= now):
        raise KeyRevoked
    if scope == "full" and key.scope != "full":
        raise KeyScope
    return key


def _scope_for(who: Admin | None, row: credentials.CodeRow | credentials.KeyRow | None) -> str:
    if row is None:
        raise NotFound
    scope = team_scope(row.team_id)
    if who is not None and not who.may_edit(scope):
        raise NotAllowed
    return scope


def _new_secret() -> str:
    # The prefix lets scanners of repositories recognize a key that was pasted by mistake.
    return f"unruffle_{secrets.token_urlsafe(32)}"
