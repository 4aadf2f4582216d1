"""What agents reported: the only sentences in the database, each sent on purpose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from unruffle.db.tables import reports

State = Literal["open", "accepted", "declined"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `rule` and `note` are empty where there is none; `day` is all that tells when."""

    receipt: str
    team_id: int
    kind: str
    rule: str
    sentence: str
    note: str
    host: str
    revision: int
    day: date


def add(connection: Connection, report: Report) -> None:
    """Write a new report down; `receipt` is its SHA-256."""
    values = {name: getattr(report, name) for name in Report.__slots__}
    connection.execute(insert(reports).values(**values, state="open", answer=""))


def count_open(connection: Connection, team_id: int) -> int:
    """How many reports of a team nobody has answered."""
    question = select(func.count()).where(reports.c.team_id == team_id, reports.c.state == "open")
    return int(connection.execute(question).scalar_one())


def every(connection: Connection, team_id: int | None = None) -> list[Row[Any]]:
    """The reports, of all teams or of one, oldest first."""
    question = select(reports).order_by(reports.c.id)
    if team_id is not None:
        question = question.where(reports.c.team_id == team_id)
    return list(connection.execute(question))


def waiting(
    connection: Connection, team_ids: Collection[int], oldest: date, most: int
) -> tuple[list[Row[Any]], int]:
    """Open reports of these teams from this day on, oldest first, and how many there are in all."""
    mine = (
        reports.c.state == "open",
        reports.c.team_id.in_(team_ids),
        reports.c.day >= oldest,
    )
    count = connection.execute(select(func.count()).select_from(reports).where(*mine)).scalar_one()
    found = connection.execute(select(reports).where(*mine).order_by(reports.c.id).limit(most))
    return list(found), int(count)


def one(connection: Connection, number: int) -> Row[Any] | None:
    """The report with this number."""
    return connection.execute(select(reports).where(reports.c.id == number)).first()


def answered(
    connection: Connection, team_id: int, hashes: Iterable[str], oldest: date
) -> dict[str, tuple[State, str]]:
    """State and answer by the hash of the receipt, of those of this team from this day on."""
    question = select(reports.c.receipt, reports.c.state, reports.c.answer).where(
        reports.c.team_id == team_id,
        reports.c.receipt.in_(list(hashes)),
        reports.c.day >= oldest,
    )
    return {row.receipt: (row.state, row.answer) for row in connection.execute(question)}


def decide(connection: Connection, number: int, state: State, answer: str) -> bool:
    """Answer the report with this number; False where there is none."""
    statement = update(reports).where(reports.c.id == number).values(state=state, answer=answer)
    return connection.execute(statement.returning(reports.c.id)).first() is not None


def delete_before(connection: Connection, day: date) -> None:
    """Delete what was reported before this day, answered or not."""
    connection.execute(delete(reports).where(reports.c.day < day))
