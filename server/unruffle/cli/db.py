"""`unruffle db`: the database."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from unruffle.db import migrate
from unruffle.db.engine import Database
from unruffle.publish import publish_builtin
from unruffle.settings import Settings


@click.group("db")
def command() -> None:
    """Look after the database."""


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
