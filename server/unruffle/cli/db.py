"""`unruffle db`: the database."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from unruffle import backup as backups
from unruffle import secret, spreadsheets
from unruffle.cli.database import opened
from unruffle.cli.files import writing
from unruffle.db import migrate
from unruffle.db.engine import Database
from unruffle.publish import publish_builtin
from unruffle.settings import Settings

_KEY = "The secret key is not: with another one, admins sign in again."
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("db")
def command() -> None:
    """Look after the database that UNRUFFLE_DATABASE_URL names."""


@command.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to date and publish the built-in lists. `serve` does this by itself."""
    database = Database(Settings.load(os.environ))
    try:
        changed = migrate.upgrade(database)
        revision = publish_builtin(database, datetime.now(UTC))
    finally:
        database.close()
    state = "brought up to date" if changed else "up to date already"
    click.echo(f"The database is {state}; revision {revision} is live.")


@command.command("backup")
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write everything to FILE, while the server goes on. Only you may read it.

    \b
    unruffle db backup unruffle-2026-12-01.gz
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already; name another file.")
    with opened() as database, writing():
        backups.write(database, file, _tell)
    click.echo(f"Everything is in {file}. {_KEY}")


@command.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from a backup, of SQLite or PostgreSQL, this release or an older one.

    \b
    UNRUFFLE_DATABASE_URL=postgresql://desk@db/unruffle unruffle db restore unruffle-2026-12-01.gz
    """
    database = Database(Settings.load(os.environ))
    try:
        backups.restore(database, backups.read(file), _tell)
    finally:
        database.close()
    click.echo(f"The database holds what {file} holds.")


@command.command("move")
@click.argument("url")
def move(url: str) -> None:
    """Copy everything to the empty database at URL, such as from SQLite to PostgreSQL.

    Stop the server first: what it writes meanwhile stays behind.

    \b
    unruffle db move postgresql://desk@db/unruffle
    """
    settings = Settings.load(os.environ)
    target = Database(Settings(database_url=url))
    try:
        with opened() as database, database.read() as connection:
            backups.restore(target, backups.lines(connection, _silent), _tell)
    finally:
        target.close()
    click.echo("Everything is there. Start the server with these settings; on every replica alike:")
    click.echo(f"UNRUFFLE_DATABASE_URL={url}")
    click.echo(f"UNRUFFLE_SECRET_KEY={secret.key(settings)}")


@command.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write each table to a CSV file in FOLDER, without keys, passwords and sign-ins.

    \b
    unruffle db export tables
    """
    with opened() as database, writing():
        for file, count in spreadsheets.write(database, folder):
            click.echo(f"{file.name}: {count}")


def _tell(table: str, count: int) -> None:
    click.echo(f"{table}: {count}", err=True)


def _silent(_table: str, _count: int) -> None:
    """Say nothing: the other side counts."""
