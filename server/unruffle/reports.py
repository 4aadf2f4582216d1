"""What an agent tells whoever tunes the lists: the one way in which a sentence is stored.

The agent reads, edits and sends it. Nothing says who did: the answer waits for a receipt that only
the agent's browser holds.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from unruffle import trail
from unruffle.accounts import Admin
from unruffle.auth import digest
from unruffle.core.masks import without_addresses
from unruffle.db import reports, teams
from unruffle.db.engine import Database
from unruffle.errors import NotAllowed, NotFound, NotPossible, ReportsFull
from unruffle.scopes import team_scope
from unruffle.wire.reported import ReportAnswerOut, ReportIn

#: A team with more open reports has nobody who reads them.
OPEN_PER_TEAM = 500
_RECEIPT_BYTES = 24


def send(
    database: Database, team_id: int, report: ReportIn, revision: int, today: date, days: int
) -> str:
    """Store a report for at most `days`, and give its receipt. Raises ReportsFull."""
    receipt = secrets.token_urlsafe(_RECEIPT_BYTES)
    with database.write() as connection:
        reports.delete_before(connection, team_id, _oldest(today, days))
        if reports.count_open(connection, team_id) >= OPEN_PER_TEAM:
            raise ReportsFull
        reports.add(
            connection,
            reports.Report(
                receipt=digest(receipt),
                team_id=team_id,
                kind=report.kind,
                rule=report.rule or "",
                sentence=without_addresses(report.sentence.strip()),
                note=without_addresses((report.note or "").strip()),
                host=report.host.lower(),
                revision=revision,
                day=today,
            ),
        )
    return receipt


def answers(
    database: Database, team_id: int, receipts: Sequence[str], today: date, days: int
) -> list[ReportAnswerOut]:
    """What became of these reports, in their order; `gone` is one that is not kept."""
    hashes = {receipt: digest(receipt) for receipt in receipts}
    # Only looked at, since a writer would have to wait for others: what is too old counts as gone.
    with database.read() as connection:
        known = reports.answered(connection, team_id, hashes.values(), _oldest(today, days))
    return [_told(receipt, known.get(hashes[receipt])) for receipt in receipts]


def readable(connection: Connection, who: Admin | None, number: int) -> Row[Any]:
    """The report with this number, for who may decide it; nobody is the command line.

    Raises NotFound and NotAllowed.
    """
    found = reports.one(connection, number)
    if found is None:
        raise NotFound
    if who is not None and not who.may_edit(team_scope(found.team_id)):
        raise NotAllowed
    return found


def waiting(
    connection: Connection, days: Mapping[int, int], today: date, most: int
) -> tuple[list[Row[Any]], int]:
    """The oldest open reports of teams, at most so many, and how many there are in all.

    `days` has by team for how long its reports are kept.
    """
    oldest = {team_id: _oldest(today, kept) for team_id, kept in days.items()}
    return reports.waiting(connection, oldest, most)


def keep(
    connection: Connection, who: Admin, team_id: int, days: int, most: int, now: datetime
) -> None:
    """Keep reports of a team for so many days, and delete what is older.

    Raises NotPossible for more than `most`, which is the server's, and NotAllowed.
    """
    scope = team_scope(team_id)
    if not who.may_edit(scope):
        raise NotAllowed
    if not 1 <= days <= most:
        raise NotPossible(
            f"Reports are kept for 1 to {most} days.",
            "Only the configuration of the server allows more.",
        )
    team = next(team for team in teams.every(connection) if team.id == team_id)
    before = min(team.choices.report_days or most, most)
    teams.choose(connection, team, replace(team.choices, report_days=days))
    reports.delete_before(connection, team_id, _oldest(now.date(), days))
    told = (f"{count} days" for count in (before, days))
    trail.record(connection, now, who, "reports-kept", scope, "reports", *told)


def decide(
    connection: Connection,
    who: Admin | None,
    number: int,
    state: reports.State,
    answer: str,
    now: datetime,
) -> None:
    """Answer a report, with a line of the trail in which nothing of the sentence stands.

    Nor does the answer, which may quote it. Raises NotFound and NotAllowed.
    """
    row = readable(connection, who, number)
    reports.decide(connection, number, state, answer)
    about = f"report {number} about {row.rule or 'a phrase that a list lacks'}"
    trail.record(connection, now, who, f"report-{state}", team_scope(row.team_id), about)


def _told(receipt: str, known: tuple[reports.State, str] | None) -> ReportAnswerOut:
    if known is None:
        return {"receipt": receipt, "state": "gone", "answer": None}
    state, answer = known
    return {"receipt": receipt, "state": state, "answer": answer or None}


def _oldest(today: date, days: int) -> date:
    return today - timedelta(days=days)
