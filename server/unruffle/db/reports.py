"""What agents reported: the only sentences in the database, each sent on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, and_, delete, false, func, insert, or_, select, update

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
    connection: Connection, oldest: Mapping[int, date], most: int
) -> tuple[list[Row[Any]], int]:
    """Open reports of teams, oldest first, and their number in all; `oldest` has a day for each."""
    kept = (and_(reports.c.team_id == id_, reports.c.day >= day) for id_, day in oldest.items())
    mine = (reports.c.state == "open", or_(false(), *kept))
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


def delete_before(connection: Connection, team_id: int, day: date) -> None:
    """Delete what a team reported before this day, answered or not."""
    connection.execute(delete(reports).where(reports.c.team_id == team_id, reports.c.day < day))
