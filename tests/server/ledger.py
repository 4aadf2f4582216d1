"""Events of made-up keys, counted and closed by the real code on a real database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import Connection, delete, select, text

from stage import World
from unruffle import events, weeks
from unruffle.db import teams, weekly
from unruffle.db.tables import counters, event_marks, outcomes, senders
from unruffle.db.tables import weekly as weekly_table
from unruffle.db.tables import weeks as weeks_table
from unruffle.wire.incoming import EventIn

#: A week that is over, so that nothing depends on the day of the test.
MONDAY = date(2026, 9, 7)
RULE = "command/calm-down"
HOST = "desk.example.com"

_A_YEAR = """
    INSERT INTO weekly
    WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 300)
    SELECT team.n, host.column1,
        CASE rule.n WHEN 0 THEN '' ELSE 'list-' || (rule.n % 20) || '/rule-' || rule.n END,
        {monday}, week.n / 4 + 1,
        CASE rule.n WHEN 0 THEN 900 ELSE 0 END, 100, 20, 10, 8, 2, 2, 2, 1, 1, 0
    FROM n AS team, (VALUES (''), ('desk.example.com'), ('mail.example.com')) AS host,
        n AS rule, n AS week
    WHERE team.n <= 50 AND week.n < 52 AND (team.n IN (0, 7) OR host.column1 = '')
"""
_MONDAYS = {
    "sqlite": "date('{first}', '+' || (7 * week.n) || ' days')",
    "postgresql": "DATE '{first}' + 7 * week.n",
}

_numbers = count()


def insert_a_year(connection: Connection, first: date) -> None:
    """A year of 50 teams and the organization: 300 rules on two sites and all, 13 revisions."""
    monday = _MONDAYS[connection.dialect.name].format(first=first.isoformat())
    connection.execute(text(_A_YEAR.format(monday=monday)))


@dataclass(frozen=True, slots=True)
class Sent:
    """One event of one key."""

    key: int
    type: str = "shown"
    rule: str | None = RULE
    host: str = HOST
    revision: int = 1
    reason: str | None = None
    week: date = MONDAY


def send(world: World, team_id: int, sent: Iterable[Sent], late: timedelta | None = None) -> None:
    """Count these events, each in a draft of its own, at noon on the Wednesday of their week."""
    batches: dict[tuple[date, int], list[EventIn]] = {}
    # Clocks go forward: what was marked for a week is forgotten after it.
    for event in sorted(sent, key=lambda event: event.week):
        number = next(_numbers)
        batch = batches.setdefault((event.week, event.key), [])
        batch.append(
            EventIn(
                id=f"event-{number:08}",
                type=event.type,
                draft=f"draft-{number:08}",
                rule=event.rule,
                revision=event.revision,
                reason=event.reason,
                host=event.host,
                at=_noon(event.week).isoformat(),
            )
        )
    for (week, key), batch in batches.items():
        answer = events.record(
            world.server.database,
            world.server.live.view,
            team_id,
            f"secret of key {key} of team {team_id}",
            batch,
            _noon(week) + (late or timedelta()),
            48,
        )
        assert answer["rejected"] == []


def _noon(week: date) -> datetime:
    return datetime.combine(week + timedelta(days=2), time(12), UTC)


def close(world: World, today: date = MONDAY + timedelta(days=60)) -> None:
    """Close every week that is due on a day."""
    while weeks.close_next(world.server.database, today, 5000):
        pass


def stored(world: World) -> dict[weekly.Place, weekly.Sums]:
    """All that the statistics hold."""
    with world.server.database.read() as connection:
        rows = connection.execute(select(weekly_table)).all()
    return {weekly.Place(*row[:5]): weekly.Sums(*row[5:]) for row in rows}


def new_team(world: World, name: str) -> int:
    """The id of a team with this name, made when it is not there."""
    with world.server.database.write() as connection:
        return (teams.named(connection, name) or teams.add(connection, name, 0)).id


def forget(world: World) -> None:
    """Empty everything that was counted."""
    with world.server.database.write() as connection:
        for table in (counters, event_marks, senders, weekly_table, weeks_table, outcomes):
            connection.execute(delete(table))
