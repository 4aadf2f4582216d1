"""How an admin signs in: password, attempts, and sessions that the server can end.

A cookie holds a random id; the database holds its SHA-256 and knows when it was last seen.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from unruffle import passwords, trail
from unruffle.accounts import Admin, admin_from
from unruffle.auth import digest
from unruffle.db import admins, sessions
from unruffle.db.engine import Database
from unruffle.errors import SignInUnknown, TooManyAttempts
from unruffle.scopes import ORGANIZATION
from unruffle.settings import Settings

#: Sign-ins without success that need no wait: for one name, and from one address. Behind an
#: address may sit a whole office.
FREE_BY_NAME: Final = 5
FREE_BY_ADDRESS: Final = 30
#: Longest waits in seconds. That for a name is short: whoever knows it could keep its owner out.
LONGEST_BY_NAME: Final = 60
LONGEST_BY_ADDRESS: Final = 15 * 60
#: Seconds after which attempts are forgotten.
REMEMBERED_S: Final = 24 * 3600

#: Seconds between two notes that a session is in use.
_SEEN_STEP_S: Final = 60


def check_password(
    database: Database, secret_key: str, name: str, password: str, address: str, now: datetime
) -> Admin:
    """The admin with this name and password.

    Raises SignInUnknown, the same and as late whether the name is known or not, or
    TooManyAttempts, which is judged before anything is compared.
    """
    name, moment = name.strip().lower(), int(now.timestamp())
    limits = {
        _keyed(secret_key, f"name {name}"): (FREE_BY_NAME, LONGEST_BY_NAME),
        _keyed(secret_key, f"address {address}"): (FREE_BY_ADDRESS, LONGEST_BY_ADDRESS),
    }
    with database.write() as connection:
        before = _count_attempt(connection, limits, moment)
        row = admins.named(connection, name)
    # Outside the transaction: it takes a tenth of a second on purpose.
    if not passwords.fits(password, row.password if row else "") or row is None:
        raise SignInUnknown
    by_name, by_address = limits
    with database.write() as connection:
        sessions.set_attempts(connection, by_name, 0, moment)
        # Not forgotten: an account of one's own is no way to try more of those of others.
        sessions.set_attempts(connection, by_address, before.get(by_address, 0), moment)
    return admin_from(row)


def start(database: Database, admin: Admin, settings: Settings, now: datetime) -> str:
    """The id of a new session, for the cookie."""
    id, moment = secrets.token_urlsafe(32), int(now.timestamp())
    with database.write() as connection:
        sessions.end_old(connection, *_over(settings, moment))
        sessions.add(connection, digest(id), admin.id, moment)
    return id


def whose(database: Database, id: str, settings: Settings, now: datetime) -> Admin | None:
    """The admin of a session, None when it is not known or its time is over."""
    hash, moment = digest(id), int(now.timestamp())
    with database.read() as connection:
        found = sessions.find(connection, hash)
        row = admins.with_id(connection, found.admin_id) if found else None
    if found is None or row is None:
        return None
    started_before, seen_before = _over(settings, moment)
    if found.started_at <= started_before or found.seen_at <= seen_before:
        return None
    if moment - found.seen_at >= _SEEN_STEP_S:
        with database.write() as connection:
            sessions.see(connection, hash, moment)
    return admin_from(row)


def end(database: Database, id: str) -> None:
    """End one session."""
    with database.write() as connection:
        sessions.end(connection, digest(id))


def end_everywhere(database: Database, admin: Admin, now: datetime) -> None:
    """End every session of an admin."""
    with database.write() as connection:
        sessions.end_all(connection, admin.id)
        trail.record(connection, now, admin, "signed-out-everywhere", ORGANIZATION, admin.name)


def change_password(database: Database, admin: Admin, password: str, now: datetime) -> None:
    """Store another password and end every session. Raises NotPossible for an easy one."""
    hashed = passwords.hashed(password, admin.name)
    with database.write() as connection:
        admins.change_password(connection, admin.id, hashed)
        sessions.end_all(connection, admin.id)
        trail.record(connection, now, admin, "password-changed", ORGANIZATION, admin.name)


def wait_s(count: int, free: int, longest: int) -> int:
    """Seconds to wait after this many attempts: none at first, then doubling from 2 seconds."""
    return 0 if count < free else int(min(longest, 2 ** min(count - free + 1, 30)))


def _count_attempt(
    connection: Connection, limits: dict[str, tuple[int, int]], moment: int
) -> dict[str, int]:
    """Count before comparing, so that many at once gain nothing; gives the counts before."""
    sessions.forget_attempts(connection, moment - REMEMBERED_S)
    before = sessions.attempts_of(connection, limits)
    for hash, (count, last_at) in before.items():
        left = last_at + wait_s(count, *limits[hash]) - moment
        if left > 0:
            raise TooManyAttempts(left)
    for hash in limits:
        sessions.set_attempts(connection, hash, before.get(hash, (0, 0))[0] + 1, moment)
    return {hash: count for hash, (count, _) in before.items()}


def _over(settings: Settings, moment: int) -> tuple[int, int]:
    """The moments up to which a session that started, or was seen last, is over."""
    return moment - settings.session_hours * 3600, moment - settings.session_idle_minutes * 60


def _keyed(secret_key: str, text: str) -> str:
    # Keyed: a plain hash of a short address is soon undone.
    return hmac.new(secret_key.encode(), text.encode(), "sha256").hexdigest()
