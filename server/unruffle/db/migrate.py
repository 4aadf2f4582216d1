"""Migrations, run inside the process by Alembic. Replicas that start together wait in line."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from unruffle.db.engine import Database


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def newest() -> str:
    """The revision that this package needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(connection: Connection) -> str | None:
    """The revision of the database, None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def known() -> set[str]:
    """Every revision that this package can start from."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _is_behind(connection: Connection) -> bool:
    revision = current(connection)
    return revision is None or (revision != newest() and revision in known())


def upgrade(database: Database) -> bool:
    """Bring the database to the newest revision; True if there was something to do.

    Where a newer release has been, its tables are left alone: it adds to them first, and takes
    nothing away that the release before it reads.
    """
    with database.read() as connection:
        if not _is_behind(connection):
            return False
    with database.write() as connection:
        # Another replica may have been faster.
        if not _is_behind(connection):
            return False
        bring_to(connection, "head")
    return True


def bring_to(connection: Connection, revision: str) -> None:
    """Run the migrations up to a revision, in the transaction of the connection."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
