"""Weekly totals that a helpdesk counted, as imported. A later import of a week replaces it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, select

from unruffle.db.counters import insert_into
from unruffle.db.tables import outcomes, weeks
from unruffle.db.weekly import ORGANIZATION, Where


@dataclass(frozen=True, slots=True)
class Outcome:
    """Replies of a team in a week and how many were reopened; ratings and how many satisfied."""

    team_id: int
    week: date
    replies: int
    reopened: int
    satisfied: int
    rated: int


def save(connection: Connection, given: Iterable[Outcome]) -> None:
    """Store totals; those of a week that is there already are replaced."""
    rows = [{name: getattr(outcome, name) for name in Outcome.__slots__} for outcome in given]
    if not rows:
        return
    statement = insert_into(connection, outcomes)
    sums = ("replies", "reopened", "satisfied", "rated")
    replaced = {name: statement.excluded[name] for name in sums}
    keys = ["team_id", "week"]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=replaced), rows)


def by_week(connection: Connection, where: Where) -> dict[date, Outcome]:
    """The totals of the weeks of a place and time whose figures are shown, and of no other week."""
    sums = [func.sum(outcomes.c[name]) for name in ("replies", "reopened", "satisfied", "rated")]
    same = and_(weeks.c.team_id == outcomes.c.team_id, weeks.c.week == outcomes.c.week)
    question = (
        select(outcomes.c.week, *sums)
        .join(weeks, same)
        .where(weeks.c.shown, outcomes.c.week.between(where.first, where.last))
        .group_by(outcomes.c.week)
    )
    if where.team_id != ORGANIZATION:
        question = question.where(outcomes.c.team_id == where.team_id)
    rows = connection.execute(question)
    return {row[0]: Outcome(where.team_id, row[0], *map(int, row[1:])) for row in rows}
