"""Sessions of admins, and how often a sign-in went without success."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from unruffle.db.admin_tables import attempts, sessions


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as stored; moments in seconds since 1970."""

    hash: str
    admin_id: int
    started_at: int
    seen_at: int


def add(connection: Connection, hash: str, admin_id: int, now: int) -> None:
    """Store a new session."""
    values = {"hash": hash, "admin_id": admin_id, "started_at": now, "seen_at": now}
    connection.execute(insert(sessions).values(values))


def find(connection: Connection, hash: str) -> SessionRow | None:
    """The session with this hash."""
    row = connection.execute(select(sessions).where(sessions.c.hash == hash)).first()
    return SessionRow(**row._mapping) if row else None


def see(connection: Connection, hash: str, now: int) -> None:
    """Write down that a session is in use."""
    connection.execute(update(sessions).where(sessions.c.hash == hash).values(seen_at=now))


def end(connection: Connection, hash: str) -> None:
    """Delete one session."""
    connection.execute(delete(sessions).where(sessions.c.hash == hash))


def end_all(connection: Connection, admin_id: int) -> None:
    """Delete every session of an admin."""
    connection.execute(delete(sessions).where(sessions.c.admin_id == admin_id))


def end_old(connection: Connection, started_before: int, seen_before: int) -> None:
    """Delete the sessions whose time is over."""
    over = (sessions.c.started_at < started_before) | (sessions.c.seen_at < seen_before)
    connection.execute(delete(sessions).where(over))


def attempts_of(connection: Connection, hashes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Count and last moment by hash; one that is not there has none."""
    question = select(attempts).where(attempts.c.hash.in_(list(hashes)))
    return {row.hash: (row.tries, row.last_at) for row in connection.execute(question)}


def set_attempts(connection: Connection, hash: str, count: int, now: int) -> None:
    """Write down how many there were; 0 forgets them."""
    connection.execute(delete(attempts).where(attempts.c.hash == hash))
    if count > 0:
        connection.execute(insert(attempts).values(hash=hash, tries=count, last_at=now))


def forget_attempts(connection: Connection, before: int) -> None:
    """Delete what was counted before this moment."""
    connection.execute(delete(attempts).where(attempts.c.last_at < before))
