"""Enrollment codes and keys. Only their hashes are ever here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from unruffle.db.tables import codes, keys
from unruffle.db.versions import bump


@dataclass(frozen=True, slots=True)
class CodeRow:
    """An enrollment code as stored; moments in seconds since 1970."""

    id: int
    team_id: int
    max_uses: int
    uses: int
    created_at: int
    expires_at: int
    revoked_at: int | None


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as stored; `used_on` is the last day of use."""

    id: int
    hash: str
    team_id: int
    scope: str
    created_on: date
    used_on: date
    expires_at: int | None
    revoked_at: int | None


_CODE = (
    codes.c.id,
    codes.c.team_id,
    codes.c.max_uses,
    codes.c.uses,
    codes.c.created_at,
    codes.c.expires_at,
    codes.c.revoked_at,
)


def add_code(
    connection: Connection, *, hash: str, team_id: int, max_uses: int, now: int, expires_at: int
) -> None:
    """Store a new code."""
    connection.execute(
        insert(codes).values(
            hash=hash,
            team_id=team_id,
            max_uses=max_uses,
            uses=0,
            created_at=now,
            expires_at=expires_at,
        )
    )


def code(connection: Connection, hash: str) -> CodeRow | None:
    """The code with this hash."""
    row = connection.execute(select(*_CODE).where(codes.c.hash == hash)).first()
    return CodeRow(*row) if row else None


def every_code(connection: Connection) -> list[CodeRow]:
    """All codes, oldest first."""
    return [CodeRow(*row) for row in connection.execute(select(*_CODE).order_by(codes.c.id))]


def use_code(connection: Connection, id: int) -> bool:
    """Count one use; False when no use is left, also for one of two at the same moment."""
    statement = (
        update(codes)
        .where(codes.c.id == id, codes.c.uses < codes.c.max_uses)
        .values(uses=codes.c.uses + 1)
    )
    return bool(connection.execute(statement).rowcount)


def revoke_code(connection: Connection, id: int, now: int) -> bool:
    """Revoke a code; False when there is none with this id."""
    statement = update(codes).where(codes.c.id == id).values(revoked_at=now)
    return bool(connection.execute(statement).rowcount)


def add_key(
    connection: Connection,
    *,
    hash: str,
    team_id: int,
    scope: str,
    today: date,
    expires_at: int | None,
) -> None:
    """Store a new key and tell every worker."""
    connection.execute(
        insert(keys).values(
            hash=hash,
            team_id=team_id,
            scope=scope,
            created_on=today,
            used_on=today,
            expires_at=expires_at,
        )
    )
    bump(connection)


def every_key(connection: Connection) -> list[KeyRow]:
    """All keys, oldest first."""
    columns = [keys.c[name] for name in KeyRow.__slots__]
    return [KeyRow(*row) for row in connection.execute(select(*columns).order_by(keys.c.id))]


def revoke_key(connection: Connection, id: int, now: int) -> bool:
    """Revoke a key and tell every worker; False when there is none with this id."""
    statement = update(keys).where(keys.c.id == id).values(revoked_at=now)
    bump(connection)
    return bool(connection.execute(statement).rowcount)


def mark_used(connection: Connection, ids: Iterable[int], today: date) -> None:
    """Write down that these keys were used today."""
    connection.execute(update(keys).where(keys.c.id.in_(list(ids))).values(used_on=today))


def delete_expired_keys(connection: Connection, before: int) -> None:
    """Delete keys whose time ended before this moment; they say nothing any more."""
    connection.execute(delete(keys).where(keys.c.expires_at < before))
