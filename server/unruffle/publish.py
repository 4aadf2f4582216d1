"""Publishing: a checked snapshot becomes the next revision, and every worker serves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from unruffle.core.rules import RuleError
from unruffle.db import revisions, versions
from unruffle.db.engine import Database
from unruffle.errors import StartError
from unruffle.lists import loader
from unruffle.snapshots import Opened, text_of
from unruffle.version import VERSION, parts


def publish(database: Database, snapshot: Mapping[str, Any], now: datetime) -> int:
    """Publish this snapshot and return its revision; the newest one's if nothing differs.

    Raises core.rules.RuleError when the snapshot does not compile; nothing is published then.
    """
    wanted = text_of(snapshot)
    with database.read() as connection:
        newest = revisions.latest(connection)
    if newest is not None and newest.snapshot == wanted:
        return newest.number
    Opened.of(snapshot)
    with database.write() as connection:
        # A replica that started at the same moment may have been faster.
        versions.lock(connection)
        newest = revisions.latest(connection)
        if newest is not None and newest.snapshot == wanted:
            return newest.number
        return revisions.add(connection, wanted, VERSION, int(now.timestamp()))


def publish_builtin(database: Database, now: datetime) -> int:
    """Publish the lists of this package unless a newer package has published before.

    Raises StartError when they do not compile.
    """
    with database.read() as connection:
        newest = revisions.latest(connection)
    # Of two versions side by side the older one steps back, or they would publish in turns.
    if newest is not None and parts(newest.package) > parts(VERSION):
        return newest.number
    try:
        return publish(database, loader.load(), now)
    except RuleError as error:
        raise StartError(f"The built-in lists do not compile. {error}") from error
