"""Publishing: a checked snapshot becomes the next revision, and every worker serves it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from unruffle import trail, working
from unruffle.accounts import Admin
from unruffle.core.choices import Choices
from unruffle.core.examples import complaints
from unruffle.core.layers import ORGANIZATION, effective
from unruffle.core.rules import RuleError
from unruffle.db import revisions
from unruffle.db.engine import Database
from unruffle.errors import NotPublished, RevisionUnknown, StartError
from unruffle.lists import loader
from unruffle.snapshots import Opened, text_of
from unruffle.version import VERSION, parts

log = logging.getLogger("unruffle")

#: Complaints that one refusal names.
_NAMED = 20


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
        newest = revisions.latest(connection)
        if newest is not None and newest.snapshot == wanted:
            return newest.number
        return revisions.add(connection, wanted, VERSION, int(now.timestamp()))


def publish_builtin(database: Database, now: datetime) -> int:
    """Publish the lists of this package unless a newer package has published before.

    Lists of one's own stay. Where they do not go with those of the package, the revision before
    stays live and the log says which. Raises StartError when there is none yet.
    """
    with database.read() as connection:
        newest = revisions.latest(connection)
    # Of two versions side by side the older one steps back, or they would publish in turns.
    if newest is not None and parts(newest.package) > parts(VERSION):
        return newest.number
    layers = json.loads(newest.snapshot).get("layers", {}) if newest else {}
    try:
        return publish(database, _with(loader.load(), layers), now)
    except RuleError as error:
        if newest is None or not layers:
            raise StartError(f"The built-in lists do not compile. {error}") from error
        log.warning("the lists of %s are not live yet: %s", VERSION, error)
        return newest.number


def published_layer(connection: Connection, scope: str) -> dict[str, Any]:
    """The layer of a scope that is live; empty when nothing was published there."""
    newest = revisions.latest(connection)
    return _layers(newest).get(scope, {}) if newest else {}


def publish_layer(
    database: Database,
    who: Admin | None,
    scope: str,
    note: str,
    now: datetime,
) -> int:
    """Make the working copy of a scope live, and return the number of the revision.

    Raises NotPublished with the rule and the reason where it does not compile or an example does
    not hold, and where nothing differs.
    """
    with database.read() as connection:
        layer = working.layer_of(working.entries(connection, scope))
    return _go_live(database, who, scope, layer, note, now, "lists.publish")


def roll_back(
    database: Database,
    who: Admin | None,
    scope: str,
    number: int,
    note: str,
    now: datetime,
) -> int:
    """Publish the layer that a scope had in an old revision, as a new number.

    The working copy stays as it is. Raises RevisionUnknown and NotPublished.
    """
    with database.read() as connection:
        old = revisions.numbered(connection, number)
    if old is None:
        raise RevisionUnknown
    layer = _layers(old).get(scope, {})
    return _go_live(database, who, scope, layer, note, now, "lists.roll-back")


def trial_run(snapshot: Mapping[str, Any], scope: str, now: datetime) -> list[str]:
    """What speaks against publishing this snapshot, a sentence each: examples of all lists run."""
    try:
        book = Opened.of(snapshot).rulebook
    except RuleError as error:
        return [str(error)]
    found = []
    reached = [name for name in book.layers if scope in (ORGANIZATION, name)]
    for name in reached:
        choices = effective(book.layers, name, Choices(), now.date())
        for rule in book.layers[name].rules:
            if rule.id not in choices.off:
                found += complaints(rule, book, choices)
    return found


def proposed(connection: Connection, scope: str, layer: Mapping[str, Any]) -> dict[str, Any]:
    """The snapshot that would be live with this layer in place of that of the scope."""
    newest = revisions.latest(connection)
    snapshot = json.loads(newest.snapshot) if newest else loader.load()
    return _with(snapshot, {**snapshot.get("layers", {}), scope: layer})


def _go_live(
    database: Database,
    who: Admin | None,
    scope: str,
    layer: Mapping[str, Any],
    note: str,
    now: datetime,
    action: str,
) -> int:
    while True:
        with database.read() as connection:
            newest = revisions.latest_number(connection)
            snapshot = proposed(connection, scope, layer)
            before = published_layer(connection, scope)
        if before == layer:
            raise NotPublished("Nothing differs from what is live.", "Change something first.")
        against = trial_run(snapshot, scope, now)
        if against:
            raise NotPublished(" ".join(against[:_NAMED]))
        with database.write() as connection:
            # What was checked is what goes live: after another revision it is checked again.
            if revisions.latest_number(connection) == newest:
                return _add(connection, who, scope, layer, before, snapshot, note, now, action)


def _add(
    connection: Connection,
    who: Admin | None,
    scope: str,
    layer: Mapping[str, Any],
    before: Mapping[str, Any],
    snapshot: Mapping[str, Any],
    note: str,
    now: datetime,
    action: str,
) -> int:
    author = who.name if who else trail.COMMAND_LINE
    text, moment = text_of(snapshot), int(now.timestamp())
    number = revisions.add(connection, text, VERSION, moment, scope, author, note)
    was, is_ = text_of(before), text_of(layer)
    trail.record(connection, now, who, action, scope, f"revision {number}", was, is_, note)
    return number


def _layers(row: revisions.RevisionRow) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.snapshot).get("layers", {})
    return found


def _with(snapshot: Mapping[str, Any], layers: Mapping[str, Any]) -> dict[str, Any]:
    kept = {scope: layer for scope, layer in layers.items() if layer}
    rest = {name: value for name, value in snapshot.items() if name != "layers"}
    return {**rest, "layers": kept} if kept else rest
