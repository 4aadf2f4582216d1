"""`unruffle lists publish`, `history` and `roll-back`: working copies of the console go live."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from sqlalchemy import Connection

from unruffle import publish as publishing
from unruffle.cli.database import opened, told
from unruffle.db import revisions, teams
from unruffle.scopes import ORGANIZATION, team_scope

_team = click.option("--team", metavar="NAME", help="The lists of this team, else of all teams.")
_note = click.option("--note", default="", help="A few words for the history and the trail.")


@click.command("publish")
@_team
@_note
def publish(team: str | None, note: str) -> None:
    """Make the working copy live; examples of all lists run first."""
    with opened() as database, told():
        with database.read() as connection:
            scope = _scope(connection, team)
        number = publishing.publish_layer(database, None, scope, note.strip(), datetime.now(UTC))
    click.echo(f"Revision {number} is live.")


@click.command("history")
@_team
def history(team: str | None) -> None:
    """List the last revisions, newest first: number, day, admin and note."""
    with opened() as database, told(), database.read() as connection:
        scopes = ["", *dict.fromkeys((ORGANIZATION, _scope(connection, team)))]
        for one in revisions.history(connection, scopes):
            day = datetime.fromtimestamp(one.published_at, UTC).date()
            who = one.author or f"unruffle {one.package}"
            click.echo("\t".join((str(one.number), str(day), who, " ".join(one.note.split()))))


@click.command("roll-back")
@click.argument("revision", type=int)
@_team
@_note
def roll_back(revision: int, team: str | None, note: str) -> None:
    """Make the lists of an old REVISION live again, under a new number."""
    with (
        opened() as database,
        told(f"There is no revision {revision}: `lists history` shows them."),
    ):
        with database.read() as connection:
            scope = _scope(connection, team)
        number = publishing.roll_back(
            database, None, scope, revision, note.strip(), datetime.now(UTC)
        )
    click.echo(f"Revision {number} is live: it has the lists of revision {revision}.")


def _scope(connection: Connection, team: str | None) -> str:
    if team is None:
        return ORGANIZATION
    found = teams.named(connection, team)
    if found is None:
        raise click.ClickException(f"There is no team called {team}.")
    return team_scope(found.id)
