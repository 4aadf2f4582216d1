"""A week of counters becomes statistics once, on the Tuesday after it, and never changes again.

What fewer than five keys sent is in no figure. Every figure is a sum of whole cells, and a cell is
what at least five keys of one team sent in one week, from one host under one revision where they
were five there. So no choice of team, site, week or revision, and no difference between two
figures, tells about fewer than five. The days of a running week would: a figure that moves while
one agent works is a figure about that agent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from unruffle.auth import digest, week_of
from unruffle.db import counters, senders, weekly
from unruffle.db.engine import Database
from unruffle.db.senders import ALL_HOSTS, ALL_REVISIONS, Part
from unruffle.db.weekly import ORGANIZATION, Place, Where

#: Keys that must have sent events before a figure is shown.
LEAST_KEYS = 5
#: Days from a Monday until its week is closed: events of a Friday evening come on Monday.
CLOSES_AFTER_DAYS = 8
#: Stands for hosts of which none had enough keys, where all together had.
SEVERAL_HOSTS = "(several)"

_FIELDS = {"ended": "replies"}
_COUNTED = frozenset(weekly.Sums.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Cell:
    """The smallest part that is shown: `host` and `revision` as stored, and what they cover."""

    host: str
    revision: int
    every_host: bool = False

    def covers(self, host: str, revision: int) -> bool:
        """Whether what was counted for a host and revision belongs here."""
        return (self.every_host or self.host == host) and self.revision in (ALL_REVISIONS, revision)


def newest_closed(today: date) -> date:
    """The Monday of the newest week that is closed by now."""
    return week_of(today - timedelta(days=CLOSES_AFTER_DAYS))


def lately(team_id: int, today: date, number: int) -> Where:
    """The last closed weeks, so many of them, of a team or the organization."""
    last = newest_closed(today)
    return Where(team_id, last - timedelta(weeks=number - 1), last)


def count_sender(
    connection: Connection, team_id: int, secret: str, sent: Iterable[tuple[date, str, int]]
) -> None:
    """Count the key with this secret once for each week, host and revision that it sent from.

    The mark is made from the secret, of which the database knows another hash only: nobody can find
    out from what is stored which key it was. It is swept a day after the week is closed: until then
    a replica whose clock is behind may still count.
    """
    fresh = set[tuple[date, str, int]]()
    for week, host, revision in sent:
        forgotten = datetime.combine(week, time(), UTC) + timedelta(days=CLOSES_AFTER_DAYS + 1)
        for part in ((host, revision), (host, ALL_REVISIONS), (ALL_HOSTS, ALL_REVISIONS)):
            hash = digest(repr((secret, team_id, week, *part)))
            if not all(counters.mark(connection, [[hash]], int(forgotten.timestamp()))):
                break
            fresh.add((week, *part))
    # In one order everywhere, so that no two keys wait for each other.
    for week, host, revision in sorted(fresh):
        senders.add(connection, team_id, week, host, revision)


def close_next(database: Database, today: date, wait_ms: int) -> bool:
    """Close the oldest week of a team that is due; False when none is.

    Raises sqlalchemy.exc.OperationalError when another writer is busy for longer than `wait_ms`.
    """
    until = newest_closed(today)
    with database.read() as connection:
        found = senders.waiting(connection, until)
    if found is None:
        return False
    with database.write(wait_ms) as connection:
        team_id, week = found
        parts = senders.take(connection, team_id, week)
        cells = cells_of(parts)
        # Another replica may have been faster.
        if parts and senders.close(connection, team_id, week, bool(cells)):
            _store(connection, team_id, week, cells)
    return True


def cells_of(parts: Iterable[Part]) -> list[Cell]:
    """The smallest parts of a week with enough keys; one that has no such part stays whole."""
    enough = {(part.host, part.revision) for part in parts if part.keys >= LEAST_KEYS}
    cells = []
    for host in sorted({host for host, _ in enough if host != ALL_HOSTS}):
        revisions = sorted(r for h, r in enough if h == host and r != ALL_REVISIONS)
        cells += [Cell(host, revision) for revision in revisions or [ALL_REVISIONS]]
    if not cells and (ALL_HOSTS, ALL_REVISIONS) in enough:
        cells = [Cell(SEVERAL_HOSTS, ALL_REVISIONS, every_host=True)]
    return cells


def _store(connection: Connection, team_id: int, week: date, cells: list[Cell]) -> None:
    sums: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in weekly.counted(connection, team_id, week) if cells else ():
        cell = next((cell for cell in cells if cell.covers(row.host, row.revision)), None)
        if cell is None:
            continue
        for team in (team_id, ORGANIZATION):
            for host in (cell.host, ALL_HOSTS):
                for rule in {row.rule, ""}:
                    for name in _names(row):
                        sums[Place(team, host, rule, week, cell.revision)][name] += row.number
    weekly.add(connection, sums)


def _names(row: Row[Any]) -> list[str]:
    """The columns that a counter adds to; none for a type that is no part of the statistics."""
    name = _FIELDS.get(row.type, row.type.replace("-", "_"))
    reason = row.reason.replace("-", "_")
    return [known for known in (name, reason) if known in _COUNTED] if name in _COUNTED else []
