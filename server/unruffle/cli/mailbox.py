"""`unruffle admin report`: what agents reported, and the answers to it."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from unruffle import reports as mailbox
from unruffle.cli.database import opened, told
from unruffle.db import reports, teams


@click.group("report")
def report() -> None:
    """Read and answer what agents reported. Nothing says who did."""


@report.command("list")
@click.option("--team", metavar="NAME", help="Only the reports of this team.")
@click.option("--all", "all_", is_flag=True, help="Also those that are answered.")
def report_list(team: str | None, all_: bool) -> None:
    """List reports, oldest first: number, day, team, rule, sentence and note."""
    with opened() as database, database.read() as connection:
        names = {one.id: one.name for one in teams.every(connection)}
        if team is not None and team not in names.values():
            raise click.ClickException(f"There is no team called {team}.")
        for row in reports.every(connection):
            if (team in (None, names[row.team_id])) and (all_ or row.state == "open"):
                about = row.rule or "a phrase that a list lacks"
                note = f" ({_line(row.note)})" if row.note else ""
                click.echo(
                    f"{row.id}\t{row.day}\t{names[row.team_id]}\t{row.state}\t{about}\t"
                    f"{_line(row.sentence)}{note}"
                )


def _line(text: str) -> str:
    # A line break could pass for another report, and an escape sequence steers the terminal.
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@report.command("accept")
@click.argument("number", type=int)
@click.option("--answer", default="", help="Words for the agent.")
def report_accept(number: int, answer: str) -> None:
    """Tell the agent that report NUMBER was taken up."""
    _decide(number, "accepted", answer)


@report.command("decline")
@click.argument("number", type=int)
@click.option("--answer", default="", help="Words for the agent.")
def report_decline(number: int, answer: str) -> None:
    """Tell the agent that all stays as it is, and why."""
    _decide(number, "declined", answer)


def _decide(number: int, state: reports.State, answer: str) -> None:
    missing = f"There is no report {number}: `report list` shows them."
    with opened() as database, told(missing), database.write() as connection:
        mailbox.decide(connection, None, number, state, answer.strip(), datetime.now(UTC))
    click.echo(f"Report {number} is {state}; the agent sees it in the options of the extension.")
