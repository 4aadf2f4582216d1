"""The statistics as stored: sums of closed weeks. Only `weeks` decides what gets in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    case,
    distinct,
    func,
    select,
)

from unruffle.db.counters import insert_into
from unruffle.db.senders import ALL_HOSTS, ALL_REVISIONS
from unruffle.db.tables import counters, weekly, weeks

#: Stands where a team's id stands for all teams together.
ORGANIZATION = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """How often what happened. `replies` are drafts that ended; the reasons are in `dismissed`.

    `matched` counts what a rule on trial found and nobody saw.
    """

    replies: int = 0
    shown: int = 0
    accepted: int = 0
    edited_away: int = 0
    dismissed: int = 0
    company_wording: int = 0
    customers_word: int = 0
    not_risky_here: int = 0
    muted: int = 0
    reported: int = 0
    matched: int = 0


@dataclass(frozen=True, slots=True)
class Where:
    """What to sum: a team or the organization, a time in Mondays, and one host or all of them."""

    team_id: int
    first: date
    last: date
    host: str = ALL_HOSTS


@dataclass(frozen=True, slots=True)
class Place:
    """What a row of the statistics belongs to; `rule` is empty for all rules together."""

    team_id: int
    host: str
    rule: str
    week: date
    revision: int


_NAMES = tuple(field.name for field in fields(Sums))
_SUMS = tuple(func.sum(weekly.c[name]).label(name) for name in _NAMES)
_SPLITS = {name: weekly.c[name] for name in ("rule", "week", "revision", "host")}


def counted(connection: Connection, team_id: int, monday: date) -> list[Row[Any]]:
    """The counters of a week, by host, revision, rule, type and reason."""
    kinds = [counters.c[name] for name in ("host", "revision", "rule", "type", "reason")]
    question = select(*kinds, func.sum(counters.c["count"]).label("number")).where(
        counters.c.team_id == team_id, counters.c.day.between(monday, monday + timedelta(days=6))
    )
    return list(connection.execute(question.group_by(*kinds)))


def add(connection: Connection, sums: Mapping[Place, Mapping[str, int]]) -> None:
    """Add sums to what is stored for their places, in one order, so that no two lock each other."""
    nothing = dict.fromkeys(_NAMES, 0)
    keys = list(Place.__slots__)
    rows = [
        {name: getattr(place, name) for name in keys} | nothing | dict(given)
        for place, given in sums.items()
    ]
    if not rows:
        return
    rows.sort(key=lambda row: [row[name] for name in keys])
    statement = insert_into(connection, weekly)
    more = {name: weekly.c[name] + statement.excluded[name] for name in _NAMES}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=more), rows)


def by(
    connection: Connection, split: str, where: Where, rule: str | None = None
) -> dict[Any, Sums]:
    """Sums by rule, week or revision, of one rule (\"\": all together) or of any."""
    column = _SPLITS[split]
    wanted = [*_of(where), weekly.c.host == where.host]
    wanted.append(weekly.c.rule != "" if rule is None else weekly.c.rule == rule)
    question = select(column, *_SUMS).where(*wanted).group_by(column).order_by(column)
    return {row[0]: Sums(*map(int, row[1:])) for row in connection.execute(question)}


def by_host(connection: Connection, where: Where, rule: str) -> dict[str, Sums]:
    """Sums by host, of one rule or (\"\") of all together."""
    hosts = _hosts(where.team_id)
    question = select(weekly.c.host, *_SUMS).join(hosts, hosts.c.host == weekly.c.host)
    question = question.where(*_of(where), weekly.c.rule == rule).group_by(weekly.c.host)
    return {row[0]: Sums(*map(int, row[1:])) for row in connection.execute(question)}


def _hosts(team_id: int) -> CTE:
    """The hosts of a team, each found by one step from the last in the order of the key.

    A plain DISTINCT reads a year of every rule for a handful of hosts.
    """

    def next_host(after: ColumnElement[str] | str) -> ScalarSelect[str]:
        row = weekly.alias()
        mine = (row.c.team_id == team_id, row.c.host > after)
        return select(func.min(row.c.host)).where(*mine).scalar_subquery()

    hosts = select(next_host(ALL_HOSTS).label("host")).cte(recursive=True)
    return hosts.union_all(select(next_host(hosts.c.host)).where(hosts.c.host.is_not(None)))


def before_and_since(
    connection: Connection, where: Where, revision: int
) -> dict[str, tuple[int, int, int, int]]:
    """By rule how often it was shown before and since a revision, then the replies of both."""
    new = weekly.c.revision >= revision
    sums = [
        func.sum(case((side, weekly.c[name]), else_=0))
        for name in ("shown", "replies")
        for side in (~new, new)
    ]
    question = select(weekly.c.rule, *sums).where(
        *_of(where), weekly.c.host == where.host, weekly.c.revision != ALL_REVISIONS
    )
    rows = connection.execute(question.group_by(weekly.c.rule))
    return {row[0]: (int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in rows}


def closed(connection: Connection, where: Where) -> list[tuple[date, bool, int]]:
    """Closed weeks, oldest first: the Monday, whether they are shown, and of how many teams."""
    question = select(weeks.c.week, weeks.c.shown, func.count(distinct(weeks.c.team_id))).where(
        weeks.c.week.between(where.first, where.last)
    )
    if where.team_id != ORGANIZATION:
        question = question.where(weeks.c.team_id == where.team_id)
    rows = connection.execute(question.group_by(weeks.c.week, weeks.c.shown))
    return sorted((row[0], row[1], row[2]) for row in rows)


def _of(where: Where) -> list[ColumnElement[bool]]:
    return [weekly.c.team_id == where.team_id, weekly.c.week.between(where.first, where.last)]
