"""`unruffle admin`: invitations, teams, enrollment codes, keys and reports."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

import click

import unruffle.teams
from unruffle import accounts, auth
from unruffle.cli.choosing import chosen, described
from unruffle.cli.database import opened, told
from unruffle.cli.mailbox import report
from unruffle.db import credentials, teams
from unruffle.db.engine import Database
from unruffle.settings import Settings
from unruffle.snapshots import builtin


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


@click.group("admin")
def command() -> None:
    """Look after admins, teams, enrollment codes, keys and reports."""


command.add_command(report)


@command.command("invite")
@click.argument("name")
@click.option("--role", type=click.Choice(accounts.ROLES), required=True)
@click.option("--team", "team_names", multiple=True, help="A team that the lead looks after.")
def invite(name: str, role: str, team_names: tuple[str, ...]) -> None:
    """Print a one-time link by which NAME comes to the console.

    NAME is what the person signs in with, such as an e-mail address. For somebody who is there
    already the link leads to a new password.
    """
    settings = Settings.load(os.environ)
    with opened() as database, told():
        chosen = [_team(database, team_name).id for team_name in team_names]
        days = settings.invitation_days
        secret = accounts.invite(database, None, name, role, chosen, datetime.now(UTC), days)
    click.echo(f"For {name}, once, for {days} days:", err=True)
    click.echo(f"{settings.base_url}/console/first#{secret}")


@command.group("team")
def team() -> None:
    """Teams: the unit of lists, keys and statistics."""


@team.command("add")
@click.argument("name")
def team_add(name: str) -> None:
    """Add a team called NAME."""
    with opened() as database, told():
        unruffle.teams.add(database, None, name, datetime.now(UTC))
    click.echo(f"Team {name} is there.")


@team.command("list")
def team_list() -> None:
    """List the teams, and what each has chosen."""
    with opened() as database, database.read() as connection:
        for found in teams.every(connection):
            click.echo(f"{found.id}\t{found.name}\t{described(found.choices)}")


@team.command("choose")
@click.argument("name")
@click.option("--on", multiple=True, help="Switch this optional list, rule or check on.")
@click.option(
    "--off",
    multiple=True,
    help="Switch this list, rule or check off; `learned`: that layer.",
)
@click.option(
    "--profile",
    help="Take the choices of this profile; `shipped` takes none. That of a channel, such as "
    "review, also says that the team answers there.",
)
@click.option(
    "--severity",
    "severities",
    multiple=True,
    metavar="ID=SEVERITY",
    help="Grade a rule or check; `shipped` grades it as before.",
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help="Set a limit of a check, such as C30.words=200.",
)
@click.option("--guard", multiple=True, help="Ask before a reply with this category goes out.")
@click.option("--no-guard", multiple=True, help="Do not ask about this category any more.")
@click.option("--domain", multiple=True, help="Mail to this domain is internal: not checked.")
@click.option("--no-domain", multiple=True, help="Mail to this domain is no longer internal.")
@click.option(
    "--personal/--no-personal",
    default=None,
    help="Whether a check says that a message mentions, for one, a hospital stay.",
)
def team_choose(name: str, **changes: Any) -> None:
    """Tune lists, rules and checks for the team NAME, and say what is chosen."""
    rulebook = builtin()
    with opened() as database, database.write() as connection:
        found = teams.named(connection, name)
        if found is None:
            raise click.ClickException(f"There is no team called {name}.")
        choices = chosen(found.choices, rulebook, **changes)
        teams.choose(connection, found, choices)
    click.echo(f"Optional lists that are on: {', '.join(sorted(choices.lists)) or 'none'}.")
    looked = "not looked for" if choices.silent else "looked for"
    click.echo(f"Personal circumstances: {looked}.")
    click.echo(f"Team {name}: {described(choices)}.")


@command.group("code")
def code() -> None:
    """Enrollment codes: each is traded for a key by an extension."""


@code.command("new")
@click.option("--team", "name", help="Name of the team; not needed when there is only one.")
@click.option("--max-uses", type=click.IntRange(1), default=1, show_default=True)
@click.option("--days", type=click.IntRange(1, 3650), default=auth.CODE_DAYS, show_default=True)
def code_new(name: str | None, max_uses: int, days: int) -> None:
    """Print a link with a new code, to paste into the options of the extension."""
    with opened() as database:
        found = _team(database, name)
        made = auth.new_code(database, found.id, datetime.now(UTC), max_uses, days)
    times = "once" if max_uses == 1 else f"{max_uses} times"
    click.echo(f"For team {found.name}, {times}, for {days} days:", err=True)
    click.echo(f"{Settings.load(os.environ).base_url}/connect#{made}")


def _team(database: Database, name: str | None) -> teams.Team:
    with database.read() as connection:
        known = teams.every(connection)
    fitting = [team for team in known if name is None or team.name == name]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(team.name for team in known) or "none yet; add one with `admin team add`"
    raise click.ClickException(f"Name a team with --team. Known: {names}.")


@code.command("list")
def code_list() -> None:
    """List codes with id, team, uses and end. The codes themselves are not stored."""
    with opened() as database, database.read() as connection:
        names = {found.id: found.name for found in teams.every(connection)}
        for row in credentials.every_code(connection):
            end = "revoked" if row.revoked_at else f"until {_moment(row.expires_at)}"
            click.echo(f"{row.id}\t{names[row.team_id]}\t{row.uses}/{row.max_uses}\t{end}")


@code.command("revoke")
@click.argument("number", metavar="ID", type=int)
def code_revoke(number: int) -> None:
    """Revoke the code with this ID; keys it gave stay valid."""
    with opened() as database, told(f"There is no code {number}."):
        auth.revoke_code(database, None, number, datetime.now(UTC))
    click.echo(f"Code {number} is revoked.")


@command.group("keys")
def keys() -> None:
    """Keys of enrolled extensions."""


@keys.command("list")
def keys_list() -> None:
    """List keys with id, team, scope, first and last week of use. The keys are not stored."""
    with opened() as database, database.read() as connection:
        names = {found.id: found.name for found in teams.every(connection)}
        for row in credentials.every_key(connection):
            state = "revoked" if row.revoked_at else "in use"
            weeks = f"{auth.week_of(row.created_on)}\t{auth.week_of(row.used_on)}"
            click.echo(f"{row.id}\t{names[row.team_id]}\t{row.scope}\t{weeks}\t{state}")


@keys.command("revoke")
@click.argument("number", metavar="ID", type=int)
def keys_revoke(number: int) -> None:
    """Revoke the key with this ID, at once for every worker."""
    with opened() as database, told(f"There is no key {number}."):
        auth.revoke_key(database, None, number, datetime.now(UTC))
    click.echo(f"Key {number} is revoked.")
