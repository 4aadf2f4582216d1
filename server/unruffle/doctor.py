"""What usually goes wrong with an installation: looked for from the machine that the server is on.

Each look is one function that says what it saw and, where something is amiss, what to do about it.
"""

from __future__ import annotations

import json
import ssl
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from unruffle.db import credentials, migrate, revisions
from unruffle.db.engine import Database
from unruffle.settings import Settings
from unruffle.version import VERSION, parts

#: Seconds that two clocks may differ: a key and an event are judged by the server's.
CLOCKS_S = 60
_TIMEOUT_S = 10
_UPDATE = "Update this one, too."
_EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


@dataclass(frozen=True, slots=True)
class Sign:
    """What was looked at and how it is; `mend` is empty where all is well."""

    what: str
    state: str
    mend: str = ""


def examine(settings: Settings) -> Iterator[Sign]:
    """Every sign, in the order in which one rests on another."""
    yield from _files(settings)
    database = Database(settings)
    newest = 0
    try:
        with database.read() as connection:
            yield from _tables(connection)
            yield from _clock(connection)
            if migrate.current(connection) == migrate.newest():
                newest = revisions.latest_number(connection)
                yield from _published(connection)
                yield from _keys(connection)
    except SQLAlchemyError as error:
        mend = "See that it runs, and that UNRUFFLE_DATABASE_URL names it and a user who may write."
        yield Sign("database", f"does not answer ({type(error).__name__})", mend)
    finally:
        database.close()
    yield from _server(settings.base_url, newest)


def _files(settings: Settings) -> Iterator[Sign]:
    """Whether others on the machine may read what the server keeps."""
    path = settings.sqlite_path
    for file in (path, path.with_name("secret-key")) if path else ():
        if not file.exists():
            continue
        mode = stat.S_IMODE(file.stat().st_mode)
        if file.name == "secret-key" and mode & 0o077:
            yield Sign("secret key", f"may be read by others ({mode:o})", f"chmod 600 {file}")
        elif mode & 0o006:
            yield Sign("database file", f"may be read by everybody ({mode:o})", f"chmod 640 {file}")


def _tables(connection: Connection) -> Iterator[Sign]:
    current, newest = migrate.current(connection), migrate.newest()
    if current == newest:
        yield Sign("database", f"answers, {connection.dialect.name}, its tables are up to date")
    elif current is None or current in migrate.known():
        state = f"has tables of revision {current}, not {newest}"
        yield Sign("database", state, "unruffle db upgrade")
    else:
        yield Sign("database", "was brought up to date by a newer unruffle", _UPDATE)


def _clock(connection: Connection) -> Iterator[Sign]:
    if connection.dialect.name != "postgresql":
        return
    theirs = float(connection.execute(text("SELECT extract(epoch FROM now())")).scalar_one())
    yield _clocks("clock of the database", theirs)


def _published(connection: Connection) -> Iterator[Sign]:
    newest = revisions.latest(connection)
    if newest is None:
        yield Sign("lists", "none are published", "Start the server once, or unruffle db upgrade")
    elif parts(newest.package) > parts(VERSION):
        state = f"revision {newest.number} comes from unruffle {newest.package}; this is {VERSION}"
        yield Sign("lists", state, _UPDATE)
    else:
        yield Sign("lists", f"revision {newest.number} is live")


def _keys(connection: Connection) -> Iterator[Sign]:
    count = sum(row.revoked_at is None for row in credentials.every_key(connection))
    mend = "" if count else "unruffle admin code new gives a link that connects one."
    yield Sign("extensions", f"{count} have a key", mend)


def _server(url: str, newest: int) -> Iterator[Sign]:
    """The server as browsers reach it, through whatever stands before it."""
    try:
        health, headers = _get(f"{url}/healthz")
    except ssl.SSLCertVerificationError as error:
        yield Sign("server", f"{url} has no valid certificate", error.verify_message)
        return
    except (OSError, HTTPException) as error:
        mend = "Start it, or see that UNRUFFLE_PUBLIC_URL is the address that browsers open."
        yield Sign("server", f"{url} does not answer ({type(error).__name__})", mend)
        return
    if health.get("status") != "ok":
        yield _stranger(url, health)
        return
    if health["version"] == VERSION:
        yield Sign("server", f"{url} answers, unruffle {VERSION}")
    else:
        yield Sign("server", f"runs {health['version']}; this is {VERSION}", "Restart it.")
    if headers.get("Date"):
        yield _clocks("clock of the server", parsedate_to_datetime(headers["Date"]).timestamp())
    yield _rules(url, newest)
    _, headers = _get(f"{url}/api/v1/settings", {"Origin": _EXTENSION})
    if headers.get("Access-Control-Allow-Origin") == _EXTENSION:
        yield Sign("answers", "may be read by extensions")
    else:
        mend = "Let the proxy pass Access-Control-* headers of the server on, and OPTIONS to it."
        yield Sign("answers", "may not be read by extensions", mend)


def _stranger(url: str, health: dict[str, Any]) -> Sign:
    """Who answers, where it is not a server of unruffle that knows its name."""
    error = health.get("error")
    if isinstance(error, dict) and error.get("code") == "host-not-trusted":
        mend = "Add its host to UNRUFFLE_TRUSTED_HOSTS; the proxy has to pass the Host header on."
        return Sign("server", f"{url} does not answer under this name", mend)
    mend = "Set UNRUFFLE_PUBLIC_URL, or the proxy, to the server of unruffle."
    return Sign("server", f"{url} is answered by something else", mend)


def _rules(url: str, newest: int) -> Sign:
    ready, _ = _get(f"{url}/readyz")
    if ready.get("status") != "ready":
        return Sign("rules", "the server is not ready", "Its log says why.")
    if newest and ready["revision"] != newest:
        state = f"the server has revision {ready['revision']}, the database {newest}"
        return Sign("rules", state, "If it stays so for a second, it has another database.")
    return Sign("rules", f"the server has revision {ready['revision']}")


def _clocks(what: str, theirs: float) -> Sign:
    apart = abs(theirs - datetime.now(UTC).timestamp())
    if apart <= CLOCKS_S:
        return Sign(what, "goes with the one here")
    mend = "Let both ask a time server (NTP)."
    return Sign(what, f"is {apart:.0f} seconds off the one here", mend)


def _get(url: str, headers: dict[str, str] | None = None) -> tuple[dict[str, Any], HTTPMessage]:
    """The JSON object of an answer, whatever its status, and its headers; {} for anything else."""
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310  # of the settings
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT_S)  # noqa: S310  # as above
    except urllib.error.HTTPError as refused:
        answer = refused
    except urllib.error.URLError as error:
        raise error.reason if isinstance(error.reason, OSError) else OSError from error
    with answer:
        try:
            body = json.loads(answer.read())
        except ValueError:
            body = {}
        return body if isinstance(body, dict) else {}, answer.headers
